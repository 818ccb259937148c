"""The tables as a workbook (XLSX) for people: a sheet a cross-case table, all cells as rows, and what it is.

Goes in: the tables, labels and quads of a graph. Comes out: the bytes of a workbook, the same for the same
data: what openpyxl dates is taken out. Texts are text, also those that begin as a formula does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from lcgraph import __version__
from lcgraph.analysis.matrix import CrossTable, Mark
from lcgraph.privacy.withheld import unsaid
from lcgraph.render.crosstables.view import View, by_case
from lcgraph.render.words import MOTIVE
from lcgraph.say import Text, clean
from lcgraph.subjects import Facts
from lcgraph.vocab import BIBO, DCTERMS, LCG, RDF, SKOS
from lcgraph.written import workbook_bytes

if TYPE_CHECKING:
    from pyoxigraph import Quad

_LONGEST: Final = 32_767  # characters that a cell can hold
_NO_NAME: Final = re.compile(r"[\[\]:*?/\\]")  # what the name of a sheet cannot hold
_CELLS: Final = Text(nl="Cellen", en="Cells")
_ABOUT: Final = Text(nl="Toelichting", en="About")
_KINDS: Final = {
    LCG.PublishedFinding.value: Text(nl="gepubliceerd", en="published"),
    LCG.DerivedFinding.value: Text(nl="afgeleid", en="derived"),
}
_COLUMNS: Final = (
    Text(nl="studie", en="study"),
    Text(nl="cluster", en="cluster"),
    Text(nl="motief", en="motive"),
    Text(nl="case", en="case"),
    Text(nl="rol", en="role"),
    Text(nl="status", en="status"),
    Text(nl="n", en="n"),
    Text(nl="N", en="N"),
    Text(nl="herkomst", en="kind"),
    Text(nl="vindplaats", en="place"),
    Text(nl="opmerking", en="note"),
)
_FACTS: Final = (
    (DCTERMS.title, Text(nl="studie", en="study")),
    (DCTERMS.bibliographicCitation, Text(nl="bron", en="source")),
    (BIBO.doi, Text(nl="DOI", en="DOI")),
    (DCTERMS.license, Text(nl="licentie", en="licence")),
    (LCG.collectedFrom, Text(nl="gegevens van", en="data from")),
    (LCG.collectedUntil, Text(nl="gegevens tot", en="data until")),
)
_LEFT_OUT: Final = Text(nl="achtergehouden", en="withheld")
_MADE: Final = Text(
    nl="gemaakt met lcgraph {}; n van de N bevraagden noemen het motief, leeg waar de bron dat niet zegt",
    en="made with lcgraph {}; n of the N who were asked name the motive, empty where no source says so",
)


def export_workbook(
    tables: Sequence[CrossTable],
    labels: Mapping[tuple[str, str], str],
    quads: Iterable[Quad],
    lang: str = "en",
    *,
    short: Mapping[tuple[str, str], str] | None = None,
) -> bytes:
    """A workbook of the tables and of all cells behind them, in Dutch or English."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    counted = any(cell.n is not None for table in tables for cell in table.cells.values())
    view = View(tables, labels, lang, short or {}, counts=counted)
    taken: set[str] = set()
    for table in tables:
        _table(book.create_sheet(_sheet_name(view.title(table), taken)), view, table)
    facts = Facts(quads, lang)
    _cells(book.create_sheet(_sheet_name(_CELLS.in_(lang), taken)), facts, lang)
    _about(book.create_sheet(_sheet_name(_ABOUT.in_(lang), taken)), view, facts)
    return workbook_bytes(book)


def _sheet_name(title: str, taken: set[str]) -> str:
    """A name of at most 31 characters that no other sheet has."""
    plain = _NO_NAME.sub(" ", clean(title)).strip("' ") or "-"
    name, number = plain[:31], 2
    while name.lower() in taken:
        name = f"{plain[: 30 - len(str(number))]} {number}"
        number += 1
    taken.add(name.lower())
    return name


def _put(
    sheet: Any,
    row: int,
    column: int,
    value: object,
    *,
    bold: bool = False,
    centred: bool = False,
    wrap: bool = True,
) -> None:
    """A number or a text; a text is never taken for a formula or an error."""
    from openpyxl.styles import Alignment, Font

    cell = sheet.cell(row, column)
    if isinstance(value, str):
        cell.value = _text(value)
        cell.data_type = "s"
        cell.quotePrefix = value[:1] in ("=", "+", "-", "@")
    else:
        cell.value = value
    if bold:
        cell.font = Font(bold=True)
    cell.alignment = Alignment(
        horizontal="center" if centred else None, vertical="top", wrap_text=wrap and not centred
    )


def _text(value: str) -> str:
    """What a cell can hold: line breaks stay, control characters become `�`, what is too long is cut."""
    kept = "\n".join(clean(line) for line in value.splitlines())
    kept = re.sub("[\ufffe\uffff]", "\ufffd", kept)
    return kept if len(kept) <= _LONGEST else kept[: _LONGEST - 1] + "…"


def _table(sheet: Any, view: View, table: CrossTable) -> None:
    """Cases across, the roles of each under it, a row a motive; the legend below."""
    from openpyxl.styles import PatternFill
    from openpyxl.utils import get_column_letter

    _put(sheet, 1, 1, view.title(table), bold=True)
    _put(sheet, 3, 1, MOTIVE.in_(view.lang), bold=True)
    column = 2
    for case, roles in by_case(table.columns).items():
        _put(sheet, 2, column, view.case(*case), bold=True, centred=True)
        if len(roles) > 1:
            sheet.merge_cells(start_row=2, end_row=2, start_column=column, end_column=column + len(roles) - 1)
        for each in roles:
            _put(sheet, 3, column, view.role(each), bold=True, centred=True)
            column += 1
    for row, motive in enumerate(table.motives, 4):
        _put(sheet, row, 1, view.motive(motive))
        for column, each in enumerate(table.columns, 2):
            _put(sheet, row, column, view.mark(table, motive, each), centred=True)
            cell = table.at(motive, each)
            if cell and (shade := _shade(cell)):
                sheet.cell(row, column).fill = PatternFill("solid", fgColor=shade)
    for row, part in enumerate(view.legend_parts(), 5 + len(table.motives)):
        _put(sheet, row, 1, part)
        last = 1 + max(len(table.columns), 1)
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=last)
        sheet.row_dimensions[row].height = 15 * (1 + len(part) // (38 + 9 * (last - 1)))
    sheet.column_dimensions["A"].width = 38
    for number in range(2, 2 + len(table.columns)):
        sheet.column_dimensions[get_column_letter(number)].width = 10
    sheet.freeze_panes = "B4"
    _on_pages(sheet, high=1)


def _shade(cell: Mark) -> str:
    """The colour of a cell: by the share that names the motive where that is known, else by its status."""
    if cell.n is None or not cell.total:
        return "DDE8F3" if cell.status == "reported" else ""
    share = cell.n / cell.total
    return (
        "".join(f"{round(255 + (full - 255) * share):02X}" for full in (0x9D, 0xC3, 0xE6)) if cell.n else ""
    )


def _on_pages(sheet: Any, *, high: int) -> None:
    """Printed across one page, and down as many as `high` (0: as many as it takes)."""
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, high


def _cells(sheet: Any, facts: Facts, lang: str) -> None:
    """A row a finding, in reading order of motive, case and role."""
    for column, head in enumerate(_COLUMNS, 1):
        _put(sheet, 1, column, head.in_(lang), bold=True)
    findings = facts.of(LCG.Finding)
    for row, finding in enumerate(sorted(findings, key=lambda each: _rank(facts, each)), 2):
        for column, value in enumerate(_row(facts, finding, lang), 1):
            _put(sheet, row, column, value)
    widths = (14, 24, 34, 16, 20, 18, 6, 6, 14, 30, 60)
    for letter, width in zip("ABCDEFGHIJK", widths, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:K{len(findings) + 1}"
    sheet.print_title_rows = "1:1"
    _on_pages(sheet, high=0)


def _rank(facts: Facts, finding: str) -> tuple[Any, ...]:
    group = facts.one(finding, LCG.aboutGroup)
    things = (
        facts.one(finding, LCG.aboutMotive),
        facts.one(finding, LCG.partOfStudy),
        facts.one(group, LCG.inCase),
        facts.one(group, LCG.role),
    )
    return (*(facts.order(thing) for thing in things), finding)


def _row(facts: Facts, finding: str, lang: str) -> list[object]:
    group, motive = facts.one(finding, LCG.aboutGroup), facts.one(finding, LCG.aboutMotive)
    kinds = [_KINDS[each].in_(lang) for each in facts.all(finding, RDF.type) if each in _KINDS]
    return [
        facts.one(facts.one(finding, LCG.partOfStudy), SKOS.notation),
        facts.label(facts.one(motive, LCG.tableCluster)),
        facts.label(motive),
        facts.label(facts.one(group, LCG.inCase)),
        facts.label(facts.one(group, LCG.role)),
        facts.label(facts.one(finding, LCG.status)),
        _number(facts.one(finding, LCG.respondentsMentioning)),
        _number(facts.one(finding, LCG.respondentsAsked)),
        ", ".join(kinds),
        "; ".join(facts.all(finding, LCG.locator)),
        " ".join(facts.all(finding, SKOS.note)),
    ]


def _number(text: str) -> int | str | None:
    return int(text) if text.isdecimal() else text or None


def _about(sheet: Any, view: View, facts: Facts) -> None:
    """Which studies these are, from where, under which licence, and what the marks mean."""
    rows: list[tuple[str, str]] = []
    for study in facts.of(LCG.Study):
        for predicate, word in _FACTS:
            rows += [(word.in_(view.lang), value) for value in facts.all(study, predicate)]
    rows += [(_LEFT_OUT.in_(view.lang), text.in_(view.lang)) for text in unsaid(facts)]
    rows += [(Text(nl="tekens", en="marks").in_(view.lang), part) for part in view.legend_parts()]
    rows.append(("lcgraph", _MADE.in_(view.lang).format(__version__)))
    for row, (head, value) in enumerate(rows, 1):
        _put(sheet, row, 1, head, bold=True)
        _put(sheet, row, 2, value)
    sheet.column_dimensions["A"].width = 16
    sheet.column_dimensions["B"].width = 110
