"""What a shell completes: names, codes and formats, from the package or from the studies that are named."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import click

Complete = Callable[[click.Context, click.Parameter, str], list[str]]


def one_of(names: Iterable[str]) -> Complete:
    """Completes one of these names."""
    listed = list(names)
    return lambda _ctx, _param, incomplete: [name for name in listed if name.startswith(incomplete)]


def code_of(scheme: str) -> Complete:
    """Completes a code of a scheme, of the studies or the store that the call names."""
    return lambda ctx, _param, incomplete: [
        code for code in codes(ctx, scheme) if code.startswith(incomplete)
    ]


def codes(ctx: click.Context, scheme: str) -> list[str]:
    """The codes of a scheme at hand; none where what is named cannot be read."""
    from lcgraph.errors import LcgraphError

    try:
        return list(graph_at_hand(ctx).codes(scheme))
    except LcgraphError:
        return []


def graph_at_hand(ctx: click.Context) -> Any:
    """The graph of the studies or the store that a call names so far."""
    import os

    import lcgraph

    studies = ctx.params.get("studies") or ()
    store = ctx.params.get("store") or (None if studies else os.environ.get("LCGRAPH_STORE"))
    return lcgraph.open(studies=list(studies), store=store)
