"""References of other files into the `references.bib` of a study, one by one.

A reference that is a work of the list (`lcgraph.literature.doubles`) completes it with what it lacks. Where
values differ, the one that is there stays, and both are told. What a person wrote stays as it is: new entries
come after it, and an entry that a file completes gets more fields at its end.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from lcgraph.intake import Intake
from lcgraph.literature.bibtex import entry_text, with_fields
from lcgraph.literature.cleaning import FIELDS
from lcgraph.literature.doubles import Alike, against, differs, doi_of_another, enough
from lcgraph.literature.entries import PUBLISHERS, Entry, plain_fields
from lcgraph.literature.keys import Keys, is_citekey
from lcgraph.literature.latex import decode, verbatim
from lcgraph.literature.model import Work
from lcgraph.literature.names import names
from lcgraph.literature.references import read_entries
from lcgraph.literature.works import REFERENCES, work_of
from lcgraph.say import Problems, Text, many
from lcgraph.schemes import is_code, is_example

_ANYWHERE: Final = frozenset(("author", "editor", "year", "doi", "url", "eprint", "eprinttype"))
"""What an entry may get from one of another type; a journal in a book would be none of it."""


@dataclass
class _Held:
    """A work of the list: as it stands there (`raw`), or new; `more` are the fields that files add."""

    entry: Entry
    work: Work
    new: bool = False
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


class ReferenceList:
    """The works of a `references.bib`, to which entries of other files come one by one.

    `cited` are keys that the study cites: a work has one of them only when its own file gives it.
    """

    def __init__(self, text: str, problems: Problems, *, cited: Collection[str] = ()) -> None:
        self.old = text
        self.newline = "\r\n" if "\r\n" in text else "\n"
        self.held: list[_Held] = []
        self.by_doi: dict[str, _Held] = {}
        self.alike: Alike[_Held] = Alike()
        self.new: list[_Held] = []
        self.merges: list[_Merge] = []
        self.doubts: list[Text] = []
        self.renamed: list[str] = []
        self.examples = []
        for entry, work in read_entries(text, problems):
            if is_example(work.key):
                self.examples.append(entry)
            else:
                self._put(_Held(entry, work))
        self.keys = Keys([*(held.work.key for held in self.held), *(entry.key for entry in self.examples)])
        self.own: set[str] = set()
        self.cited = frozenset(cited)
        self.reserve(())

    def reserve(self, keys: Iterable[str]) -> None:
        """Keep the keys that a file gives, and those that are cited, for the works whose own they are."""
        wanted = {key for key in keys if is_citekey(key)} | {key for key in self.cited if is_code(key)}
        self.own |= wanted - self.keys.taken
        self.keys.taken |= wanted

    def _put(self, held: _Held) -> None:
        self.held.append(held)
        if held.work.doi:
            self.by_doi.setdefault(held.work.doi, held)
        self.alike.add(held.work, held)

    def take(self, where: Text, entry: Entry, work: Work) -> str:
        """A new work, or one that is there already; the key that it has in the list."""
        same = self.by_doi.get(work.doi) if work.doi else None
        if same and doi_of_another(same.work, work):
            self._doubt(where, same.work, work)
            fields = {name: value for name, value in entry.fields.items() if name != "doi"}
            entry, work, same = replace(entry, fields=fields), replace(work, doi=""), None
        if same:
            self._merge(where, same, entry, work, Text(nl="zelfde DOI", en="same DOI"))
            return same.work.key
        alike = self.alike.to(work)
        held = next((held for held in alike if not _apart(held, entry, work)), None)
        if held:
            by = Text(nl="zelfde titel en jaar", en="same title and year")
            if held.work.year != work.year:
                by = Text(
                    nl="zelfde titel, een van de twee zonder jaar",
                    en="same title, one of the two without a year",
                )
            self._merge(where, held, entry, work, by)
            return held.work.key
        return self._add(where, entry, work, alike)

    def _add(self, where: Text, entry: Entry, work: Work, alike: Iterable[_Held]) -> str:
        """A work that is not in the list, under its own key where that can be; the key."""
        key = entry.key if entry.key in self.own else self.keys.new(work)
        self.own.discard(key)
        self._renamed(entry.key, key)
        held = _Held(replace(entry, key=key, raw=""), replace(work, key=key), new=True)
        self._put(held)
        self.new.append(held)
        namesake = next((other for other in alike if other.work.year == work.year), None)
        if namesake and (why := _apart(namesake, entry, work)):
            self.doubts.append(
                Text(
                    nl=f"{where.nl}: {key} heeft titel en jaar van {namesake.work.key} maar {why.nl}: "
                    "apart gehouden",
                    en=f"{where.en}: {key} has title and year of {namesake.work.key} but {why.en}: "
                    "kept apart",
                )
            )
        return key

    def _doubt(self, where: Text, held: Work, work: Work) -> None:
        """Tell that two references share a DOI and nothing else: one of the two has the DOI of another."""
        self.doubts.append(
            Text(
                nl=f"{where.nl} heeft de DOI van {held.key}, maar titel en auteurs verschillen: "
                "apart gehouden, zonder DOI; controleer hem",
                en=f"{where.en} has the DOI of {held.key}, but title and authors differ: "
                "kept apart, without the DOI; check it",
            )
        )

    def _renamed(self, old: str, key: str) -> None:
        if old and old != key:
            self.own.discard(old)
            self.renamed.append(f"{old} → {key}")

    def _merge(self, where: Text, held: _Held, entry: Entry, work: Work, by: Text) -> None:
        """Complete a work with what it lacks; what differs stays as it is and is told."""
        there, given = plain_fields(held.entry) | held.more, entry.fields
        same_kind = held.work.kind == work.kind
        added = {}
        differing = []
        if not (same_kind or "document" in (held.work.kind, work.kind)):
            differing.append(_differing("type", held.entry.type, entry.type))
        for name, value in given.items():
            if name in there or _said_otherwise(name, there):
                if name in there and differs(name, there[name], value):
                    differing.append(_differing(name, _shown(name, there[name]), _shown(name, value)))
            elif (same_kind or name in _ANYWHERE) and _fits(name, held.work, work):
                added[name] = value
        held.more |= added
        if added:
            held.work = _completed(held)
            if held.work.doi:
                self.by_doi.setdefault(held.work.doi, held)
            self.alike.add(held.work, held)
        self._renamed(entry.key, held.work.key)
        self.merges.append(_Merge(where, held.work.key, by, not held.new, tuple(added), tuple(differing)))

    # -- telling and writing

    def tell(self, intake: Intake) -> None:
        """What came, what was merged with what, and what is in doubt."""
        if self.new:
            intake.tell(
                "done",
                nl=f"{many(len(self.new), 'nieuw werk', 'nieuwe werken')} in {REFERENCES}",
                en=f"{many(len(self.new), 'new work', 'new works')} in {REFERENCES}",
                names=[held.work.key for held in self.new],
            )
        silent = [merge for merge in self.merges if merge.there and not (merge.added or merge.differing)]
        if silent:
            keys = list(dict.fromkeys(merge.key for merge in silent))
            intake.tell(
                "done",
                nl=f"{many(len(keys), 'werk stond', 'werken stonden')} er al, met dezelfde gegevens",
                en=f"{many(len(keys), 'work was', 'works were')} there already, with the same data",
                names=keys,
            )
        for merge in self.merges:
            if merge not in silent:
                told = _merged(merge)
                intake.tell("done", nl=told.nl, en=told.en)
        if self.renamed:
            intake.tell(
                "done",
                nl="andere sleutels dan in het bestand (oud → nieuw): pas aan wat ernaar verwijst",
                en="other keys than in the file (old → new): change what refers to them",
                names=self.renamed,
            )
        for doubt in self.doubts:
            intake.tell("warning", nl=doubt.nl, en=doubt.en)

    def text(self, intake: Intake) -> str:
        """The list as it becomes; the same text when nothing is new."""
        text, at = self.old, 0
        pieces: list[str] = []
        changes = [(held.entry, with_fields(held.entry.raw, held.more, self.newline))
                   for held in self.held if held.entry.raw and held.more]  # fmt: skip
        if self.new and self.examples:
            changes += [(entry, "") for entry in self.examples]
            intake.tell(
                "done",
                nl=f"{REFERENCES}: het voorbeeld is weggehaald",
                en=f"{REFERENCES}: the example was removed",
            )
        for entry, piece in sorted(changes, key=lambda change: change[0].line):
            start = text.index(entry.raw, at)
            pieces += [text[at:start], piece]
            at = start + len(entry.raw)
        body = "".join(pieces) + text[at:]
        fresh = [
            entry_text(held.entry.type, held.work.key, _in_order(held), self.newline) for held in self.new
        ]
        if not fresh:
            return body
        gap = self.newline * 2
        before = body.rstrip() + gap if body.strip() else ""
        return before + gap.join(fresh) + self.newline


def _apart(held: _Held, entry: Entry, work: Work) -> Text | None:
    """Why a reference with the title of a work of the list is not that work; None when it is."""
    if why := against(held.work, work):
        return why
    fields = plain_fields(held.entry)
    if enough(held.work, work) or (
        all(name in fields and not differs(name, fields[name], value) for name, value in entry.fields.items())
        and len(entry.fields) == len([name for name in FIELDS if fields.get(name)])
    ):
        return None
    return Text(nl="er is te weinig dat overeenkomt", en="too little agrees")


def _in_order(held: _Held) -> dict[str, str]:
    fields = held.entry.fields | held.more
    return {name: fields[name] for name in FIELDS if name in fields}


def _completed(held: _Held) -> Work:
    """The work of an entry with what files added to it."""
    return work_of(replace(held.entry, fields=held.entry.fields | held.more, key=held.work.key))


def _said_otherwise(name: str, there: Mapping[str, str]) -> bool:
    """Whether the list says under another name what a field says: a publisher as institution."""
    return name in PUBLISHERS and any(there.get(other) for other in PUBLISHERS)


def _fits(name: str, one: Work, other: Work) -> bool:
    """Whether a field can be added: identifiers of people count their places in the same list."""
    role = name.partition("+an:")[0]
    if role == name:
        return True
    lists = [
        [agent.slug for agent in (work.authors if role == "author" else work.editors)]
        for work in (one, other)
    ]
    return lists[0] == lists[1] or not lists[0]


def _shown(name: str, value: str) -> str:
    """A value for people: names as they are read, everything else decoded."""
    if name in ("author", "editor"):
        found = names(value)
        return "; ".join([agent.name for agent in found.agents] + ["et al."] * found.others)
    return verbatim(value) if name in ("doi", "url") else decode(value)


def _differing(name: str, there: str, given: str) -> Text:
    return Text(nl=f"{name} {there!r} (nieuw: {given!r})", en=f"{name} {there!r} (new: {given!r})")


def _merged(merge: _Merge) -> Text:
    nl = f"{merge.where.nl} is {merge.key} ({merge.by.nl})"
    en = f"{merge.where.en} is {merge.key} ({merge.by.en})"
    if merge.added:
        nl += f"; aangevuld met {', '.join(merge.added)}"
        en += f"; completed with {', '.join(merge.added)}"
    if merge.differing:
        nl += "; blijft staan: " + "; ".join(text.nl for text in merge.differing)
        en += "; stays as it was: " + "; ".join(text.en for text in merge.differing)
    return Text(nl=nl, en=en)
