"""A study folder: its columns, its records, how it is read, and the quads it becomes."""
