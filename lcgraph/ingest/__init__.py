"""Files that people write, read into the model: nothing is lost silently, every problem is told at once."""

from lcgraph.ingest.study import read_study

__all__ = ["read_study"]
