"""What cross-case analyses are asked of: the cells of studies, or a file of one's own."""
