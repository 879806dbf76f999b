"""What several tests share and is no test: documents that are made, how commands are run, what must hold of every page."""
