"""Reference lists of other programs into the `references.bib` of a study, with a report.

Goes in: the folder, and files in BibTeX, RIS or CSL-JSON, or of PubMed or Web of Science. Comes out: an
`Intake` with the new text of `references.bib`; nothing is written here. What stands in a file and cannot be
used is told with its line, or the number of its item, and left out; all that can be used comes in. The same
file again changes nothing.
"""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Final

from lcgraph.errors import InputError
from lcgraph.intake import REPORT, Intake, refuse, refuse_no_study, report
from lcgraph.literature import bibtex, csl, ris, tagged
from lcgraph.literature.authors import authors, in_works
from lcgraph.literature.cleaning import cleaned
from lcgraph.literature.decoding import text_of
from lcgraph.literature.doubts import DOUBTS, shortened, table
from lcgraph.literature.entries import Library
from lcgraph.literature.merge import ReferenceList
from lcgraph.literature.model import Work
from lcgraph.literature.works import REFERENCES, work_of
from lcgraph.say import Problem, Problems, Text, many
from lcgraph.untrusted.bounded import apart
from lcgraph.untrusted.text import read_text

READERS: Final = {".bib": bibtex.read, ".bibtex": bibtex.read, ".json": csl.read}
"""How a file is read, by its ending; any other by what it holds."""
MAX_SECONDS: Final = 600.0

_UNTITLED: Final = Text(nl="heeft geen titel: vul haar in", en="has no title: fill it in")


def take_in_literature(
    folder: Path, files: Sequence[Path], *, cited: Collection[str] = (), lang: str = "en"
) -> Intake:
    """What `references.bib` becomes; `InputError` when the folder or a file cannot be used at all.

    `cited` are the keys that the study cites.
    `added` counts the references that could be used, new or not; `files` is empty when nothing changes.
    """
    bibtex.prepare()
    names = ", ".join(path.name for path in files)
    return apart(lambda: _taken_in(folder, files, cited, lang), names, seconds=MAX_SECONDS)


def _taken_in(folder: Path, files: Sequence[Path], cited: Collection[str], lang: str) -> Intake:
    problems = Problems()
    refuse_no_study(folder, problems)
    text = read_text(folder / REFERENCES, REFERENCES, problems) if (folder / REFERENCES).exists() else ""
    references = ReferenceList(text or "", problems, cited=cited)
    refuse(problems)
    intake = Intake()
    for path in files:
        intake.added += _take(path, references, intake)
    before = _doubts([held.work for held in references.held if held.entry.raw])
    for doubt in _doubts([held.work for held in references.held]):
        if doubt not in before:
            intake.tell("warning", nl=doubt.nl, en=doubt.en)
    references.tell(intake)
    changed = references.text(intake)
    bom = codecs.BOM_UTF8 if _has_bom(folder / REFERENCES) else b""
    if changed != text:
        intake.files[REFERENCES] = bom + changed.encode("utf-8", "replace")
        short = shortened(intake.notes)
        if len(short) < len(intake.notes):
            intake.files[DOUBTS] = table(intake.notes, lang)
            intake.notes = short
        intake.files[REPORT] = report(intake.notes, lang)
    return intake


def _doubts(works: Sequence[Work]) -> list[Text]:
    """What is in doubt of who is who among the authors and editors of these works."""
    problems = Problems()
    authors(list(in_works(works)), problems)
    return [problem.message for problem in problems.found]


def _has_bom(path: Path) -> bool:
    if not path.exists():
        return False
    with path.open("rb") as file:
        return file.read(3) == codecs.BOM_UTF8


# ---- Reading a file


def _take(path: Path, references: ReferenceList, intake: Intake) -> int:
    """Bring the entries of a file to the list, and tell what is not taken; how many could be used."""
    name = path.name
    by_item = path.suffix.lower() == ".json"
    library = _library(path, intake)
    left: Counter[str] = Counter()
    taken = 0
    refused = [(each.line, each.why) for each in library.refused]
    references.reserve(entry.key for entry in library.entries)
    for entry in library.entries:
        where = _where(name, entry.line, by_item=by_item)
        clean, notes = cleaned(entry, left)
        work = work_of(clean)
        for note in (*entry.notes, *notes):
            intake.tell("warning", nl=f"{where.nl}: {note.nl}", en=f"{where.en}: {note.en}")
        if work.title:
            taken += 1
            key = references.take(where, clean, work)
            if entry.raw and not entry.key:
                intake.tell(
                    "warning",
                    nl=f"{where.nl}: heeft geen sleutel en heet nu {key}",
                    en=f"{where.en}: has no key and is called {key} now",
                )
        else:
            refused.append((entry.line, _UNTITLED))
    intake.tell(
        "done",
        nl=f"{name}: {many(taken, 'verwijzing', 'verwijzingen')} gelezen, {len(refused)} niet te gebruiken",
        en=f"{name}: {many(taken, 'reference', 'references')} read, {len(refused)} not usable",
    )
    for line, why in sorted(refused, key=lambda each: each[0]):
        where = _where(name, line, by_item=by_item)
        intake.tell("left", nl=f"{where.nl}: {why.nl}", en=f"{where.en}: {why.en}")
    if left:
        fields = [f"{field} ({count})" for field, count in sorted(left.items())]
        intake.tell(
            "left",
            nl=f"{name}: velden die geen verwijzing nodig heeft",
            en=f"{name}: fields that no reference needs",
            names=fields,
        )
    return taken


def _where(name: str, line: int, *, by_item: bool) -> Text:
    where = f"{name}, item {line}" if by_item else f"{name}:{line}"
    return Text(nl=where, en=where)


def _read_tagged(text: str) -> Library:
    """The records of RIS, PubMed or Web of Science."""
    if tagged.is_nbib(text):
        return tagged.read_nbib(text)
    return tagged.read_web_of_science(text) if tagged.is_web_of_science(text) else ris.read(text)


def _library(path: Path, intake: Intake) -> Library:
    text = text_of(path, intake)
    try:
        found = READERS.get(path.suffix.lower(), _read_tagged)(text)
    except csl.NotCslError as error:
        raise InputError([Problem(error.why, file=path.name, row=error.line)]) from error
    except RecursionError as error:
        deep = Text(nl="is te diep genest om te lezen", en="is nested too deeply to be read")
        raise InputError([Problem(deep, file=path.name)]) from error
    if not (found.entries or found.refused):
        none = Text(
            nl="bevat geen verwijzingen: exporteer haar opnieuw als BibTeX, RIS of CSL JSON",
            en="holds no references: export it again as BibTeX, RIS or CSL JSON",
        )
        raise InputError([Problem(none, file=path.name)])
    return found
