"""Texts whose columns are aligned by blanks or drawn with signs, to lines and cells."""
