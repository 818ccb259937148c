"""What strangers hand over (files, projects, queries), read within bounds."""
