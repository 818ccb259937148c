"""Reference lists of other programs into the `references.bib` of a study: new works, merged doubles, a report.

Goes in: the folder, and files in BibTeX, RIS or CSL-JSON. Comes out: an `Intake` with the new text of
`references.bib`; nothing is written here. What a person wrote there stays as it is: new entries come after
it, and an entry that a file completes gets more fields at its end. The same file again changes nothing.

Two entries are one work when their DOIs are equal, or else their titles (letters and digits only), unless
something speaks against it: another DOI, another year, or nobody in common. Where values differ, the one
that is there stays, and the report has both.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from lcgraph.errors import InputError
from lcgraph.ingest import bibtex, csljson, ris
from lcgraph.ingest.authors import as_annotations
from lcgraph.ingest.bibliography import FILE, citekey, isbns, issns, known_type, normal_doi, read_entries, work_of
from lcgraph.ingest.bibtex import PUBLISHERS, Entry, Library, plain_fields, with_fields, written
from lcgraph.ingest.codings import many
from lcgraph.ingest.folder import BOM
from lcgraph.ingest.intake import REPORT, Intake, report
from lcgraph.ingest.latex import decode, encode, verbatim
from lcgraph.ingest.study import TOML, is_example
from lcgraph.ingest.tables import Problems, read_text
from lcgraph.model import Problem, Text, Work

READERS: Final = {".bib": bibtex.parse, ".bibtex": bibtex.parse, ".ris": ris.read, ".json": csljson.read}
"""How a file is read, by its ending."""

LARGEST: Final = 64_000_000

_FIELDS: Final = (
    "author", "author+an:orcid", "author+an:ror", "editor", "editor+an:orcid", "editor+an:ror", "title",
    "journal", "booktitle", "series", "entrysubtype", "type", "year", "volume", "number", "pages", "edition",
    *PUBLISHERS, "address", "howpublished", "doi", "isbn", "issn", "url", "note",
)  # fmt: skip
"""What is taken over of an entry, in the order in which it is written."""
_ANYWHERE: Final = frozenset(("author", "editor", "year", "doi", "url"))
"""What an entry may get from one of another type; a journal in a book would be none of it."""
_UNTOLD: Final = frozenset(("keywords", "crossref", "orcid-numbers", "urldate", "month", "day", "langid", "date"))
"""Fields of BibTeX that are read, or that say nothing of a reference; they are left out without a word."""


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
    text = read_text(folder / FILE, FILE, problems) if (folder / FILE).exists() else ""
    shelf = _Shelf(text or "", problems)
    if any(problem.severity == "violation" for problem in problems.found):
        raise InputError(problems.found)
    intake = Intake()
    for path in files:
        intake.added += _take(path, shelf, intake)
    shelf.tell(intake)
    changed = shelf.text(intake)
    bom = BOM.encode() if _has_bom(folder / FILE) else b""
    if changed != text:
        intake.files[FILE] = bom + changed.encode("utf-8", "replace")
        intake.files[REPORT] = report(intake.notes, lang)
    return intake


def _has_bom(path: Path) -> bool:
    if not path.exists():
        return False
    with path.open("rb") as file:
        return file.read(3) == codecs.BOM_UTF8


# ---- Reading a file


def _take(path: Path, shelf: _Shelf, intake: Intake) -> int:
    """Bring the entries of a file to the shelf, and tell what is not taken; how many could be used."""
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
            refused.append((entry.line, Text("heeft geen titel: vul haar in", "has no title: fill it in")))
        else:
            taken += 1
            for note in (*entry.notes, *notes):
                intake.tell("warning", f"{where.nl}: {note.nl}", f"{where.en}: {note.en}")
            shelf.take(where, clean, work)
    intake.tell(
        "done",
        f"{name}: {many(taken, 'verwijzing', 'verwijzingen')} gelezen, {len(refused)} niet te gebruiken",
        f"{name}: {many(taken, 'reference', 'references')} read, {len(refused)} not usable",
    )
    for line, why in sorted(refused, key=lambda each: each[0]):
        where = _where(name, line, by_item=by_item)
        intake.tell("left", f"{where.nl}: {why.nl}", f"{where.en}: {why.en}")
    if left:
        fields = [f"{field} ({count})" for field, count in sorted(left.items())]
        intake.tell("left", f"{name}: velden die geen verwijzing nodig heeft",
                    f"{name}: fields that no reference needs", fields)  # fmt: skip
    return taken


def _where(name: str, line: int, *, by_item: bool) -> Text:
    return Text(f"{name}, item {line}", f"{name}, item {line}") if by_item else Text(*[f"{name}:{line}"] * 2)


def _library(path: Path, intake: Intake) -> Library:
    text = _text(path, intake)
    try:
        found = READERS[path.suffix.lower()](text)
    except csljson.NotCslError as error:
        raise InputError([Problem(error.why, file=path.name, row=error.line)]) from error
    except RecursionError as error:
        deep = Text("is te diep genest om te lezen", "is nested too deeply to be read")
        raise InputError([Problem(deep, file=path.name)]) from error
    if not (found.entries or found.refused):
        none = Text(
            "bevat geen verwijzingen: exporteer haar opnieuw als BibTeX, RIS of CSL JSON",
            "holds no references: export it again as BibTeX, RIS or CSL JSON",
        )
        raise InputError([Problem(none, file=path.name)])
    return found


def _text(path: Path, intake: Intake) -> str:
    """The text of a file: UTF-8 or what its BOM says, else Windows-1252, which is told."""

    def refuse(nl: str, en: str) -> InputError:
        return InputError([Problem(Text(nl, en), file=path.name)])

    try:
        if path.stat().st_size > LARGEST:
            raise refuse("is groter dan 64 MB: splits het", "is larger than 64 MB: split it")
        data = path.read_bytes()
    except OSError as error:
        raise refuse(f"is niet te lezen: {error.strerror}", f"cannot be read: {error.strerror}") from error
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        try:
            text = data.decode("cp1252")
        except UnicodeDecodeError as error:
            raise refuse(
                "is geen tekst in UTF-8 of Windows-1252: exporteer het in UTF-8",
                "is no text in UTF-8 or Windows-1252: export it in UTF-8",
            ) from error
        intake.tell(
            "warning",
            f"{path.name} is geen UTF-8 en is gelezen als Windows-1252: controleer de namen",
            f"{path.name} is not UTF-8 and was read as Windows-1252: check the names",
        )
    if "\x00" in text:
        raise refuse("bevat NUL-tekens en is dus geen tekst", "holds NUL characters, so it is no text")
    return text


# ---- One entry


def _clean(entry: Entry, left: Counter[str]) -> tuple[Entry, list[Text]]:
    """An entry with the fields that are taken over, identifiers in their normal form; remarks on it."""
    source = plain_fields(entry)
    notes: list[Text] = []
    left.update(entry.left)
    left.update(name for name, value in source.items() if value and name not in _FIELDS and name not in _UNTOLD)
    if not known_type(entry):
        notes.append(
            Text(f"soort @{entry.type} is bewaard als document", f"type @{entry.type} is kept as document")
        )
    fields = {name: source[name] for name in _FIELDS if source.get(name)}
    _numbers(fields, notes)
    if "orcid-numbers" in source and isinstance(work := work_of(entry), Work):
        fields |= as_annotations(work.authors, "author")
    if fields.get("year"):
        fields["year"] = fields["year"] if len(fields["year"]) < 5 else _year(fields["year"])
    return replace(entry, fields={name: fields[name] for name in _FIELDS if fields.get(name)}), notes


def _year(text: str) -> str:
    found = re.search(r"(?<!\d)(1[5-9]|20)\d\d(?!\d)", decode(text))
    return found.group() if found else text


def _numbers(fields: dict[str, str], notes: list[Text]) -> None:
    """DOI, ISBN and ISSN in their normal form; what is none is taken out and told."""
    said = verbatim(fields.get("doi", ""))
    url = verbatim(fields.get("url", ""))
    doi = normal_doi(said) or (normal_doi(url) if "doi.org/" in url.lower() else "")
    serial = " ".join(filter(None, (decode(fields.get("isbn", "")), decode(fields.get("issn", "")))))
    books, serials = isbns(serial), issns(serial)
    if said and not normal_doi(said):
        notes.append(Text(f"{said!r} is geen DOI: weggelaten", f"{said!r} is no DOI: left out"))
    if serial and not (books or serials):
        notes.append(
            Text(f"{serial!r} is geen ISBN of ISSN: weggelaten", f"{serial!r} is no ISBN or ISSN: left out")
        )
    fields |= {"doi": doi, "isbn": ", ".join(books), "issn": ", ".join(serials)}
    fields["url"] = "" if doi and "doi.org/" in url.lower() else url


def normal_title(title: str) -> str:
    """A title for comparing: lower-case letters and digits, without accents, in words.

    >>> normal_title("The  Café: a Study—again!")
    'the cafe a study again'
    """
    bare = (char for char in unicodedata.normalize("NFKD", title.casefold()) if not unicodedata.combining(char))
    return " ".join(re.findall(r"[^\W_]+", "".join(bare)))


# ---- The shelf


@dataclass
class _Held:
    """A work of the list: as it stands there (`raw`), or new; `more` are the fields that files add."""

    entry: Entry
    work: Work
    more: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Merge:
    """An entry of a file that is a work of the list: why, what it added, and in what the two differ."""

    where: Text
    key: str
    by: Text
    there: bool
    added: tuple[str, ...]
    differing: tuple[Text, ...]


class _Shelf:
    """The works of a `references.bib`, to which entries of other files are brought one by one."""

    def __init__(self, text: str, problems: Problems) -> None:
        self.old = text
        self.newline = "\r\n" if "\r\n" in text else "\n"
        self.held: list[_Held] = []
        self.by_doi: dict[str, _Held] = {}
        self.by_title: dict[str, list[_Held]] = {}
        self.new: list[_Held] = []
        self.merges: list[_Merge] = []
        self.doubts: list[Text] = []
        self.examples = []
        for entry, work in read_entries(text, problems):
            if is_example(work.key):
                self.examples.append(entry)
            else:
                self._put(_Held(entry, work))
        self.taken = {held.work.key for held in self.held} | {entry.key for entry in self.examples}

    def _put(self, held: _Held) -> None:
        self.held.append(held)
        self._index(held)

    def _index(self, held: _Held) -> None:
        if held.work.doi:
            self.by_doi.setdefault(held.work.doi, held)
        title = normal_title(held.work.title)
        if title and held not in self.by_title.setdefault(title, []):
            self.by_title[title].append(held)

    def take(self, where: Text, entry: Entry, work: Work) -> None:
        """A new work, or one that is there already."""
        same = self.by_doi.get(work.doi) if work.doi else None
        if same:
            self._merge(where, same, entry, work, Text("zelfde DOI", "same DOI"))
            return
        alike = self.by_title.get(normal_title(work.title), [])
        in_order = sorted(alike, key=lambda held: held.work.year != work.year)
        for held in in_order:
            if not _against(held.work, work):
                by = Text("zelfde titel en jaar", "same title and year")
                if held.work.year != work.year:
                    by = Text("zelfde titel, een van de twee zonder jaar", "same title, one of the two without a year")
                self._merge(where, held, entry, work, by)
                return
        key = citekey(work, self.taken)
        self.taken.add(key)
        held = _Held(replace(entry, key=key, raw=""), replace(work, key=key))
        self._put(held)
        self.new.append(held)
        for other in in_order:
            if other.work.year == work.year and (against := _against(other.work, work)):
                self.doubts.append(
                    Text(
                        f"{where.nl}: {key} heeft titel en jaar van {other.work.key} maar {against.nl}: apart gehouden",
                        f"{where.en}: {key} has title and year of {other.work.key} but {against.en}: kept apart",
                    )
                )

    def _merge(self, where: Text, held: _Held, entry: Entry, work: Work, by: Text) -> None:
        """Complete a work with what it lacks; what differs stays as it is and is told."""
        there, given = plain_fields(held.entry) | held.more, entry.fields
        same_type = held.entry.type == entry.type
        added = {}
        differing = [] if same_type else [_differing("type", held.entry.type, entry.type)]
        for name, value in given.items():
            if name in there or _said_otherwise(name, there):
                if _compared(name, there.get(name, "")) != _compared(name, value) and name in there:
                    differing.append(_differing(name, decode(there[name]), decode(value)))
            elif (same_type or name in _ANYWHERE) and _fits(name, held.work, work):
                added[name] = value
        held.more |= added
        held.work = _completed(held)
        self._index(held)
        self.merges.append(
            _Merge(where, held.work.key, by, held not in self.new, tuple(added), tuple(differing))
        )

    # -- telling and writing

    def tell(self, intake: Intake) -> None:
        """What came, what was merged with what, and what is in doubt."""
        if self.new:
            intake.tell(
                "done",
                f"{many(len(self.new), 'nieuw werk', 'nieuwe werken')} in {FILE}",
                f"{many(len(self.new), 'new work', 'new works')} in {FILE}",
                [held.work.key for held in self.new],
            )
        silent = [merge for merge in self.merges if merge.there and not (merge.added or merge.differing)]
        if silent:
            keys = list(dict.fromkeys(merge.key for merge in silent))
            intake.tell(
                "done",
                f"{many(len(keys), 'werk stond', 'werken stonden')} er al, met dezelfde gegevens",
                f"{many(len(keys), 'work was', 'works were')} there already, with the same data",
                keys,
            )
        for merge in self.merges:
            if merge not in silent:
                intake.tell("done", _merged(merge).nl, _merged(merge).en)
        for doubt in self.doubts:
            intake.tell("warning", doubt.nl, doubt.en)

    def text(self, intake: Intake) -> str:
        """The list as it becomes; the same text when nothing is new."""
        text, at = self.old, 0
        pieces: list[str] = []
        changes = [(held.entry, with_fields(held.entry.raw, held.more, self.newline))
                   for held in self.held if held.entry.raw and held.more]  # fmt: skip
        if self.new and self.examples:
            changes += [(entry, "") for entry in self.examples]
            intake.tell(
                "done", f"{FILE}: het voorbeeld is weggehaald", f"{FILE}: the example was removed"
            )
        for entry, piece in sorted(changes, key=lambda change: change[0].line):
            start = text.index(entry.raw, at)
            pieces += [text[at:start], piece]
            at = start + len(entry.raw)
        body = "".join(pieces) + text[at:]
        fresh = [written(held.entry.type, held.work.key, _in_order(held), self.newline) for held in self.new]
        if not fresh:
            return body
        gap = self.newline * 2
        start = body.rstrip() + gap if body.strip() else ""
        return start + gap.join(fresh) + self.newline


def _in_order(held: _Held) -> dict[str, str]:
    fields = held.entry.fields | held.more
    return {name: fields[name] for name in _FIELDS if name in fields}


def _completed(held: _Held) -> Work:
    """The work of an entry with what files added to it."""
    made = work_of(replace(held.entry, fields=held.entry.fields | held.more, key=held.work.key))
    return made if isinstance(made, Work) else held.work


def _against(one: Work, other: Work) -> Text | None:
    """What speaks against two works of one title being the same."""
    if one.doi and other.doi and one.doi != other.doi:
        return Text("een andere DOI", "another DOI")
    if one.year and other.year and one.year != other.year:
        return Text("een ander jaar", "another year")
    names = [{agent.slug.rpartition("-")[0] or agent.slug for agent in work.people} for work in (one, other)]
    if all(names) and not names[0] & names[1]:
        return Text("andere auteurs", "other authors")
    return None


def _fits(name: str, one: Work, other: Work) -> bool:
    """Whether a field can be added: identifiers of people count their places in the same list."""
    role = name.partition("+an:")[0]
    if role == name:
        return True
    lists = [[agent.slug for agent in (work.authors if role == "author" else work.editors)] for work in (one, other)]
    return lists[0] == lists[1] or not lists[0]


def _said_otherwise(name: str, there: Mapping[str, str]) -> bool:
    """Whether the list says under another name what a field says: a publisher as institution."""
    return name in PUBLISHERS and any(there.get(other) for other in PUBLISHERS)


def _compared(name: str, value: str) -> object:
    """A value for comparing: what differs only in case, marks or notation does not differ."""
    if name == "doi":
        return normal_doi(verbatim(value))
    if name in ("isbn", "issn"):
        return set((isbns if name == "isbn" else issns)(decode(value)))
    if name in ("author", "editor"):
        made = work_of(Entry("misc", "", {name: value}, 0))
        return [agent.slug for agent in made.people] if isinstance(made, Work) else value
    if name == "url":
        return re.sub(r"^https?://(www\.)?|/$", "", verbatim(value)).lower()
    return normal_title(decode(value))


def _differing(name: str, there: str, given: str) -> Text:
    return Text(f"{name} {there!r}, daar {given!r}", f"{name} {there!r}, there {given!r}")


def _merged(merge: _Merge) -> Text:
    nl = f"{merge.where.nl} is {merge.key} ({merge.by.nl})"
    en = f"{merge.where.en} is {merge.key} ({merge.by.en})"
    if merge.added:
        nl += f"; aangevuld met {', '.join(merge.added)}"
        en += f"; completed with {', '.join(merge.added)}"
    if merge.differing:
        nl += "; blijft staan: " + "; ".join(text.nl for text in merge.differing)
        en += "; stays as it was: " + "; ".join(text.en for text in merge.differing)
    return Text(nl, en)
