"""What the package gives out for machines: JSON, its schema, S-expressions, and the grammar as one text."""
