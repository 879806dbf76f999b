"""HTML and Markdown to lines and cells."""
