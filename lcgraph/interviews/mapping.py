"""What the codes and sources of a project stand for: two small tables that a person completes.

`codes.csv` says which motive each code is, `sources.csv` which respondent of which case and role each source
is. A guess counts for nothing until the person empties its `guess` cell, or changes what was guessed. `-`
leaves a code or source out by decision. A code with `-` for its motive and a level or phase is not a motive,
but says the level or phase of what is coded at its place. Labels are understood wherever a code is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from lcgraph.interviews import identity
from lcgraph.interviews.identity import Identity
from lcgraph.say import Problems, Text
from lcgraph.schemes import Schemes
from lcgraph.study import write
from lcgraph.study.layout import NOTHING
from lcgraph.study.tables import Layout
from lcgraph.study.understand import YES

CODES_CSV = Layout(
    "codes.csv",
    (
        "code",
        "path",
        "description",
        "codings",
        "respondents",
        "motive",
        "guess",
        "level",
        "phase",
        "cluster",
        "below",
        "groups",
        "known_as",
    ),
    ("code", "path"),
    ("code", "path", "known_as"),
)
SOURCES_CSV = Layout(
    "sources.csv",
    ("source", "name", "variables", "codings", "respondent", "case", "role", "guess", "phase", "known_as"),
    ("source", "name"),
    ("source", "name", "known_as"),
)
OUT = NOTHING


ABOVE = "^"
"""How a guess ends that is none any more: a row above says it of all below."""
_YES = YES | {"x"}


def several(cell: str) -> list[str]:
    """What a cell says where it may say several things, with `;`, `|` or a line between.

    >>> several("image; network")
    ['image', 'network']
    """
    return list(dict.fromkeys(filter(None, map(str.strip, re.split(r"[;|\n]", cell)))))


@dataclass(frozen=True)
class CodeRow:
    """What one code stands for; `row` is its row in `codes.csv`, None when it is new."""

    id: str
    label: str
    description: str = ""
    codings: int = 0
    respondents: int = 0
    motive: str = ""
    guess: str = ""
    level: str = ""
    phase: str = ""
    cluster: str = ""
    below: str = ""
    groups: str = ""
    known: tuple[Identity, ...] = ()
    row: int | None = None

    columns: ClassVar = ("motive", "level", "phase", "cluster")
    """The columns that hold codes, each of the scheme that it is named after."""

    @property
    def answers(self) -> tuple[str, ...]:
        """What a guess may be a guess of, the whole of it first."""
        return (" ".join(filter(None, (OUT, self.level, self.phase))) if self.motive == OUT else self.motive,)

    @property
    def complete(self) -> bool:
        """Whether it says all that an import needs."""
        return bool(self.motive)

    @property
    def covers(self) -> bool:
        """Whether a person says it of all codes below it too."""
        return self.below.lower() in _YES and confirmed(self)

    @property
    def motives(self) -> tuple[str, ...]:
        """The motives that it stands for; none where it stands for no motive."""
        return tuple(each for each in several(self.motive) if each != OUT)

    def homeless(self, schemes: Schemes) -> bool:
        """Whether it stands for a motive that is in no cluster: a new one, whose cluster nobody has said."""
        return not self.cluster and not all(schemes.get("motive", each) for each in self.motives)

    @property
    def left_out(self) -> bool:
        """Whether it is to be left out."""
        return self.motive == OUT and not self.marks

    @property
    def marks(self) -> bool:
        """Whether it stands for no motive, but for the level or phase of what is coded at its place."""
        return self.motive == OUT and bool(self.level or self.phase)


@dataclass(frozen=True)
class SourceRow:
    """Whose words one source holds; `row` is its row in `sources.csv`, None when it is new."""

    id: str
    label: str
    variables: str = ""
    codings: int = 0
    respondent: str = ""
    case: str = ""
    role: str = ""
    guess: str = ""
    phase: str = ""
    known: tuple[Identity, ...] = ()
    row: int | None = None

    columns: ClassVar = ("case", "role", "phase")
    """The columns that hold codes, each of the scheme that it is named after."""

    @property
    def answers(self) -> tuple[str, ...]:
        """What a guess may be a guess of, the whole of it first: a phase need not be in it."""
        bare = " ".join(filter(None, (self.respondent, self.case, self.role)))
        return (f"{bare} {self.phase}", bare) if self.phase else (bare,)

    @property
    def complete(self) -> bool:
        """Whether it says all that an import needs."""
        return self.left_out or bool(self.respondent and self.case and self.role)

    @property
    def left_out(self) -> bool:
        """Whether it is to be left out."""
        return self.respondent == OUT


Mapped = CodeRow | SourceRow
_R = TypeVar("_R", CodeRow, SourceRow)


def confirmed(row: Mapped) -> bool:
    """Whether a person has said so: complete, and no guess any more.

    >>> confirmed(CodeRow("1", "Image", motive="image", guess="image?"))
    False
    >>> confirmed(CodeRow("1", "Image", motive="network", guess="image?"))
    True
    """
    guess = row.guess
    return row.complete and (
        not guess or guess.endswith(ABOVE) or (guess.endswith("?") and guess[:-1] not in row.answers)
    )


def left_out(row: Mapped) -> bool:
    """Whether a person has decided to leave it out."""
    return confirmed(row) and row.left_out


@dataclass(frozen=True)
class Mappings:
    """Both tables; each row stands for one code or source of any project that was ever imported here.

    `asked` tells what cannot be told of the sources of an import.
    """

    codes: tuple[CodeRow, ...] = ()
    sources: tuple[SourceRow, ...] = ()
    asked: tuple[Text, ...] = ()

    def accepted(self, schemes: Schemes) -> Mappings:
        """The same with every complete guess taken for confirmed; not a new motive without a cluster."""
        return replace(
            self,
            codes=tuple(
                replace(row, guess="")
                if row.complete and not row.guess.endswith(ABOVE) and not row.homeless(schemes)
                else row
                for row in self.codes
            ),
            sources=tuple(replace(row, guess="") if row.complete else row for row in self.sources),
        )


def read_mappings(folder: Path, schemes: Schemes, problems: Problems) -> Mappings:
    """The two tables of a study folder, as far as they are there; labels in them become codes.

    Problems are noted, such as a label that may mean several codes.
    """
    codes = write.read(folder, CODES_CSV, problems)
    sources = write.read(folder, SOURCES_CSV, problems)
    return Mappings(
        tuple(
            _written(
                CodeRow(
                    id=row["code"],
                    label=row["path"],
                    description=row.get("description", ""),
                    codings=_count(row.get("codings", "")),
                    respondents=_count(row.get("respondents", "")),
                    **{name: row.get(name, "") for name in ("motive", "guess", "level", "phase", "cluster")},
                    below=row.get("below", ""),
                    groups=row.get("groups", ""),
                    known=identity.read(row.get("known_as", "")),
                    row=number,
                ),
                _Meant(CODES_CSV.file, number, schemes, problems),
            )
            for row, number in zip(codes.rows, codes.numbers, strict=True)
        ),
        tuple(
            _written(
                SourceRow(
                    id=row["source"],
                    label=row["name"],
                    variables=row.get("variables", ""),
                    codings=_count(row.get("codings", "")),
                    **{name: row.get(name, "") for name in ("respondent", "case", "role", "guess", "phase")},
                    known=identity.read(row.get("known_as", "")),
                    row=number,
                ),
                _Meant(SOURCES_CSV.file, number, schemes, problems),
            )
            for row, number in zip(sources.rows, sources.numbers, strict=True)
        ),
    )


@dataclass(frozen=True)
class _Meant:
    """What the cells of one row of a table mean."""

    file: str
    row: int
    schemes: Schemes
    problems: Problems

    def code(self, scheme: str, written: str) -> str:
        """The code that a cell means; the cell itself when it means none, or (told) more than one."""
        found = self.schemes.meanings(scheme, written)
        if len(found) > 1:
            listed = ", ".join(found)
            self.problems.add(
                self.file,
                self.row,
                scheme,
                nl=f"{written!r} kan van alles zijn: {listed}. Schrijf een van deze codes",
                en=f"{written!r} may be several things: {listed}. Write one of these codes",
            )
        return found[0] if len(found) == 1 else written


def _written(row: _R, meant: _Meant) -> _R:
    """A row with codes where a person wrote labels; whoever wrote the label of a guess has confirmed it."""
    cells = {scheme: cell for scheme in row.columns if (cell := getattr(row, scheme)) and cell != OUT}
    codes: dict[str, Any] = {
        scheme: "; ".join(meant.code(scheme, each) for each in several(cell))
        if scheme == "motive"
        else meant.code(scheme, cell)
        for scheme, cell in cells.items()
    }
    if codes == cells:
        return row
    changed = replace(row, **codes)
    return replace(changed, guess="") if changed.guess.removesuffix("?") in changed.answers else changed


def _count(cell: str) -> int:
    return int(cell) if cell.isdecimal() and cell.isascii() else 0


def _lean(folder: Path, layout: Layout, lang: str, *columns: str) -> write.Table:
    """A table as it stands; a new one without these columns, which come when a row fills them.

    A new one in Dutch is as a Dutch Excel opens it in columns: with `;` between cells, and a BOM.
    """
    table = write.read(folder, layout, Problems())
    if not table.there:
        table.columns = [name for name in table.columns if name not in columns]
        table.separator, table.bom = (";", True) if lang == "nl" else (",", False)
    return table


def codes_csv(folder: Path, rows: Iterable[CodeRow], lang: str) -> bytes:
    """`codes.csv` with these rows; the last columns are there when any code fills them."""
    listed = list(rows)
    above = {label for row in listed for label in above_of(row.label)}
    no = "nee" if lang == "nl" else "no"
    return _lean(folder, CODES_CSV, lang, "below", "groups", "known_as").encode(
        {
            "code": row.id,
            "path": row.label,
            "description": row.description,
            "codings": str(row.codings),
            "respondents": str(row.respondents),
            "motive": row.motive,
            "guess": row.guess,
            "level": row.level,
            "phase": row.phase,
            "cluster": row.cluster,
            "below": row.below or (no if row.label in above else ""),
            "groups": row.groups,
            "known_as": identity.told(row.known),
        }
        for row in listed
    )


def above_of(label: str) -> list[str]:
    """The labels of the codes above one, the nearest first.

    >>> above_of("Capital > Network > old")
    ['Capital > Network', 'Capital']
    """
    found = []
    while " > " in label:
        label = label.rpartition(" > ")[0]
        found.append(label)
    return found


def sources_csv(folder: Path, rows: Iterable[SourceRow], lang: str) -> bytes:
    """`sources.csv` with these rows."""
    return _lean(folder, SOURCES_CSV, lang, "known_as").encode(
        {
            "source": row.id,
            "name": row.label,
            "variables": row.variables,
            "codings": str(row.codings),
            "respondent": row.respondent,
            "case": row.case,
            "role": row.role,
            "guess": row.guess,
            "phase": row.phase,
            "known_as": identity.told(row.known),
        }
        for row in rows
    )
