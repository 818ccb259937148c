"""What can go wrong, as one small tree; only the faces turn it into exit codes.

    LcgraphError            everything lcgraph raises on purpose
    ├── CallError           the call is wrong: an unknown query, parameter, case, format
    │   └── QueryError      a SPARQL text is refused or does not parse
    ├── InputError          files that cannot be used; carries every problem that was found
    ├── StoreError          a store cannot be opened, reached or written
    └── MissingExtra        an optional package is not installed

Data that can be read but break a rule raise nothing: they are `Problem` findings (see `lcgraph.say`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from lcgraph.say import Problem, Text


class LcgraphError(Exception):
    """Anything lcgraph raises on purpose; its text is meant for the user, in Dutch and English.

    >>> error = LcgraphError(nl="dat kan niet", en="that cannot be")
    >>> str(error), error.in_("nl")
    ('that cannot be', 'dat kan niet')
    """

    def __init__(self, *, nl: str, en: str) -> None:
        self.text = Text(nl=nl, en=en)
        super().__init__(self.text.en)

    def in_(self, lang: str) -> str:
        """What is wrong, in the language of the user."""
        return self.text.in_(lang)


class CallError(LcgraphError):
    """The call is wrong; the message says what is valid."""


class QueryError(CallError):
    """A SPARQL text is refused or does not parse."""


class InputError(LcgraphError):
    """Input that cannot be used; `problems` lists every reason, in file and row order."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        nl, en = ("\n".join(problem.in_(lang) for problem in problems) for lang in ("nl", "en"))
        super().__init__(nl=nl, en=en)


def unusable(file: str, *, nl: str, en: str, row: int | None = None, column: str | None = None) -> InputError:
    """The error that says for one reason, at one place, why a file cannot be used."""
    return InputError([Problem(Text(nl=nl, en=en), file=file, row=row, column=column)])


class StoreError(LcgraphError):
    """A store cannot be opened, reached or written."""


class MissingExtra(LcgraphError):
    """An optional package is not installed; the message gives the install command."""

    def __init__(self, extra: str, package: str) -> None:
        install = f"pip install 'lcgraph[{extra}]'"
        super().__init__(nl=f"hiervoor is {package} nodig: {install}", en=f"this needs {package}: {install}")


def nearest(value: str, valid: Iterable[str]) -> str | None:
    """The valid code most like `value`, or None when none is close.

    >>> nearest("recruitmnt", ["image", "recruitment"]), nearest("SURVV", ["DEV", "SURV"])
    ('recruitment', 'SURV')
    """
    import difflib

    known = {code.lower(): code for code in reversed(list(valid))}
    matches = difflib.get_close_matches(value.lower(), list(reversed(known)), n=1, cutoff=0.6)
    return known[matches[0]] if matches else None


_KINDS: Final = {
    "attribute": Text(nl="kenmerk", en="attribute"),
    "case": Text(nl="case", en="case"),
    "claim": Text(nl="bewering", en="claim"),
    "cluster": Text(nl="cluster", en="cluster"),
    "column": Text(nl="kolom", en="column"),
    "command": Text(nl="opdracht", en="command"),
    "condition": Text(nl="conditie", en="condition"),
    "contrast": Text(nl="contrast", en="contrast"),
    "facet": Text(nl="vergelijking", en="comparison"),
    "format": Text(nl="formaat", en="format"),
    "format of networks": Text(nl="formaat van netwerken", en="format of networks"),
    "level": Text(nl="niveau", en="level"),
    "literal": Text(nl="deel van een term", en="literal"),
    "match": Text(nl="overeenkomst", en="match"),
    "mode": Text(nl="soort knoop", en="mode"),
    "motive": Text(nl="motief", en="motive"),
    "network": Text(nl="netwerk", en="network"),
    "parameter": Text(nl="parameter", en="parameter"),
    "phase": Text(nl="fase", en="phase"),
    "picture": Text(nl="afbeelding", en="picture"),
    "qualifier": Text(nl="telkwalificatie", en="qualifier"),
    "query": Text(nl="vraag", en="query"),
    "relation": Text(nl="relatie", en="relation"),
    "role": Text(nl="rol", en="role"),
    "scheme": Text(nl="schema", en="scheme"),
    "sector": Text(nl="sector", en="sector"),
    "setting": Text(nl="situering", en="setting"),
    "status": Text(nl="status", en="status"),
    "study": Text(nl="studie", en="study"),
    "unit": Text(nl="eenheid", en="unit"),
    "value": Text(nl="waarde", en="value"),
    "view": Text(nl="weergave", en="view"),
    "work": Text(nl="werk", en="work"),
}
"""What `unknown` calls a kind of name in either language; others go by the name that they are given."""


def unknown(kind: str, value: str, valid: Iterable[str]) -> CallError:
    """A `CallError` for a name that does not exist: says the nearest and all valid ones.

    `kind` is one of the words above, or a word with what it is of: "parameter of contrast".

    >>> error = unknown("role", "partner", ["practice-partner", "education-partner"])
    >>> str(error)
    "unknown role 'partner': did you mean 'practice-partner'? Valid: practice-partner, education-partner"
    >>> error.in_("nl")
    "rol 'partner' bestaat niet: bedoelde u 'practice-partner'? Geldig: practice-partner, education-partner"
    """
    codes = list(valid)
    hint = nearest(value, codes)
    known, of, rest = kind.partition(" of ")
    said = _KINDS.get(kind) or _KINDS.get(known, Text(nl=known, en=known))
    tail = "" if kind in _KINDS or not of else f" van {rest}"
    listed = ", ".join(codes)
    return CallError(
        nl=f"{said.nl}{tail} {value!r} bestaat niet"
        + (f": bedoelde u {hint!r}?" if hint else ".")
        + f" Geldig: {listed or '(geen)'}",
        en=f"unknown {kind} {value!r}"
        + (f": did you mean {hint!r}?" if hint else ".")
        + f" Valid: {listed or '(none)'}",
    )


def ambiguous(kind: str, value: str, codes: Sequence[str]) -> CallError:
    """A `CallError` for a name that several codes have: names them all.

    >>> str(ambiguous("role", "partner", ["practice-partner", "education-partner"]))
    "role 'partner' can mean practice-partner or education-partner: write the code"
    """
    said = _KINDS.get(kind, Text(nl=kind, en=kind))
    return CallError(
        nl=f"{said.nl} {value!r} kan {' of '.join(codes)} betekenen: schrijf de code",
        en=f"{said.en} {value!r} can mean {' or '.join(codes)}: write the code",
    )
