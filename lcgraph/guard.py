"""Strangers' SPARQL before it runs: read-only, no network, no local files, bounded size and nesting.

The text is cut into tokens (strings, IRIs and comments are skipped), so that a word in a string is not
mistaken for a keyword. Refused: updates, SERVICE, FROM of anything but a graph in the store, texts over
64 KB, more than 200 nested brackets or operators (measured: 20,000 end the process of the engine).
Time and memory are bounded by `lcgraph.cli.limits`, because the engine cannot be stopped from Python.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from lcgraph.errors import QueryError

MAX_LENGTH = 65_536
MAX_NESTING = 200
_UPDATES = frozenset(["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY"])
_FORMS = frozenset(["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"])
_TOKEN = re.compile(
    r"(?P<skip>\#[^\n\r]*"
    r'|"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\''
    r'|"(?:[^"\\\n\r]|\\.)*"|\'(?:[^\'\\\n\r]|\\.)*\'|\s+)'
    r"|(?P<iri><[^<>\"{}|^`\\\x00-\x20]*>)"
    r"|(?P<name>[?$@]\w+|[\w.-]*:[\w.:%-]*)"
    r"|(?P<word>[^\W\d]\w*)"
    r"|(?P<open>[({\[]|<<)|(?P<close>[)}\]]|>>)|(?P<unary>[!+-])|(?P<other>.)",
    re.DOTALL,
)


def check(text: str, graphs: Collection[str]) -> None:
    """Raise `QueryError` for a text that must not run; `graphs` are the IRIs that FROM may name."""
    if len(text.encode("utf-8", "surrogatepass")) > MAX_LENGTH:
        raise QueryError(f"the query is longer than {MAX_LENGTH // 1024} KB")
    depth = run = 0
    previous: list[str] = ["", ""]
    for match in _TOKEN.finditer(text):
        kind, token = match.lastgroup or "", match.group()
        if kind == "skip":
            continue
        where = _where(text, match.start())
        depth += (kind == "open") - (kind == "close")
        run = run + 1 if kind == "unary" else 0
        if depth > MAX_NESTING or run > MAX_NESTING:
            raise QueryError(f"{where}: more than {MAX_NESTING} levels of nesting")
        word = token.upper() if kind == "word" else token
        _refuse(kind, word, previous, where, graphs)
        previous = [word, previous[0]]


def form(text: str) -> str:
    """What a query asks for: SELECT, ASK, CONSTRUCT or DESCRIBE; "" when it is no query.

    >>> form("PREFIX ask: <urn:select> SELECT * WHERE { ?construct ?p 'ask' }")
    'SELECT'
    """
    words = (m.group().upper() for m in _TOKEN.finditer(text) if m.lastgroup == "word")
    return next((word for word in words if word in _FORMS), "")


def chooses_graphs(text: str) -> bool:
    """Whether a query names by FROM the graphs that it asks."""
    return any(
        match.lastgroup == "word" and match.group().upper() == "FROM" for match in _TOKEN.finditer(text)
    )


def _refuse(kind: str, word: str, previous: list[str], where: str, graphs: Collection[str]) -> None:
    """Raise for a token that asks for what is not allowed."""
    if kind == "word" and word == "SERVICE":
        raise QueryError(f"{where}: SERVICE is refused: a query reads this graph only, never the network")
    if kind == "word" and word in _UPDATES:
        raise QueryError(f"{where}: {word} is refused: queries only read; use lcgraph load to add data")
    if kind == "other" and word == "\\":
        raise QueryError(f"{where}: an escape outside of text is refused")
    follows_from = previous[0] == "FROM" or (previous[0] == "NAMED" and previous[1] == "FROM")
    if follows_from and word != "NAMED" and word[1:-1] not in graphs:
        raise QueryError(
            f"{where}: FROM {word} is refused: it names no graph of this store, and files and addresses are "
            "not read"
        )


def _where(text: str, at: int) -> str:
    line = text.count("\n", 0, at) + 1
    return f"line {line}, column {at - (text.rfind(chr(10), 0, at) + 1) + 1}"
