"""What other programs take of findings, and pictures and texts of grammar and rules."""
