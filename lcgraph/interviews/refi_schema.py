"""The schema of REFI-QDA exchange files (Project 1.0, Codebook 1.0) as tables, and the check against it.

Goes in: the elements of a file, one by one as a parser meets them. Comes out: the deviations, counted, with
the first one in words. They are not errors by themselves: every tool deviates somewhere, and the reader
refuses only what it cannot understand. Written after the standard REFI-QDA 1.5 (www.qdasoftware.org, MIT
licence), chapters 5.2 and 5.3; the schema files themselves are not part of this package.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lcgraph.say import Text

_SOURCE = "guid! name creatingUser creationDateTime modifyingUser modifiedDateTime"
_TEXT = f"{_SOURCE} richTextPath plainTextPath"
_MEDIA = f"{_SOURCE} path currentPath"
_AREA = f"{_SOURCE} firstX! firstY! secondX! secondY!"
_END = "Coding* NoteRef* VariableValue*"
_SELECTED = "Description? Coding* NoteRef*"
_VALUES = "TextValue BooleanValue IntegerValue FloatValue DateValue DateTimeValue"
_TEXT_SOURCE = (f"Description? PlainTextContent? PlainTextSelection* {_END}", _TEXT)
_REFERENCE = ("", "targetGUID!")
_CODE = ("Description? NoteRef* Code*", "guid! name! isCodable! color")
_SHARED: dict[str, tuple[str, str]] = {
    "Codes": ("Code+", ""),
    "Code": _CODE,
    "Sets": ("Set+", ""),
    "Description": ("", ""),
}

PROJECT: dict[str, tuple[str, str]] = _SHARED | {
    "Project": (
        "Users? CodeBook? Variables? Cases? Sources? Notes? Links? Sets? Graphs? Description? NoteRef*",
        "name! origin creatingUserGUID creationDateTime modifyingUserGUID modifiedDateTime basePath",
    ),
    "Users": ("User+", ""),
    "User": ("", "guid! name id"),
    "CodeBook": ("Codes", ""),
    "Cases": ("Case+", ""),
    "Case": ("Description? CodeRef* VariableValue* SourceRef* SelectionRef*", "guid! name"),
    "Variables": ("Variable+", ""),
    "Variable": ("Description?", "guid! name! typeOfVariable!"),
    "VariableValue": (f"VariableRef {'|'.join(_VALUES.split())}?", ""),
    "Set": ("Description? MemberCode* MemberSource* MemberNote*", "guid! name!"),
    "Sources": ("TextSource|PictureSource|PDFSource|AudioSource|VideoSource+", ""),
    "TextSource": _TEXT_SOURCE,
    "Note": _TEXT_SOURCE,
    "Representation": _TEXT_SOURCE,
    "TextDescription": _TEXT_SOURCE,
    "PlainTextContent": ("", ""),
    "PlainTextSelection": (_SELECTED, f"{_SOURCE} startPosition! endPosition!"),
    "PictureSource": (f"Description? TextDescription? PictureSelection* {_END}", _MEDIA),
    "PictureSelection": (_SELECTED, _AREA),
    "PDFSource": (f"Description? PDFSelection* Representation? {_END}", _MEDIA),
    "PDFSelection": ("Description? Representation? Coding* NoteRef*", f"{_AREA} page!"),
    "AudioSource": (f"Description? Transcript* AudioSelection* {_END}", _MEDIA),
    "AudioSelection": (_SELECTED, f"{_SOURCE} begin! end!"),
    "VideoSource": (f"Description? Transcript* VideoSelection* {_END}", _MEDIA),
    "VideoSelection": (_SELECTED, f"{_SOURCE} begin! end!"),
    "Transcript": ("Description? PlainTextContent? SyncPoint* TranscriptSelection* NoteRef*", _TEXT),
    "TranscriptSelection": (_SELECTED, f"{_SOURCE} fromSyncPoint toSyncPoint"),
    "SyncPoint": ("", "guid! timeStamp position"),
    "Coding": ("CodeRef NoteRef*", "guid! creatingUser creationDateTime"),
    "Graphs": ("Graph+", ""),
    "Graph": ("Vertex* Edge*", "guid! name"),
    "Vertex": ("", "guid! representedGUID name firstX! firstY! secondX secondY shape color"),
    "Edge": ("", "guid! representedGUID name sourceVertex! targetVertex! color direction lineStyle"),
    "Notes": ("Note+", ""),
    "Links": ("Link+", ""),
    "Link": ("NoteRef*", "guid! name direction color originGUID targetGUID"),
    **dict.fromkeys(("NoteRef", "CodeRef", "SourceRef", "SelectionRef", "VariableRef"), _REFERENCE),
    **dict.fromkeys(("MemberCode", "MemberSource", "MemberNote"), _REFERENCE),
    **dict.fromkeys(_VALUES.split(), ("", "")),
}
"""By element of a project: children in order (`?` `*` `+` as in a DTD), and attributes (`!` required)."""

CODEBOOK: dict[str, tuple[str, str]] = _SHARED | {
    "CodeBook": ("Codes Sets?", "origin"),
    "Code": ("Description? Code*", "guid! name! isCodable! color"),
    "Set": ("Description? MemberCode*", "guid! name!"),
    "MemberCode": ("", "guid!"),
}
"""The same for a code book."""

_DATE_TIME = re.compile(r"-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?")
_GUID = re.compile(r"(\{)?[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(?(1)\}|)")
_INTEGER = re.compile(r"[+-]?\d+")
_TYPES: dict[str, re.Pattern[str]] = {
    **dict.fromkeys(
        [
            "guid",
            "targetGUID",
            "originGUID",
            "representedGUID",
            "creatingUser",
            "modifyingUser",
            "creatingUserGUID",
            "modifyingUserGUID",
            "fromSyncPoint",
            "toSyncPoint",
            "sourceVertex",
            "targetVertex",
        ],
        _GUID,
    ),
    **dict.fromkeys(["creationDateTime", "modifiedDateTime"], _DATE_TIME),
    **dict.fromkeys(
        [
            "startPosition",
            "endPosition",
            "firstX",
            "firstY",
            "secondX",
            "secondY",
            "page",
            "begin",
            "end",
            "timeStamp",
            "position",
        ],
        _INTEGER,
    ),
    "color": re.compile(r"#([0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})"),
    "isCodable": re.compile(r"true|false|0|1"),
    "typeOfVariable": re.compile(r"Text|Boolean|Integer|Float|Date|DateTime"),
    "direction": re.compile(r"Associative|OneWay|Bidirectional"),
    "lineStyle": re.compile(r"dotted|dashed|solid"),
    "shape": re.compile(r"Person|Oval|Rectangle|RoundedRectangle|Star|(Left|Right|Up|Down)Triangle|Note"),
}


@dataclass(frozen=True)
class _Step:
    """One place in the order of an element's children: which names, whether needed, whether repeatable."""

    names: frozenset[str]
    needed: bool
    many: bool


@dataclass(frozen=True)
class _Rule:
    steps: tuple[_Step, ...]
    attributes: frozenset[str]
    required: frozenset[str]


def _rule(children: str, attributes: str) -> _Rule:
    steps = tuple(
        _Step(
            frozenset(step.rstrip("?*+").split("|")), not step.endswith(("?", "*")), step.endswith(("*", "+"))
        )
        for step in children.split()
    )
    names = attributes.split()
    return _Rule(
        steps,
        frozenset(name.rstrip("!") for name in names),
        frozenset(name[:-1] for name in names if name.endswith("!")),
    )


@dataclass
class _Open:
    """An element that is open: its rule, the place its children have reached, and what was met there."""

    name: str
    rule: _Rule | None
    step: int = 0
    met: int = 0


@dataclass
class Check:
    """A file held against the tables, element by element: `start` and `end` in the order of the file."""

    tables: Mapping[str, tuple[str, str]]
    deviations: int = 0
    first: tuple[int, Text] | None = None
    _open: list[_Open] = field(default_factory=list)
    _rules: dict[str, _Rule] = field(default_factory=dict)

    def start(self, name: str, attributes: Mapping[str, str], line: int) -> None:
        """An element begins."""
        if self._open:
            self._child(self._open[-1], name, line)
        if name in self.tables and name not in self._rules:
            self._rules[name] = _rule(*self.tables[name])
        rule = self._rules.get(name)
        if rule is None:
            self._tell(line, en=f"element {name[:60]!r}", nl=f"element {name[:60]!r}", unknown=True)
        else:
            self._attributes(rule, name, attributes, line)
        self._open.append(_Open(name, rule))

    def end(self, line: int) -> None:
        """The element that was opened last ends."""
        ended = self._open.pop()
        for index, step in enumerate(ended.rule.steps[ended.step :] if ended.rule else ()):
            if step.needed and not (index == 0 and ended.met):
                names = " / ".join(sorted(step.names))
                self._tell(line, en=f"{ended.name} without {names}", nl=f"{ended.name} zonder {names}")

    def _child(self, parent: _Open, name: str, line: int) -> None:
        if parent.rule is None:
            return
        steps = parent.rule.steps
        for index in range(parent.step, len(steps)):
            again = index == parent.step and parent.met > 0
            if name in steps[index].names and (steps[index].many or not again):
                parent.met = parent.met + 1 if index == parent.step else 1
                parent.step = index
                return
        self._tell(
            line,
            en=f"{name[:60]} at this place in {parent.name}",
            nl=f"{name[:60]} op deze plaats in {parent.name}",
        )

    def _attributes(self, rule: _Rule, name: str, attributes: Mapping[str, str], line: int) -> None:
        for needed in rule.required:
            if needed not in attributes:
                self._tell(
                    line,
                    en=f"{name} without the attribute {needed}",
                    nl=f"{name} zonder het attribuut {needed}",
                )
        for attribute, value in attributes.items():
            if " " in attribute:  # of another namespace, such as xsi:schemaLocation
                continue
            wanted = _TYPES.get(attribute)
            if attribute not in rule.attributes:
                self._tell(
                    line,
                    nl=f"attribuut {attribute[:60]} van {name}",
                    en=f"attribute {attribute[:60]} of {name}",
                    unknown=True,
                )
            elif wanted and not wanted.fullmatch(value.strip()):
                self._tell(
                    line,
                    en=f"the value of {attribute} of {name} is malformed",
                    nl=f"de waarde van {attribute} van {name} heeft de verkeerde vorm",
                )

    def _tell(self, line: int, *, nl: str, en: str, unknown: bool = False) -> None:
        self.deviations += 1
        if self.first is None:
            self.first = (
                line,
                Text(nl=f"onbekend {nl}" if unknown else nl, en=f"unknown {en}" if unknown else en),
            )

    def told(self) -> tuple[Text, ...]:
        """Nothing for a valid file, else how many deviations there are and which is the first."""
        if self.first is None:
            return ()
        line, what = self.first
        count = self.deviations
        return (
            Text(
                nl=f"{count} {'afwijking' if count == 1 else 'afwijkingen'} van het REFI-QDA-schema, "
                f"zonder gevolg voor het lezen; de eerste op regel {line}: {what.nl}",
                en=f"{count} {'deviation' if count == 1 else 'deviations'} from the REFI-QDA schema, "
                f"without consequence for the reading; the first on line {line}: {what.en}",
            ),
        )
