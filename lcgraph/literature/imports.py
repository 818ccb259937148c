"""Reference lists of other programs into the `references.bib` of a study, with a report.

Goes in: the folder, and files in BibTeX, RIS or CSL-JSON. Comes out: an `Intake` with the new text of
`references.bib`; nothing is written here. What stands in a file and cannot be used is told with its line, or
the number of its item, and left out; all that can be used comes in. The same file again changes nothing.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from lcgraph.errors import InputError
from lcgraph.literature import bibtex, csl, ris
from lcgraph.literature.authors import authors, in_works
from lcgraph.literature.entries import Entry, Library, kept_as_document, known_type, plain_fields, year_of
from lcgraph.literature.identifiers import doi_of_link, is_doi_link, isbns, issns, normal_doi
from lcgraph.literature.latex import decode, encode, verbatim, without_markup
from lcgraph.literature.merge import FIELDS, ReferenceList
from lcgraph.literature.names import as_annotations, wrong_ids
from lcgraph.literature.works import REFERENCES, work_of
from lcgraph.say import Problem, Text, many
from lcgraph.study.intake import REPORT, Intake, refuse, report
from lcgraph.study.layout import TOML
from lcgraph.study.model import Work
from lcgraph.study.tables import Problems, read_text
from lcgraph.study.write import BOM

READERS: Final = {".bib": bibtex.read, ".bibtex": bibtex.read, ".ris": ris.read, ".json": csl.read}
"""How a file is read, by its ending."""

LARGEST: Final = 64_000_000
_BROKEN: Final = re.compile("[\udc80-\udcff]+")
_CONTROL: Final = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_ESCAPED: Final = re.compile(
    r"(?<!\\)((?:\\\\)*)\\(?:[bf]|u00(?:0[0-8bcefBCEF]|1[0-9a-fA-F]|7[fF]|[89][0-9a-fA-F]))"
)
"""Control characters as JSON writes them."""

_UNTOLD: Final = frozenset(
    ("keywords", "crossref", "orcid-numbers", "urldate", "month", "day", "langid", "date")
)
"""Fields of BibTeX that are read, or that say nothing of a reference; they are left out without a word."""


_UNTITLED: Final = Text(nl="heeft geen titel: vul haar in", en="has no title: fill it in")


def take_in_literature(folder: Path, files: Sequence[Path], *, lang: str = "en") -> Intake:
    """What `references.bib` becomes; `InputError` when the folder or a file cannot be used at all.

    `added` counts the references that could be used, new or not; `files` is empty when nothing changes.
    """
    problems = Problems()
    if not (folder / TOML).is_file():
        problems.add(
            TOML,
            None,
            None,
            "is missing: make a study folder first, with lcgraph new",
            "ontbreekt: maak eerst een studiemap, met lcgraph new",
        )
    text = read_text(folder / REFERENCES, REFERENCES, problems) if (folder / REFERENCES).exists() else ""
    references = ReferenceList(text or "", problems)
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
    bom = BOM.encode() if _has_bom(folder / REFERENCES) else b""
    if changed != text:
        intake.files[REFERENCES] = bom + changed.encode("utf-8", "replace")
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
    for entry in library.entries:
        where = _where(name, entry.line, by_item=by_item)
        clean, notes = _clean(entry, left)
        work = work_of(clean)
        if isinstance(work, Text):
            refused.append((entry.line, work))
        elif not work.title:
            refused.append((entry.line, _UNTITLED))
        else:
            taken += 1
            for note in (*entry.notes, *notes):
                intake.tell("warning", nl=f"{where.nl}: {note.nl}", en=f"{where.en}: {note.en}")
            references.take(where, clean, work)
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


def _library(path: Path, intake: Intake) -> Library:
    text = _text(path, intake)
    try:
        found = READERS[path.suffix.lower()](text)
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


def _text(path: Path, intake: Intake) -> str:
    """The text of a file: UTF-8 or what its BOM says, else Windows-1252, which is told."""
    try:
        if path.stat().st_size > LARGEST:
            raise _unusable(path, nl="is groter dan 64 MB: splits het", en="is larger than 64 MB: split it")
        data = path.read_bytes()
    except OSError as error:
        raise _unusable(
            path, nl=f"is niet te lezen: {error.strerror}", en=f"cannot be read: {error.strerror}"
        ) from error
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        try:
            text = _mended(data, path.name, intake) or data.decode("cp1252")
        except UnicodeDecodeError as error:
            raise _unusable(
                path,
                nl="is geen tekst in UTF-8 of Windows-1252: exporteer het in UTF-8",
                en="is no text in UTF-8 or Windows-1252: export it in UTF-8",
            ) from error
        if not is_mostly_utf8(data):
            intake.tell(
                "warning",
                nl=f"{path.name} is geen UTF-8 en is gelezen als Windows-1252: controleer de namen",
                en=f"{path.name} is not UTF-8 and was read as Windows-1252: check the names",
            )
    if "\x00" in text:
        raise _unusable(
            path, nl="bevat NUL-tekens en is dus geen tekst", en="holds NUL characters, so it is no text"
        )
    return _without_control(text, path, intake)


def _unusable(path: Path, *, nl: str, en: str) -> InputError:
    return InputError([Problem(Text(nl=nl, en=en), file=path.name)])


def is_mostly_utf8(data: bytes) -> bool:
    """Whether more characters beyond ASCII are UTF-8 than there are bytes that are not."""
    text = data.decode("utf-8", "surrogateescape")
    broken = sum("\udc80" <= char <= "\udcff" for char in text)
    return sum(char > "\x7f" for char in text) > 2 * broken


def _mended(data: bytes, name: str, intake: Intake) -> str:
    """A text in UTF-8 with some bytes of Windows-1252, each told with its line; "" for any other text."""
    if not is_mostly_utf8(data):
        return ""

    def read(found: re.Match[str]) -> str:
        return found.group().encode("utf-8", "surrogateescape").decode("cp1252", "replace")

    text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8", "surrogateescape")
    for number, line in enumerate(re.split(r"\r\n?|\n", text), 1):
        for found in _BROKEN.finditer(line):
            shown = read(found)
            intake.tell(
                "warning",
                nl=f"{name}:{number}: hier staat geen UTF-8; het is gelezen als {shown!r}: controleer het",
                en=f"{name}:{number}: this is not UTF-8 and was read as {shown!r}: check it",
            )
    return _BROKEN.sub(read, text)


def _without_control(text: str, path: Path, intake: Intake) -> str:
    """A text without control characters, which no reference needs and XML cannot hold."""
    bare, count = _CONTROL.subn("", text)
    if path.suffix.lower() == ".json":
        bare, escaped = _ESCAPED.subn(r"\1", bare)
        count += escaped
    if count:
        intake.tell(
            "warning",
            nl=f"{path.name}: {many(count, 'stuurteken is', 'stuurtekens zijn')} weggehaald",
            en=f"{path.name}: {many(count, 'control character was', 'control characters were')} removed",
        )
    return bare


# ---- One entry


def _clean(entry: Entry, left: Counter[str]) -> tuple[Entry, list[Text]]:
    """An entry with the fields that are taken over, identifiers in their normal form; remarks on it."""
    source = plain_fields(entry)
    notes: list[Text] = []
    left.update(entry.left)
    left.update(
        name for name, value in source.items() if value and name not in FIELDS and name not in _UNTOLD
    )
    if not known_type(entry):
        notes.append(kept_as_document(f"@{entry.type}"))
    fields = {name: source[name] for name in FIELDS if source.get(name)}
    if (title := decode(fields.get("title", ""))) != (bare := without_markup(title)):
        fields["title"] = encode(bare)
    if entry.type not in ("thesis", "techreport", "report"):
        fields.pop("type", None)  # EndNote's name of what the entry is
    _numbers(fields, notes)
    for role in ("author", "editor"):
        notes += wrong_ids(source, role)
    if "orcid-numbers" in source and isinstance(work := work_of(entry), Work):
        fields |= as_annotations(work.authors, "author")
    if fields.get("year"):
        fields["year"] = fields["year"] if len(fields["year"]) < 5 else _year(fields["year"])
    return replace(entry, fields={name: fields[name] for name in FIELDS if fields.get(name)}), notes


def _year(text: str) -> str:
    return str(year_of(decode(text)) or text)


def _numbers(fields: dict[str, str], notes: list[Text]) -> None:
    """DOI, ISBN and ISSN in their normal form; what is none is taken out and told."""
    said = verbatim(fields.get("doi", ""))
    url = verbatim(fields.get("url", ""))
    doi = normal_doi(said) or doi_of_link(url)
    serial = " ".join(filter(None, (decode(fields.get("isbn", "")), decode(fields.get("issn", "")))))
    books, serials = isbns(serial), issns(serial)
    if said and not normal_doi(said):
        shown = decode(fields["doi"])
        notes.append(Text(nl=f"{shown!r} is geen DOI: weggelaten", en=f"{shown!r} is no DOI: left out"))
    if serial and not (books or serials):
        notes.append(
            Text(
                nl=f"{serial!r} is geen ISBN of ISSN: weggelaten",
                en=f"{serial!r} is no ISBN or ISSN: left out",
            )
        )
    fields |= {"doi": doi, "isbn": ", ".join(books), "issn": ", ".join(serials)}
    fields["url"] = "" if doi and is_doi_link(url) else url
