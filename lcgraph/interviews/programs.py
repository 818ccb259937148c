"""The tables that programs for qualitative analysis export: their heads tell which column holds what.

Goes in: a header and numbered rows. Comes out: the same as a table with one code a row, and which column
holds what; nothing for a table that no program is known to write. After what the programs write: MAXQDA
(coded segments), ATLAS.ti (quotations), QualCoder (report of codings), Taguette (highlights), Dedoose
(excerpts) and NVivo (coding references).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lcgraph.interviews.likeness import plain
from lcgraph.interviews.project import Code

Rows = Iterator[tuple[int, list[str]]]


@dataclass(frozen=True)
class ProgramTable:
    """A table of a program: the heads by which it is known, and by field the heads that may hold it."""

    program: str
    heads: frozenset[str]
    columns: Mapping[str, tuple[str, ...]]


def _table(program: str, heads: str, **columns: str) -> ProgramTable:
    return ProgramTable(
        program,
        frozenset(heads.split(", ")),
        {name: tuple(said.split(", ")) for name, said in columns.items()},
    )


TABLES: Final = (
    _table("MAXQDA", "document name, code, segment", respondent="document name", code="code",
           case="document group", segment="segment", coder="created by, modified by",
           coded_on="created, modified", note="comment", weight="weight score, weight"),
    _table("MAXQDA", "dokumentname, code, segment", respondent="dokumentname", code="code",
           case="dokumentgruppe", segment="segment", coder="erstellt von, autor, bearbeitet von",
           coded_on="erstellt am, erstellt, bearbeitet am, bearbeitet", note="kommentar", weight="gewicht"),
    _table("ATLAS.ti", "document, codes, quotation content", respondent="document", code="codes",
           case="document groups", segment="quotation content", coder="created by, modified by",
           coded_on="created, creation date, modified", note="comment"),
    _table("QualCoder", "coder, coded, id, codename", respondent="case, file, filename", code="codename",
           source="filename", segment="coded", coder="coder", note="coded memo"),
    _table("QualCoder", "codename, coder, filename", respondent="filename", code="codename", segment="text",
           coder="coder", note="memo"),
    _table("Taguette", "id, document, tag, content", respondent="document", code="tag", segment="content"),
    _table("Dedoose", "media title, codes applied combined", respondent="media title",
           code="codes applied combined", segment="excerpt copy", coder="excerpt creator",
           coded_on="excerpt date", weight="weight"),
    _table("Dedoose", "resource title, codes applied combined", respondent="resource title",
           code="codes applied combined", segment="excerpt copy", coder="excerpt creator",
           coded_on="excerpt date", weight="weight"),
    _table("NVivo", "file name, code name, coded text", respondent="file name", code="code name",
           segment="coded text", coder="coded by, coded by initials, user", coded_on="modified on, coded on"),
    _table("NVivo", "source name, node name, coded text", respondent="source name", code="node name",
           segment="coded text", coder="coded by, coded by initials, user", coded_on="modified on, coded on"),
)  # fmt: skip
"""The tables that are known, those with more heads of their own first."""

_APPLIED: Final = re.compile(r"Code: (.+) Applied")
_VARIABLE: Final = re.compile(r"(?:FileVar|CaseVar)_(.+)")
_DEEPEST: Final = 50
_NO_WORDS: Final = {"image", "a/v"}
"""What QualCoder writes for the words of a coding that has none."""


def program_table(header: Sequence[str]) -> ProgramTable | None:
    """The table of a program that this is the header of, or None.

    >>> program_table(["Color", "Document name", "Code", "Segment"]).program
    'MAXQDA'
    """
    heads = {plain(head) for head in header}
    return next((table for table in TABLES if table.heads <= heads), None)


def columns_in(table: ProgramTable, header: Sequence[str]) -> dict[str, str]:
    """By field the head that holds it, for the fields that are there."""
    heads = {plain(head): head for head in reversed(header)}
    found = {
        name: next((heads[said] for said in heads_ if said in heads), "")
        for name, heads_ in table.columns.items()
    }
    taken = found.get("respondent")
    return {name: head for name, head in found.items() if head and (name == "respondent" or head != taken)}


_BOOK: Final = {
    "code": ("code", "codes", "tag", "tags", "code name", "codename", "codenaam", "node", "name", "naam"),
    "parent": ("parent", "parent code", "bovenliggende code", "boven", "onder", "hoofdcode", "category",
               "categorie"),
    "description": ("description", "definition", "beschrijving", "omschrijving", "definitie", "comment",
                    "memo", "code memo", "toelichting", "uitleg", "opmerking"),
    "group": ("code group", "code groups", "groep", "groepen", "group", "groups", "codegroep"),
}  # fmt: skip
"""What a code book as a table holds, each with its heads; of the groups there may be several columns."""


def is_code_book(header: Sequence[str]) -> bool:
    """Whether this is the header of a code book: codes with what they mean, or what they stand below.

    >>> is_code_book(["tag", "parent", "description"]), is_code_book(["Code", "Colour"])
    (True, False)
    """
    heads = {plain(head) for head in header}
    return bool(heads & set(_BOOK["code"]) and heads & {*_BOOK["parent"], *_BOOK["description"]})


def codes_of(header: Sequence[str], rows: Rows) -> tuple[list[Code], list[str]]:
    """The codes of a code book, and the heads that say nothing here.

    A parent is named as it is, or with those above it (`a > b`, Taguette's `a.b`).
    """
    heads = [re.sub(r" \d+$", "", plain(head)) for head in header]
    at = {
        name: [place for said in said_ for place, head in enumerate(heads) if head == said]
        for name, said_ in _BOOK.items()
    }
    one = {name: places[0] for name, places in at.items() if places}
    found: dict[str, tuple[str, str, list[str]]] = {}
    for _, cells in rows:
        filled = [*cells, *[""] * (len(header) - len(cells))]
        if name := filled[one["code"]]:
            parent, description = (
                filled[one[each]] if each in one else "" for each in ("parent", "description")
            )
            found.setdefault(
                name, (parent, description, [filled[each] for each in at["group"] if filled[each]])
            )
    codes = []
    for name, (parent, description, groups) in found.items():
        path = _above(name, parent, found)
        leaf = name.removeprefix(f"{parent}.") if parent else name
        *more, leaf = [part for part in re.split(r"\s*(?:>|::|\\)\s*", leaf) if part] or [leaf]
        codes.append(Code("/".join((*path, *more, leaf)), leaf, (*path, *more), description, tuple(groups)))
    return codes, [
        head for place, head in enumerate(header) if head and place not in (*one.values(), *at["group"])
    ]


def _above(name: str, parent: str, codes: Mapping[str, tuple[str, str, list[str]]]) -> tuple[str, ...]:
    """The names above a code, outermost first."""
    path: list[str] = []
    while parent and parent != name and len(path) < _DEEPEST:
        above = codes.get(parent, ("", "", []))[0]
        path.insert(0, parent.removeprefix(f"{above}.") if above else parent)
        name, parent = parent, above
    return tuple(part for each in path for part in re.split(r"\s*(?:>|::|\\)\s*", each) if part)


def one_code_a_row(table: ProgramTable, header: list[str], rows: Rows) -> tuple[list[str], Rows]:
    """A table of Dedoose with a row for each code of an excerpt, and one of QualCoder with whole codes."""
    if table.program == "Dedoose":
        return _of_dedoose(header, rows)
    if table.program == "QualCoder" and "coded" in table.heads:
        return _of_qualcoder(header, rows)
    return header, rows


def _of_dedoose(header: list[str], rows: Rows) -> tuple[list[str], Rows]:
    """Dedoose has a column for each code, with its path, whether it is applied and with which weight."""
    combined = next(at for at, head in enumerate(header) if plain(head) == "codes applied combined")
    applied = {at: found[1] for at, head in enumerate(header) if (found := _APPLIED.fullmatch(head))}
    weights = {
        name: header.index(head) for name in applied.values() if (head := f"Code: {name} Weight") in header
    }
    kept = [at for at, head in enumerate(header) if at == combined or not head.startswith("Code: ")]

    def long() -> Rows:
        for number, cells in rows:
            filled = [*cells, *[""] * (len(header) - len(cells))]
            others = [filled[at] for at in kept]
            codes = [
                (name, weights.get(name)) for at, name in applied.items() if filled[at].lower() == "true"
            ]
            if not applied:  # names of codes hold commas seldom, and nothing else parts them here
                codes = [(name.strip(), None) for name in filled[combined].split(",")]
            for name, weight in codes or [("", None)]:
                others[kept.index(combined)] = name
                yield number, [*others, filled[weight] if weight is not None else ""]

    return [*(header[at] for at in kept), "Weight"], long()


def _of_qualcoder(header: list[str], rows: Rows) -> tuple[list[str], Rows]:
    """QualCoder has the categories of a code in columns of one name, the innermost first."""
    code = next(at for at, head in enumerate(header) if plain(head) == "codename")
    coded = next(at for at, head in enumerate(header) if plain(head) == "coded")
    above = [at for at, head in enumerate(header) if plain(head) == "category"]
    heads = [found[1] if (found := _VARIABLE.fullmatch(head)) else head for head in header]

    def whole() -> Rows:
        for number, cells in rows:
            row = [*cells, *[""] * (len(header) - len(cells))]
            row[code] = " > ".join(filter(None, (*(row[at] for at in reversed(above)), row[code])))
            row[coded] = "" if row[coded] in _NO_WORDS else row[coded]
            yield number, [cell for at, cell in enumerate(row) if at not in above]

    return [head for at, head in enumerate(heads) if at not in above], whole()
