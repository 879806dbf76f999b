"""Forms of one's own: a page read by a grammar that is none of the package's, its fields named by the grammar's rules."""
