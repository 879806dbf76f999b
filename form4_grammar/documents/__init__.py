"""A document before any form is looked for: bytes to text, what it came in, the header of its submission."""
