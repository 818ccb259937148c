"""The motive conversation, ready made: its form and its pages to print, for the motives of the tables.

Goes in: a graph. Comes out: files by path, which need nothing else of the site; none where the tables have no
motives, or more than a conversation can be about.
"""

from __future__ import annotations

from typing import Final

from lcgraph.conversation.form import TITLE, in_tables, make_form
from lcgraph.conversation.page import page
from lcgraph.conversation.paper import paper
from lcgraph.errors import CallError
from lcgraph.graph import Graph
from lcgraph.web.addresses import LANGUAGES

FOLDER: Final = "conversation"


def conversation(graph: Graph) -> dict[str, bytes]:
    """The form and the paper in each language."""
    motives = in_tables(graph.cells())
    if not motives:
        return {}
    try:
        form = make_form(graph.schemes, title=TITLE, motives=motives)
    except CallError:  # too many to talk about in an hour
        return {}
    return {
        f"{FOLDER}/{name}.{lang}.html": write(form, lang)
        for name, write in (("form", page), ("paper", paper))
        for lang in LANGUAGES
    }
