"""Texts with a cell or a piece of one on each line, to lines and cells."""
