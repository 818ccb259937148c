"""REFI-QDA exchange files: projects (`.qdpx`) and code books (`.qdc`), as every tool writes them.

Goes in: a file of ATLAS.ti, MAXQDA, NVivo, QualCoder, Quirkos, Taguette, Transana or any other tool. Comes
out: `CodedProject`. After the standard REFI-QDA 1.5 (www.qdasoftware.org); where tools differ from it:

- The XML member has any name that ends on `.qde`, `sources/` any case, GUIDs either case, with or without
  braces, and each export mints new ones (so ids are names, see `lcgraph.interviews.project`).
- Positions count Unicode code points, end exclusive. Some tools count UTF-16 units, or `\\r\\n` as one; that
  is believed only where the names that the tool gives to its selections prove it (ATLAS.ti: `\\r\\n` is one).
- Respondents are Cases, Cases without a name that only carry variables (MAXQDA, Quirkos), codes with the
  GUID of a case (NVivo), variables of the source, or one source each.
- A coding without words (of an area, of a stretch of sound, of a text that was not exported) is a coding, and
  keeps its place in `start`, `end` and `measure`: what else is coded there can be told.
- Paths of the researcher's disk (`basePath`, `currentPath`, `absolute://`) are never read or shown.

Nothing is unpacked to disk; the XML is streamed, and a document type (where entities are declared) refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from lcgraph.dates import day
from lcgraph.errors import unusable
from lcgraph.interviews.draft import Case, Draft, RawCode, RawSource, Span
from lcgraph.interviews.identity import fingerprint
from lcgraph.interviews.positions import Count, counts, reading
from lcgraph.interviews.project import (
    MAX_NAME,
    SET_NAME,
    CodedProject,
    Coding,
    Progress,
    too_long,
)
from lcgraph.interviews.refi_xml import MAX_TEXT, VALUES, Node, parse_refi
from lcgraph.say import Place, Text
from lcgraph.untrusted.archive import Archive, open_archive
from lcgraph.untrusted.text import decoded

_MEDIA = {
    "PictureSelection": "picture",
    "PDFSelection": "pdf",
    "AudioSelection": "audio",
    "VideoSelection": "video",
}
_STRETCH = ("begin", "end")
_DIGITS = 10
_AREA = ("page", "firstX", "firstY", "secondX", "secondY")


def read_refi(path: Path, *, progress: Progress | None = None) -> CodedProject:
    """A project (`.qdpx`): its codes, sources and codings, and what was left out.

    `InputError` when the archive or the XML cannot be used, in both languages, with the line if known.
    """
    if _is_bare(path):
        return _read(_Bare(path), path.name, progress)
    with open_archive(path) as archive:
        return _read(archive, _project_file(archive), progress)


class _Files(Protocol):
    """What a project consists of: an archive, or the XML alone."""

    file: str

    @property
    def names(self) -> list[str]: ...
    def read(self, name: str) -> bytes: ...
    def chunks(self, name: str) -> Iterator[bytes]: ...


class _Bare:
    """The XML of a project (`.qde`) without its archive: the texts that it holds itself, and no others."""

    def __init__(self, path: Path) -> None:
        self.path, self.file, self.names = path, path.name, [path.name]

    def read(self, name: str) -> bytes:
        """Nothing: there are no other files."""
        return b""

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of the XML, piece by piece."""
        return _chunks(self.path)


def _is_bare(path: Path) -> bool:
    """Whether a file of this name is XML, and no archive."""
    if path.suffix.lower() != ".qde" or not path.is_file():
        return False
    with path.open("rb") as stream:
        return stream.read(2) != b"PK"


def _read(files: _Files, name: str, progress: Progress | None) -> CodedProject:
    project = _Project(files, name, progress)
    project.draft.remarks += parse_refi(files.file, files.chunks(name), "Project", project.take, project.told)
    return project.finish()


def read_codebook(path: Path, *, progress: Progress | None = None) -> CodedProject:
    """A code book (`.qdc`): its codes only; errors as for a project."""
    draft = Draft(path.name, progress)
    sets: list[Node] = []

    def take(section: str, node: Node) -> None:
        if section == "Codes":
            draft.codes += _codes(path.name, node, ())
        elif section == "Sets":
            sets.append(node)

    draft.remarks += parse_refi(path.name, _chunks(path), "CodeBook", take, lambda origin: None)
    _distinct(path.name, draft.codes)
    for node in sets:
        _group(draft, node, "guid")
    return draft.finish()


def _chunks(path: Path) -> Iterator[bytes]:
    """The bytes of a file, piece by piece, at most as many as a member of an archive may have."""
    try:
        with path.open("rb") as stream:
            if path.stat().st_size > MAX_TEXT:
                raise unusable(path.name, nl="is te groot om te lezen", en="is too large to read")
            if stream.read(2) == b"PK":
                raise unusable(
                    path.name,
                    nl="is een project of een ander archief, geen codeboek: projecten eindigen op .qdpx",
                    en="is a project or another archive, not a code book: projects end on .qdpx",
                )
            stream.seek(0)
            while chunk := stream.read(1 << 16):
                yield chunk
    except OSError as error:
        reason = error.strerror or str(error)
        raise unusable(path.name, nl=f"is niet te lezen: {reason}", en=f"cannot be read: {reason}") from error


def _project_file(archive: Archive) -> str:
    found = [name for name in archive.names if name.lower().endswith(".qde")]
    preferred = [name for name in found if name.lower().rpartition("/")[2] == "project.qde"]
    for candidates in (found, preferred):
        if len(candidates) == 1:
            return candidates[0]
    if found:
        raise unusable(
            archive.file,
            nl=f"bevat meer dan één project ({', '.join(found[:5])}): exporteer er een",
            en=f"holds several projects ({', '.join(found[:5])}): export one",
        )
    raise unusable(
        archive.file,
        nl="bevat geen project: er zit geen .qde-bestand in",
        en="holds no project: there is no .qde file in it",
    )


def _codes(file: str, node: Node, path: tuple[str, ...]) -> list[RawCode]:
    """A code and those below it; a name is bounded at once, since all below carry it."""
    name = node.get("name").strip()
    if len(name) > MAX_NAME:
        raise too_long(file, name)
    guid = node.guid()
    found = [RawCode(guid or f"line {node.line}", name, path, node.description(), guid)]
    for child in node.all("Code"):
        found += _codes(file, child, (*path, name))
    return found


def _group(draft: Draft, node: Node, attribute: str) -> bool:
    """Whether a set groups codes; then those are told of it. Its memos are left out."""
    name = node.get("name").strip()
    codes = [member.guid(attribute) for member in node.all("MemberCode")]
    for code in codes if name else ():
        draft.groups[code].append(name)
    draft.left["code sets"] += bool(node.first("MemberNote"))
    return bool(codes)


def _distinct(file: str, codes: Iterable[RawCode]) -> None:
    """`InputError` when two codes have one GUID: which of them a coding means cannot be told."""
    first: dict[str, RawCode] = {}
    for code in codes:
        other = first.setdefault(code.key, code)
        if other is not code:
            raise unusable(
                file,
                nl=f"geeft twee codes dezelfde GUID ({other.name!r} en {code.name!r}): exporteer het opnieuw",
                en=f"gives two codes the same GUID ({other.name!r} and {code.name!r}): export it again",
            )


class _Project:
    """A project while it is read: takes in each unit, and draws the references together in the end."""

    def __init__(self, archive: _Files, name: str, progress: Progress | None) -> None:
        self.archive, self.name = archive, name
        self.draft = Draft(archive.file, progress)
        self.origin = ""
        self.users: dict[str, str] = {}
        self.variables: dict[str, str] = {}
        self.cases: dict[str, Case] = {}
        self.selections: dict[str, tuple[str, Span | None]] = {}
        self.selected_cases: list[tuple[Case, str]] = []
        self.coded_cases: list[tuple[Case, Node]] = []
        self.notes: dict[str, str] = {}
        self.noted: dict[int, list[str]] = {}
        self.counted: dict[Count, int] = {}
        self.unread: list[str] = []
        self.texts = {
            member.rpartition("/")[2].casefold(): member for member in archive.names if member != name
        }

    def told(self, origin: str) -> None:
        """The tool that wrote the file."""
        self.origin = origin

    def take(self, section: str, node: Node) -> None:
        """One unit of a section of the file."""
        taker = {
            "Users": self._user, "Codes": self._code, "Variables": self._variable, "Cases": self._case,
            "Sources": self._source, "Sets": self._set, "Notes": self._note,
        }.get(section)  # fmt: skip
        kind = {"Links": "links", "Graphs": "graphs"}.get(section)
        if taker:
            taker(node)
        elif kind:
            self.draft.left[kind] += 1

    def _note(self, node: Node) -> None:
        """A memo, with its words where the project holds them."""
        unread = len(self.unread)
        words = self._text(RawSource("", node.get("name")), node) or node.description()
        del self.unread[unread:]
        self.notes[node.guid()] = ": ".join(filter(None, (node.get("name").strip(), words.strip())))

    def _user(self, node: Node) -> None:
        self.users[node.guid()] = node.get("name").strip() or node.get("id").strip()

    def _code(self, node: Node) -> None:
        self.draft.codes += _codes(self.draft.file, node, ())

    def _variable(self, node: Node) -> None:
        self.variables[node.guid()] = node.get("name").strip()

    def _values(self, node: Node) -> set[tuple[str, str]]:
        """The variables of a case or source that have a value."""
        found = set()
        for value in node.all("VariableValue"):
            reference = value.first("VariableRef")
            text = next((child.text.strip() for child in value.children if child.name in VALUES), "")
            name = self.variables.get(reference.guid("targetGUID"), "") if reference else ""
            if name and text:
                found.add((name, text))
        return found

    def _case(self, node: Node) -> None:
        case = Case(node.get("name").strip(), self._values(node), known=node.guid())
        case.parts += [(source.guid("targetGUID"), None) for source in node.all("SourceRef")]
        self.selected_cases += [
            (case, selection.guid("targetGUID")) for selection in node.all("SelectionRef")
        ]
        self.coded_cases += [(case, code) for code in node.all("CodeRef")]
        self.draft.left["descriptions"] += bool(node.description())
        self.cases[node.guid()] = case

    def _set(self, node: Node) -> None:
        """A set of sources (a document group) is a variable of its members, one of codes a group of them."""
        members = {member.guid("targetGUID") for member in node.all("MemberSource")}
        self.draft.left["descriptions"] += bool(node.description())
        case = Case(
            "", {(SET_NAME, node.get("name").strip())}, [(member, None) for member in sorted(members)]
        )
        if members:
            self.draft.cases.append(case)
        if not _group(self.draft, node, "targetGUID") and not members:
            self.draft.left["code sets"] += 1

    def _source(self, node: Node) -> None:
        transcript = node.first("Transcript")
        file = re.split(r"[\\/]", node.get("plainTextPath"))[-1]
        name = node.get("name").strip() or (transcript.get("name").strip() if transcript else "") or file
        guid = node.guid()
        source = RawSource(guid or f"line {node.line}", name, None, self._values(node), guid)
        self.draft.sources.append(source)
        self.draft.left["descriptions"] += bool(node.description())
        for coding in node.all("Coding"):
            self._coding(source, coding, node, "", None)
        for holder in (node, *node.all("TextDescription", "Representation", "Transcript")):
            self._selections(source, holder)
        for selection in node.children:
            if selection.name in _MEDIA:
                self._media(source, selection)

    def _selections(self, source: RawSource, holder: Node) -> None:
        """The text selections of a text, a text representation or a transcript."""
        selected = _spans(holder)
        if not selected and holder.name != "TextSource":
            return
        text = self._text(source, holder)
        if holder.name == "TextSource" and text is not None:
            source.length = len(text.rstrip())
            source.said(text)
        elif text is not None and not source.words:
            source.words = fingerprint(text)
        read = reading(text or "", [(span, node.get("name")) for node, span in selected if span], self.origin)
        if read.proven:
            self.counted[read.count] = self.counted.get(read.count, 0) + 1
        for node, span in selected:
            if text is None:  # the positions are those of the text that is not there
                self._selection(source, node, "", span)
                continue
            place = read.span(span) if span else None
            segment = text[place[0] : place[1]] if place else ""
            measure = "" if place or not span else "as the file has it"
            self._selection(source, node, segment, place or span, measure)

    def _selection(
        self,
        source: RawSource,
        node: Node,
        segment: str,
        span: Span | None,
        measure: str = "",
        lacking: str = "no text",
    ) -> None:
        """A selection with its codings; `lacking` is what to tell of each when it has no words."""
        self.selections[node.guid()] = source.key, None if measure else span
        codings = list(node.all("Coding"))
        self.draft.left["annotations"] += not codings
        for coding in codings:
            if not segment.strip() and not self._is_case(coding):
                self.draft.left[lacking] += 1
            self._coding(source, coding, node, segment, span, measure)

    def _media(self, source: RawSource, node: Node) -> None:
        """A selection of a picture, a page or a stretch of time, with the words that come with it."""
        words = node.first("Representation")
        content = words.first("PlainTextContent") if words else None
        segment = content.text.strip() if content else ""
        kind = _MEDIA[node.name]
        begin, end = (node.get(name).strip() for name in _STRETCH)
        if begin.isdecimal() and end.isdecimal() and max(len(begin), len(end)) <= _DIGITS:
            self._selection(source, node, segment, (int(begin), int(end)), kind, kind)
        else:
            told = [node.get(name).strip() for name in _AREA]
            area = " ".join([kind, *(told if any(told) else [f"line {node.line}"])])
            self._selection(source, node, segment, (0, 0), area, kind)

    def _is_case(self, coding: Node) -> bool:
        reference = coding.first("CodeRef")
        return bool(reference and reference.guid("targetGUID") in self.cases)

    def _coding(
        self,
        source: RawSource,
        node: Node,
        selection: Node,
        segment: str,
        span: Span | None,
        measure: str = "",
    ) -> None:
        reference = node.first("CodeRef")
        target = reference.guid("targetGUID") if reference else ""
        if target in self.cases:
            self.cases[target].parts.append((source.key, None if measure else span))
            return
        user = node.guid("creatingUser") or selection.guid("creatingUser") or selection.guid("modifyingUser")
        on = day(node.get("creationDateTime")) or day(selection.get("creationDateTime"))
        note = selection.description() if selection.name.endswith("Selection") else ""
        start, end = span or (None, None)
        place = Place(self.draft.file, node.line)
        coder = self.users.get(user, "")
        memos = [node, selection] if selection.name.endswith("Selection") else [node]
        if refs := [ref.guid("targetGUID") for holder in memos for ref in holder.all("NoteRef")]:
            self.noted[len(self.draft.codings)] = refs
        self.draft.code_at(
            Coding(target, source.key, segment, start, end, coder, on, note, place, measure=measure)
        )

    def _put_notes(self) -> None:
        """Memos at codings become their notes; what else was noted is counted."""
        used = set()
        for at, refs in self.noted.items():
            coding = self.draft.codings[at]
            told = [self.notes[ref] for ref in dict.fromkeys(refs) if ref in self.notes]
            used |= set(refs)
            note = "\n".join(filter(None, (coding.note, *told)))
            self.draft.codings[at] = replace(coding, note=note)
        self.draft.left["memos"] += len(self.notes.keys() - used)

    def _put_coded_cases(self) -> None:
        """A code given to a whole case is a coding of it, without a segment."""
        for case, code in self.coded_cases:
            target = code.guid("targetGUID")
            if target in self.cases or not case.parts:
                self.draft.left["coded cases"] += 1
                continue
            key, span = case.parts[0]
            start, end = span or (None, None)
            place = Place(self.draft.file, code.line)
            self.draft.code_at(Coding(target, key, "", start, end, "", "", "", place))

    def _text(self, source: RawSource, holder: Node) -> str | None:
        """The plain text of a source: inline, or a member of the archive; None when it is not there."""
        content = holder.first("PlainTextContent")
        if content is not None:
            return content.text
        path = holder.get("plainTextPath")
        if not path:
            return None
        inside = path.lower().startswith("internal:") or "://" not in path
        member = self.texts.get(re.split(r"[\\/]", path)[-1].casefold()) if inside else None
        if member is None:
            self.unread.append(source.name)
            return None
        return self._decoded(member, source.name)

    def _decoded(self, member: str, name: str) -> str:
        data = self.archive.read(member)
        try:
            return decoded(data)
        except UnicodeDecodeError as error:
            row = data.count(b"\n", 0, error.start) + 1
            raise unusable(
                f"{self.draft.file}/{member}",
                nl=f"de tekst van {name!r} is geen UTF-8: exporteer het project opnieuw, met teksten "
                "als UTF-8",
                en=f"the text of {name!r} is not UTF-8: export the project again, with its texts as UTF-8",
                row=row,
            ) from error

    def finish(self) -> CodedProject:
        """The project, once the whole file is read."""
        _distinct(self.draft.file, self.draft.codes)
        for case, selection in self.selected_cases:
            if selection in self.selections:
                case.parts.append(self.selections[selection])
        self._put_notes()
        self._put_coded_cases()
        self.draft.cases += self.cases.values()
        for coding in [each for each in self.draft.codings if each.code in self.cases]:  # cases after sources
            whole = coding.measure or coding.start is None or coding.end is None
            span = None if whole else (coding.start or 0, coding.end or 0)
            self.cases[coding.code].parts.append((coding.source, span))
        self.draft.codings = [coding for coding in self.draft.codings if coding.code not in self.cases]
        kept = [code for code in self.draft.codes if code.key not in self.cases]
        self.draft.left["case codes"] += len(self.draft.codes) - len(kept)
        self.draft.codes = kept
        if self.unread:
            listed = ", ".join(repr(name) for name in self.unread[:5])
            count = len(self.unread)
            self.draft.remarks.append(
                Text(
                    nl=f"de tekst van {count} bron(nen) zit niet in het project: {listed}",
                    en=f"the text of {count} source(s) is not in the project: {listed}",
                )
            )
        self.draft.remarks += counts(self.counted)
        return self.draft.finish()


def _spans(holder: Node) -> list[tuple[Node, Span | None]]:
    """The selections of a text with their positions as the file counts them; None where they are missing."""
    found: list[tuple[Node, Span | None]] = []
    points = {point.guid(): point.get("position") for point in holder.all("SyncPoint")}
    for node in holder.all("PlainTextSelection", "TranscriptSelection"):
        if node.name == "PlainTextSelection":
            ends = node.get("startPosition"), node.get("endPosition")
        else:
            ends = points.get(node.guid("fromSyncPoint"), ""), points.get(node.guid("toSyncPoint"), "")
        if all(re.fullmatch(r"\s*\d{1,10}\s*", end) for end in ends):
            found.append((node, (int(ends[0]), int(ends[1]))))
        else:
            found.append((node, None))
    return found
