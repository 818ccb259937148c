"""What the projects of every tool for qualitative analysis have in common, and each tells in its own way.

Goes in: the raw codes, sources, cases and codings that a reader of one format has met (`Draft`). Comes out:
`CodedProject`. Three things are settled here, once for all formats:

- Ids. A tool may mint new GUIDs or numbers at each export, so an id is made of names; what the program
  itself knows a thing by is kept beside it (`lcgraph.interviews.identity`).
- Cases. A case (a respondent) is a whole source, several sources, or some passages of one. A source that
  passages divide over several cases becomes one source per case, named `source / case`, and each coding
  goes to the case in whose passages it lies. The name of a case is the variable `case name`. Speakers of a
  focus group are such cases: as the program tells them, as codes, or as turns in the text.
- What is left out, counted, in both languages.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import PureWindowsPath

from lcgraph.errors import unusable
from lcgraph.interviews.identity import Identity, fingerprint
from lcgraph.interviews.losses import MAX_SEGMENT, losses
from lcgraph.interviews.project import (
    CASE_NAME,
    MAX_CODES,
    MAX_NAME,
    SET_NAME,
    Code,
    CodedProject,
    Coding,
    Progress,
    Source,
    too_long,
    too_many_codes,
)
from lcgraph.interviews.speakers import Turn, asks, marks_speaker, turns
from lcgraph.say import Text

MAX_CODINGS = 2_000_000
MAX_SEGMENTS = 200_000_000
"""Characters that all segments of a project may hold together; one holds at most `MAX_SEGMENT`."""
MAX_CASES = 1_000
"""Cases that may divide one source."""
_EACH = 1000

Span = tuple[int, int]


def names(wanted: Iterable[str], fallback: str) -> list[str]:
    """Names made unique in their order: a second `interview` becomes `interview #2`, "" the fallback.

    >>> names(["a", "b", "a", ""], "source")
    ['a', 'b', 'a #2', 'source']
    """
    taken: set[str] = set()
    counts: Counter[str] = Counter()
    found = []
    for name in wanted:
        base = name or fallback
        counts[base] += 1
        unique = base if counts[base] == 1 else f"{base} #{counts[base]}"
        while unique in taken:
            counts[base] += 1
            unique = f"{base} #{counts[base]}"
        taken.add(unique)
        found.append(unique)
    return found


def without_folder(name: str) -> str:
    r"""A source's name without the folders of the researcher's disk.

    >>> without_folder(r"C:\Users\j.jansen\interview 1.docx"), without_folder("w/o consent")
    ('interview 1.docx', 'w/o consent')
    """
    rooted = re.match(r"([A-Za-z]:[\\/]|[\\/]{1,2}|~[\\/]|(file|absolute|relative):)", name)
    return PureWindowsPath(name).name or name if rooted else name


@dataclass
class RawCode:
    """A code as a format tells it; `key` is its name within the file, `known` the GUID or number it has."""

    key: str
    name: str
    path: tuple[str, ...]
    description: str
    known: str = ""


@dataclass
class RawSource:
    """A source as a format tells it; `length` is that of its text, None when not known.

    `known` is the GUID or number that it has; `turns` and `words` are of its text (`said`).
    """

    key: str
    name: str
    length: int | None = None
    variables: set[tuple[str, str]] = field(default_factory=set)
    known: str = ""
    turns: list[Turn] = field(default_factory=list)
    words: str = ""

    def said(self, text: str) -> None:
        """What its text tells: who speaks in it, and a fingerprint of its words."""
        self.turns, self.words = turns(text), fingerprint(text)


@dataclass
class Case:
    """A case: its name ("" when it only carries variables), and where it is told.

    `parts` are sources, whole (None) or a passage of them; `known` is the GUID or number that it has.
    """

    name: str
    variables: set[tuple[str, str]] = field(default_factory=set)
    parts: list[tuple[str, Span | None]] = field(default_factory=list)
    known: str = ""


@dataclass
class Draft:
    """Everything that a reader has met; codings name codes and sources by their keys, `groups` codes."""

    file: str
    progress: Progress | None = None
    codes: list[RawCode] = field(default_factory=list)
    sources: list[RawSource] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    codings: list[Coding] = field(default_factory=list)
    groups: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    left: Counter[str] = field(default_factory=Counter)
    remarks: list[Text] = field(default_factory=list)
    _characters: int = 0

    def code_at(self, coding: Coding) -> None:
        """Take in one coding; `InputError` when a project grows beyond all measure."""
        if len(coding.segment) > MAX_SEGMENT:
            coding = replace(coding, segment=coding.segment[:MAX_SEGMENT])
            self.left["long"] += 1
        self._characters += len(coding.segment)
        if len(self.codings) >= MAX_CODINGS or self._characters > MAX_SEGMENTS:
            raise unusable(
                self.file,
                nl=f"bevat meer dan {MAX_CODINGS:,} coderingen, of fragmenten van samen meer dan "
                f"{MAX_SEGMENTS:,} tekens: exporteer het in delen",
                en=f"holds more than {MAX_CODINGS:,} codings, or segments of more than {MAX_SEGMENTS:,} "
                "characters together: export it in parts",
                row=coding.place.row,
            )
        self.codings.append(coding)
        if self.progress and len(self.codings) % _EACH == 0:
            self.progress(len(self.codings))

    def finish(self) -> CodedProject:
        """The project with its ids, its cases settled, and all that was left out."""
        self._bounded()
        mind = self._speakers()
        ids = names(("/".join((*code.path, code.name)) for code in self.codes), "code")
        codes = {
            raw.key: Code(
                id_, raw.name, raw.path, raw.description, tuple(self.groups[raw.key]), Identity(raw.known)
            )
            for raw, id_ in zip(self.codes, ids, strict=True)
        }
        placed = _Cases(self)
        codings = []
        for coding in self.codings:
            if coding.code not in codes:
                self.left["unknown code"] += 1
            elif coding.source not in placed.ids:
                self.left["unknown source"] += 1
            else:
                codings.append(replace(coding, code=codes[coding.code].id, source=placed.source_of(coding)))
        self.left.update(placed.left)
        return CodedProject(
            tuple(codes.values()),
            placed.sources,
            tuple(codings),
            (),
            (*losses(self.left), *self.remarks),
            tuple(mind),
        )

    def _speakers(self) -> list[Text]:
        """Make cases of codes that mark speakers, and of turns in texts that nothing else divides; told."""
        self._code_cases()
        parted = Counter(
            key for case in self.cases for key in {key for key, span in case.parts if span is not None}
        )
        mind = []
        for source in self.sources:
            if not source.turns or parted[source.key] > 1:
                continue
            spoken: dict[str, Case] = {}
            for name, span in source.turns:
                case = spoken.setdefault(name, Case(name, known=name))
                case.parts.append((source.key, span))
            self.cases += spoken.values()
            mind.append(_told_turns(without_folder(source.name), spoken))
        return mind

    def _code_cases(self) -> None:
        """Codes that mark what a speaker says become cases; that of who asks goes."""
        coded: dict[str, set[str]] = defaultdict(set)
        for coding in self.codings:
            if coding.start is not None and not coding.measure:
                coded[coding.code].add(coding.source)
        spoken = {source.key: {name for name, _ in source.turns} for source in self.sources}
        cases = {
            code.key: Case(code.name, known=code.known)
            for code in self.codes
            if coded[code.key]
            and marks_speaker(
                code.name, code.path, {name for key in coded[code.key] for name in spoken.get(key, ())}
            )
        }
        for coding in self.codings:
            if coding.code in cases and coding.start is not None and coding.end is not None:
                cases[coding.code].parts.append((coding.source, (coding.start, coding.end)))
        self.codings = [coding for coding in self.codings if coding.code not in cases]
        self.codes = [code for code in self.codes if code.key not in cases]
        self.cases += [case for case in cases.values() if not asks(case.name)]
        self.left["case codes"] += len(cases)

    def _bounded(self) -> None:
        """`InputError` for more codes, or a longer name, than any real project has."""
        if len(self.codes) > MAX_CODES:
            raise too_many_codes(self.file)
        for code in self.codes:
            if len(code.name) + sum(map(len, code.path)) > MAX_NAME:
                raise too_long(self.file, code.name or code.path[-1])
        for source in self.sources:
            if len(source.name) > MAX_NAME:
                raise too_long(self.file, source.name)


def _told_turns(source: str, spoken: Iterable[str]) -> Text:
    listed = ", ".join(spoken)
    return Text(
        nl=f"{source} is verdeeld over wie er spreken, zoals hun beurten in de tekst beginnen: {listed}",
        en=f"{source} is divided over those who speak in it, as their turns in the text begin: {listed}",
    )


class _Cases:
    """The sources of a draft with the variables of their cases; divided where passages divide them."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.left: Counter[str] = Counter()
        self.names = names((without_folder(raw.name) for raw in draft.sources), "source")
        self.ids = {raw.key: name for raw, name in zip(draft.sources, self.names, strict=True)}
        self.whole: dict[str, list[Case]] = defaultdict(list)
        self.parts: dict[str, dict[int, list[Span]]] = defaultdict(lambda: defaultdict(list))
        self._sort_out()
        self.passages = {key: self._merged(key, parts) for key, parts in self.parts.items()}
        self.sources = tuple(self._made())

    def _sort_out(self) -> None:
        lengths = {raw.key: raw.length for raw in self.draft.sources}
        for number, case in enumerate(self.draft.cases):
            for key, span in case.parts:
                length = lengths.get(key)
                if span is None or (span[0] <= 0 and length is not None and span[1] >= length):
                    self.whole[key].append(case)
                else:
                    self.parts[key][number].append(span)
            self.left["cases"] += not any(key in self.ids for key, _ in case.parts)
        for key, parts in list(self.parts.items()):
            if len(parts) == 1 and not self.whole[key]:  # one respondent, and what the interviewer says
                self.whole[key].append(self.draft.cases[next(iter(parts))])
                del self.parts[key]

    def _merged(self, key: str, parts: dict[int, list[Span]]) -> dict[int, tuple[list[int], list[int]]]:
        """By case: the starts and the ends of its passages, sorted and without overlap."""
        if len(parts) > MAX_CASES:
            raise unusable(
                self.draft.file,
                nl=f"verdeelt de bron {self.ids.get(key, key)!r} over meer dan {MAX_CASES:,} cases",
                en=f"divides the source {self.ids.get(key, key)!r} over more than {MAX_CASES:,} cases",
            )
        merged = {}
        for number, spans in parts.items():
            starts: list[int] = []
            ends: list[int] = []
            for start, end in sorted(spans):
                if ends and start <= ends[-1]:
                    ends[-1] = max(ends[-1], end)
                else:
                    starts.append(start)
                    ends.append(end)
            merged[number] = (starts, ends)
        return merged

    def _made(self) -> Iterator[Source]:
        self.divided: dict[tuple[str, int], str] = {}
        taken = set(self.names)
        for raw, name in zip(self.draft.sources, self.names, strict=True):
            said = without_folder(raw.name) or name
            whole = _variables(raw, self.whole[raw.key])
            group = " + ".join(sorted(value for variable, value in whole if variable == SET_NAME))
            key = raw.known or f"#{name}"
            divided = raw.key in self.passages
            yield Source(name, said, whole, divided, identity=Identity(key, group, raw.words))
            around = [_as_group(case) for case in self.whole[raw.key]]
            for number in self.passages.get(raw.key, ()):
                case = self.draft.cases[number]
                (part,) = names([f"{name} / {case.name or number + 1}"], "")
                while part in taken:
                    part += " #2"
                taken.add(part)
                self.divided[raw.key, number] = part
                identity = Identity(f"{key}/{case.known or case.name or number + 1}", group)
                yield Source(part, part, _variables(raw, [case, *around]), within=name, identity=identity)

    def source_of(self, coding: Coding) -> str:
        """The id of the source of a coding, or of the case's part of it in which the coding lies."""
        passages = self.passages.get(coding.source)
        if not passages or coding.measure or coding.start is None or coding.end is None:
            return self.ids[coding.source]
        touched = [number for number, spans in passages.items() if _touches(spans, coding.start, coding.end)]
        if len(touched) == 1:
            return self.divided[coding.source, touched[0]]
        self.left["across cases"] += len(touched) > 1
        return self.ids[coding.source]


def _as_group(case: Case) -> Case:
    """A case of a whole source, as those who speak in it have it: its variables, and its name as a group."""
    return Case("", case.variables | ({(SET_NAME, case.name)} if case.name else set()))


def _touches(spans: tuple[list[int], list[int]], start: int, end: int) -> bool:
    """Whether a passage shares a character with one of these sorted spans."""
    starts, ends = spans
    last = bisect_right(starts, max(start, end - 1)) - 1
    return last >= 0 and ends[last] > start


def _variables(raw: RawSource, cases: Iterable[Case]) -> tuple[tuple[str, str], ...]:
    found = set(raw.variables)
    for case in cases:
        found |= case.variables
        if case.name:
            found.add((CASE_NAME, case.name))
    return tuple(sorted(found))
