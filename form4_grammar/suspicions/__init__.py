"""What a page that was read, and the filing it gave, tell against themselves: what was lost, moved, doubled or put in."""
