"""Strangers' SPARQL before it runs: read-only, no network, no local files, bounded size and nesting.

The text is cut into tokens (strings, IRIs and comments are skipped), so that a word in a string is not
mistaken for a keyword. Engines need no space between tokens (`SERVICE:x`, `1e0SERVICE<x>` and
`SERVICESILENT<x>` all call a service in Oxigraph), so a keyword is also refused within a word or a prefix.
Refused: updates, SERVICE, FROM of anything but a graph in the store, what different engines cut
differently, texts over 64 KB, more than 200 nested brackets or operators (measured: 20,000 end the process
of the engine), more than 1,000 operators, or 2,000 parts, one after another (3,500 end it). Time and memory
are bounded by `lcgraph.untrusted.bounded`, because the engine cannot be stopped from Python.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Protocol

from lcgraph.errors import QueryError

MAX_LENGTH = 65_536
MAX_NESTING = 200
MAX_CHAIN = 1_000
"""Operators and parts of patterns in one query: engines nest each in the one before it."""
MAX_SEPARATORS = 2_000
"""Points, commas and semicolons between statements, and opening brackets beside each other."""
_CHAINED = frozenset(
    ["UNION", "MINUS", "BIND", "AS", "SELECT", "VALUES", "GRAPH", "OPTIONAL", "FILTER", "LATERAL"]
)
_UPDATES = frozenset(["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY"])
_FORMS = frozenset(["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"])
_IRI = r"[^<>\"{}|^`\\\x00-\x20]*>"
_TOKEN = re.compile(
    r"(?P<skip>\#[^\n\r]*|[ \t\r\n]+)"
    r'|(?P<text>"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\''
    r'|"(?:[^"\\\n\r]|\\.)*"|\'(?:[^\'\\\n\r]|\\.)*\')'
    rf"|(?P<iri><{_IRI})"
    r"|(?P<name>[?$]\w+|@[A-Za-z]+(?:-[A-Za-z0-9]+)*"
    r"|(?:[^\W\d][\w.-]{0,99}(?<!\.))?:(?:(?:[\w:]|%[0-9A-Fa-f]{2})(?:[\w.:-]|%[0-9A-Fa-f]{2})*(?<!\.))?)"
    r"|(?P<word>[^\W\d]\w*)"
    rf"|(?P<open>[({{\[]|<<(?!{_IRI}))|(?P<close>[)}}\]]|>>)|(?P<unary>[!+-])|(?P<other>\d+|.)",
    re.DOTALL,
)
_AMBIGUOUS = re.compile(r"<(?![A-Za-z][A-Za-z0-9+.-]*://).*[#']", re.DOTALL)
"""An IRI that an engine could also read as `a < b` and a comment or a text that starts in it."""
_ESCAPED = re.compile(r"\\(?:u00|U000000)([2-6][0-9A-Fa-f]|7[0-9A-Ea-e]|0[ADad])")
"""An ASCII character as a code point, which SPARQL lets an engine put in before it cuts the text."""


class Refuse(Protocol):
    """Makes the error for what is refused where the guard stands."""

    def __call__(self, *, nl: str, en: str) -> QueryError: ...


def check(text: str, graphs: Collection[str] | None) -> None:
    """Raise `QueryError` for a text that must not run; `graphs` are the IRIs that FROM may name.

    With None it may name any: for an engine that takes a graph that it does not have as an empty one.
    """
    if len(text.encode("utf-8", "surrogatepass")) > MAX_LENGTH:
        raise QueryError(
            nl=f"de vraag is langer dan {MAX_LENGTH // 1024} KB",
            en=f"the query is longer than {MAX_LENGTH // 1024} KB",
        )
    size = _Size()
    previous: list[str] = ["", ""]
    for match in _TOKEN.finditer(text):
        kind, token = match.lastgroup or "", match.group()

        def refuse(*, nl: str, en: str, at: int = match.start()) -> QueryError:
            line, column = _where(text, at)
            return QueryError(
                nl=f"regel {line}, kolom {column}: {nl}", en=f"line {line}, column {column}: {en}"
            )

        _refuse_escapes(kind, token, refuse)
        if kind == "skip":
            continue
        word = token.upper() if kind == "word" else token
        size.add(kind, word, refuse)
        _refuse_keywords(kind, word, refuse)
        declared = previous[0] == "BASE" or previous[1] == "PREFIX"  # no comparison can stand there
        if kind == "iri" and not declared and _AMBIGUOUS.match(word):
            raise refuse(
                nl=f"{word} mag niet: schrijf het hele adres, of een prefix",
                en=f"{word} is refused: write the whole address, or a prefix",
            )
        if graphs is not None:
            _refuse_graphs(word, previous, graphs, refuse)
        previous = [word, previous[0]]


class _Size:
    """How deep a text is nested and how many parts it has, counted token by token."""

    def __init__(self) -> None:
        self.depth = self.run = self.chain = self.parts = self.listed = 0
        self.before = ""
        self.in_values = False

    def add(self, kind: str, word: str, refuse: Refuse) -> None:
        """Count one more token, and refuse the text when it has become too large for an engine."""
        self.depth += (kind == "open") - (kind == "close")
        self.run = self.run + 1 if kind == "unary" else 0
        if self.depth > MAX_NESTING or self.run > MAX_NESTING:
            raise refuse(
                nl=f"meer dan {MAX_NESTING} niveaus in elkaar",
                en=f"more than {MAX_NESTING} levels of nesting",
            )
        self.chain += kind == "unary" or word in "*/|&~" or (kind == "word" and word in _CHAINED)
        self.parts += kind == "open" or word in ".,;"
        self._list(kind, word)
        if self.chain > MAX_CHAIN or self.parts > MAX_SEPARATORS:
            most = MAX_CHAIN if self.chain > MAX_CHAIN else MAX_SEPARATORS
            raise refuse(
                nl=f"meer dan {most} bewerkingen of delen: stel meer vragen",
                en=f"more than {most} operators or parts: ask several questions",
            )

    def _list(self, kind: str, word: str) -> None:
        """Count terms with nothing between them: each item of a list is two triples.

        Not those of VALUES, which are rows; nor the three of a triple.
        """
        if kind == "word":
            self.in_values = self.in_values or word == "VALUES"
        elif word == "}":
            self.in_values = False
        closed = kind == "close" and word != "}"
        term = (kind in ("text", "iri", "name", "word", "open") and word != "{") or word.isdecimal()
        follows = term and self.before in ("term", "close") and word != "PREFIX"
        if word == "PREFIX" or not (term or closed):
            self.listed = 0
        self.listed += follows
        if self.listed > 2 and follows and not self.in_values:
            self.parts += 2
        self.before = "close" if closed else "term" if term and kind != "open" else ""


def words(text: str) -> Iterator[tuple[str, str]]:
    """The tokens of a text with their kinds, without comments and spaces."""
    for match in _TOKEN.finditer(text):
        if match.lastgroup != "skip":
            yield match.lastgroup or "", match.group()


def stopped(why: str, seconds: float, option: str = "--timeout") -> QueryError:
    """What to say of a query that was ended: `why` as in `lcgraph.untrusted.bounded.Ended`."""
    if why == "time":
        return QueryError(
            nl=f"de vraag duurde langer dan {seconds:g} s en is gestopt: zie {option}",
            en=f"the query took longer than {seconds:g} s and was stopped: see {option}",
        )
    if why == "output":
        return QueryError(
            nl="het antwoord is groter dan 1 GB en is niet gegeven: vraag minder, met FILTER of LIMIT",
            en="the answer is larger than 1 GB and was not given: ask for less, with FILTER or LIMIT",
        )
    return QueryError(
        nl="de vraag vroeg te veel geheugen, of is te diep genest voor de motor",
        en="the query needed too much memory, or is nested too deeply for the engine",
    )


def form(text: str) -> str:
    """What a query asks for: SELECT, ASK, CONSTRUCT or DESCRIBE; "" when it is not a query.

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


def _refuse_escapes(kind: str, token: str, refuse: Refuse) -> None:
    """Raise for an escape that could move the borders of a text, a comment or a keyword."""
    if kind == "other" and token == "\\":
        raise refuse(nl="een escape buiten tekst mag niet", en="an escape outside of text is refused")
    found = _ESCAPED.search(token)
    if found and not chr(int(found[1], 16)).isalnum():
        raise refuse(
            nl=f"de escape {found.group()} mag niet: schrijf het teken zelf",
            en=f"the escape {found.group()} is refused: write the character itself",
        )


def _refuse_keywords(kind: str, word: str, refuse: Refuse) -> None:
    """Raise for a token that asks for what is not allowed."""
    prefix = word.partition(":")[0].upper() if kind == "name" and word[0] not in "?$@" else ""
    if "SERVICE" in (word if kind == "word" else prefix):
        raise refuse(
            nl="SERVICE mag niet: een vraag leest alleen deze graaf, nooit het netwerk",
            en="SERVICE is refused: a query reads this graph only, never the network",
        )
    if kind == "word" and word in _UPDATES:
        raise refuse(
            nl=f"{word} mag niet: vragen lezen alleen; gegevens komen erbij met lcgraph load",
            en=f"{word} is refused: queries only read; use lcgraph load to add data",
        )
    if "FROM" in prefix or (kind == "word" and "FROM" in word and word != "FROM"):
        raise refuse(
            nl=f"{word} mag niet: schrijf FROM met een spatie erna, en niet zo'n prefix",
            en=f"{word} is refused: write FROM with a space after it, and no such prefix",
        )


def _refuse_graphs(word: str, previous: list[str], graphs: Collection[str], refuse: Refuse) -> None:
    """Raise for a FROM of what is not in the store."""
    follows_from = previous[0] == "FROM" or (previous[0] == "NAMED" and previous[1] == "FROM")
    if follows_from and word != "NAMED" and word[1:-1] not in graphs:
        raise refuse(
            nl=f"FROM {word} mag niet: het noemt geen graaf van deze store, en iets anders wordt niet "
            "gelezen",
            en=f"FROM {word} is refused: it names no graph of this store, and nothing else is read",
        )


def _where(text: str, at: int) -> tuple[int, int]:
    """The line and the column of a place in a text."""
    return text.count("\n", 0, at) + 1, at - (text.rfind(chr(10), 0, at) + 1) + 1
