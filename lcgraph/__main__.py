"""`python -m lcgraph`."""

from lcgraph.cli import main

main()
