"""lcgraph: why organisations collaborate, as a citable, checkable, queryable knowledge graph.

>>> import lcgraph
>>> graph = lcgraph.open()
>>> [row.motive for row in graph.query("motives-reported-by-all")]
['student-development']

`open` answers from the bundled study, from study folders or from a store; see `lcgraph.graph.Graph`. `draw`
makes a picture of a graph. What goes wrong on purpose is a `LcgraphError`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lcgraph.answers import Rows
    from lcgraph.errors import CallError, InputError, LcgraphError
    from lcgraph.graph import Graph, open  # noqa: A004  # lcgraph.open is the way in, as in gzip.open
    from lcgraph.render.pictures.notebook import draw

__version__ = "0.1.0"
__all__ = ["CallError", "Graph", "InputError", "LcgraphError", "Rows", "__version__", "draw", "open"]

_HOMES = {
    "CallError": "errors",
    "Graph": "graph",
    "InputError": "errors",
    "LcgraphError": "errors",
    "Rows": "answers",
    "draw": "render.pictures.notebook",
    "open": "graph",
}


def __getattr__(name: str) -> Any:
    """Import what is asked for when it is asked for, so that `import lcgraph` costs nothing."""
    if name in _HOMES:
        return getattr(import_module(f"lcgraph.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'lcgraph' has no attribute {name!r}")


def __dir__() -> list[str]:
    """What there is to use."""
    return sorted(__all__)
