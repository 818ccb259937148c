"""lcgraph: why organisations collaborate, as a citable, checkable, queryable knowledge graph.

>>> import lcgraph
>>> graph = lcgraph.open()
>>> [row["motive"] for row in graph.query("motives-reported-by-all").dicts()]
['student-development']

`open` answers from the bundled study, from study folders or from a store; see `lcgraph.graph.Graph`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lcgraph.graph import Graph, open  # noqa: A004  # lcgraph.open is the way in, as in gzip.open

__version__ = "0.1.0"
__all__ = ["Graph", "__version__", "open"]


def __getattr__(name: str) -> Any:
    """Import the graph only when it is asked for, so that `import lcgraph` costs nothing."""
    if name in ("Graph", "open"):
        from lcgraph import graph

        return getattr(graph, name)
    raise AttributeError(f"module 'lcgraph' has no attribute {name!r}")
