"""The ownership XML itself, which needs no grammar: read into a filing, shown as a tree, and written."""
