"""What an import makes of a study folder: the new content of some of its files, and a report of what it did.

Nothing is written here; a face writes the files of an `Intake`, all or none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from lcgraph.errors import InputError
from lcgraph.say import Problems, Text, few

REPORT: Final = "import-report.txt"
TOML: Final = "study.toml"
"""The file that makes a folder a study."""


@dataclass(frozen=True)
class Note:
    """One line of the report: on the terminal the first few names, in the report file all of them.

    `kind` is `done`, `left` (not taken, and why) or `warning`.
    """

    kind: str
    text: Text
    names: tuple[str, ...] = ()

    def in_(self, lang: str, *, whole: bool = False) -> str:
        """The line for people."""
        names = ", ".join(self.names) if whole else few(self.names)
        return self.text.in_(lang) + (f": {names}" if names else "")


@dataclass
class Intake:
    """What an import makes of a study folder: new files, and what to tell.

    `mentions` is None when nothing is imported yet: then the tables of codes and sources are to be completed.
    `codebook` is None too, unless the files hold codes only: then it is how many of them stand for something.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    mentions: int | None = None
    codebook: int | None = None
    added: int = 0

    def tell(self, kind: str, *, nl: str, en: str, names: Iterable[str] = ()) -> None:
        """Add a line to the report."""
        self.notes.append(Note(kind, Text(nl=nl, en=en), tuple(names)))


def report(notes: Iterable[Note], lang: str) -> bytes:
    """The whole report of an import: what was done, what to mind, what was not taken over."""
    heads = {
        "done": Text(nl="Gedaan", en="Done"),
        "warning": Text(nl="Let op", en="Mind"),
        "left": Text(nl="Niet overgenomen", en="Not taken over"),
    }
    lines = []
    for kind, head in heads.items():
        told = [note for note in notes if note.kind == kind]
        lines += [head.in_(lang), *(f"- {note.in_(lang, whole=True)}" for note in told), ""] if told else []
    return "\n".join(lines).encode("utf-8", "replace")


def refuse(problems: Problems) -> None:
    """Raise `InputError` when there is a violation among the problems."""
    violations = [problem for problem in problems.found if problem.severity == "violation"]
    if violations:
        raise InputError(violations)


def refuse_no_study(folder: Path, problems: Problems) -> None:
    """Note that a folder is not a study folder."""
    if not (folder / TOML).is_file():
        problems.add(
            TOML,
            None,
            None,
            nl="ontbreekt: maak eerst een studiemap, met lcgraph new",
            en="is missing: make a study folder first, with lcgraph new",
        )
