"""Reference lists: formats in both directions, names, and what is one work."""
