"""What can go wrong, as one small tree; only the faces turn it into exit codes.

    LcgraphError            everything lcgraph raises on purpose
    ├── CallError           the call is wrong: an unknown query, parameter, case, format
    │   └── QueryError      a SPARQL text is refused or does not parse
    ├── InputError          files that cannot be used; carries every problem that was found
    ├── StoreError          a store cannot be opened, reached or written
    └── MissingExtra        an optional package is not installed

Data that can be read but break a rule raise nothing: they are `Problem` findings (see `lcgraph.study.model`).
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lcgraph.say import Problem


class LcgraphError(Exception):
    """Anything lcgraph raises on purpose; its text is meant for the user."""


class CallError(LcgraphError):
    """The call is wrong; the message says what is valid."""


class QueryError(CallError):
    """A SPARQL text is refused or does not parse."""


class InputError(LcgraphError):
    """Input that cannot be used; `problems` lists every reason, in file and row order."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in problems))


class StoreError(LcgraphError):
    """A store cannot be opened, reached or written."""


class MissingExtra(LcgraphError):
    """An optional package is not installed; the message gives the install command."""

    def __init__(self, extra: str, package: str) -> None:
        super().__init__(f"this needs {package}: pip install 'lcgraph[{extra}]'")


def nearest(value: str, valid: Iterable[str]) -> str | None:
    """The valid code most like `value`, or None when none is close.

    >>> nearest("recruitmnt", ["image", "recruitment"])
    'recruitment'
    """
    matches = difflib.get_close_matches(value.lower(), list(valid), n=1, cutoff=0.6)
    return matches[0] if matches else None


def unknown(kind: str, value: str, valid: Iterable[str]) -> CallError:
    """A `CallError` for a name that does not exist: says the nearest and all valid ones.

    >>> str(unknown("role", "partner", ["practice-partner", "education-partner"]))
    "unknown role 'partner': did you mean 'practice-partner'? Valid: practice-partner, education-partner"
    """
    codes = list(valid)
    hint = nearest(value, codes)
    meant = f": did you mean {hint!r}?" if hint else "."
    return CallError(f"unknown {kind} {value!r}{meant} Valid: {', '.join(codes) or '(none)'}")
