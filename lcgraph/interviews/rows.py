"""The respondents and mentions that one project holds, as rows of a study folder, and what was not taken."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from lcgraph.dates import day
from lcgraph.intake import Intake
from lcgraph.interviews.folder import Folder
from lcgraph.interviews.guesses import MARKS, value_of
from lcgraph.interviews.level_phase import placed, values_around
from lcgraph.interviews.likeness import plain
from lcgraph.interviews.listing import rows_of
from lcgraph.interviews.mapping import OUT, CodeRow, Mappings, SourceRow, confirmed, left_out
from lcgraph.interviews.project import CodedProject, Coding
from lcgraph.say import Place, Problems, many
from lcgraph.schemes import Schemes
from lcgraph.study.model import Attribute
from lcgraph.study.tables import MAX_CELL, Row
from lcgraph.study.values import values

_TOLD = {
    "level": ("een niveau", "a level"),
    "phase": ("een fase", "a phase"),
    "segment": ("een fragment", "a segment"),
    "coder": ("een codeur", "a coder"),
    "coded_on": ("een datum", "a day"),
}
"""What a coding may tell beside respondent and motive, in both languages."""


def respondent_rows(
    name: str, project: CodedProject, mappings: Mappings, folder: Folder
) -> list[dict[str, str]]:
    """The respondents of a project in the order of its sources, also those without a coding."""
    _, sources = rows_of(mappings, project)
    variables = {source.id: dict(source.variables) for source in project.sources}
    rows: dict[str, dict[str, str]] = {}
    for id_, row in sources.items():
        if confirmed(row) and not left_out(row):
            made = rows.setdefault(
                row.respondent,
                {"id": row.respondent, "case": row.case, "role": row.role, "imported_from": name},
            )
            said = variables.get(id_, {})
            for column, cell in (
                *_columns(said, folder.known.schemes),
                *_attributes(said, folder.attributes),
            ):
                made.setdefault(column, cell)
    return list(rows.values())


def _columns(variables: Mapping[str, str], schemes: Schemes) -> Iterator[tuple[str, str]]:
    """What variables with the names of our columns tell of a respondent, where it can stand there."""
    if organisation := variables.get("organisation"):
        yield "organisation", organisation
    if on := day(variables.get("interviewed_on", "")):
        yield "interviewed_on", on
    not_asked = variables.get("motives_not_asked", "")
    if not_asked and all(schemes.get("motive", each) for each in not_asked.split()):
        yield "motives_not_asked", not_asked


def _attributes(variables: Mapping[str, str], attributes: Iterable[Attribute]) -> Iterator[tuple[str, str]]:
    """What variables with the code or label of an attribute tell, where it is of the declared type."""
    told = {plain(name): value for name, value in variables.items()}
    for attribute in attributes:
        column, label = attribute.code.lower(), attribute.label
        for name, lang in ((attribute.code, "en"), (label.en, "en"), (label.nl, "nl")):
            cell = told.get(plain(name), "") if name else ""
            place = f"{column}_{lang}" if attribute.type == "text" else column
            if cell and values(Row(Place(""), {place: cell}, Problems()), [attribute]):
                yield place, cell
                break


def mention_rows(
    name: str, project: CodedProject, mappings: Mappings, folder: Folder, intake: Intake
) -> list[dict[str, str]]:
    """The codings of which both code and source are confirmed; the others are counted.

    A level or phase is the coding's own, else that of a code at its place (in the text of all who speak in
    it), of its code, of its source.
    """
    codes, sources = rows_of(mappings, project)
    schemes = folder.known.schemes
    names = {source.id: source.name for source in project.sources}
    taken: list[tuple[Coding, CodeRow, SourceRow]] = []
    marking: list[tuple[Coding, CodeRow]] = []
    bare: list[tuple[Coding, SourceRow]] = []
    within = {source.id: source.within or source.id for source in project.sources}
    lost = out = 0
    for coding in project.codings:
        code, source = codes.get(coding.code), sources.get(coding.source)
        if code is not None and confirmed(code) and code.marks:
            marking.append((replace(coding, source=within[coding.source]), code))
        elif code is None or source is None or not (confirmed(code) and confirmed(source)):
            lost += 1
        elif left_out(code) or left_out(source):
            out += 1
            if not left_out(source):
                bare.append((coding, source))
        else:
            taken.append((coding, code, source))
    unknown: Counter[str] = Counter()
    spoken = [replace(coding, source=within[coding.source]) for coding, _, _ in taken]
    levels, phases = (_values_at(name, scheme, spoken, marking, intake) for scheme in MARKS)
    rows = [
        {
            "respondent": source.respondent,
            "motive": motive,
            "level": _value("level", coding.level, schemes, unknown) or level or code.level,
            "phase": _value("phase", coding.phase, schemes, unknown) or phase or code.phase or source.phase,
            "imported_from": name,
            **_as_written(coding, names.get(coding.source, "")),
        }
        for (coding, code, source), level, phase in zip(taken, levels, phases, strict=True)
        for motive in code.motives
    ]
    bare = _read_by_several(bare, [(coding, source) for coding, _, source in taken])
    for coding in project.read:
        source = sources.get(coding.source)
        if source is not None and confirmed(source) and not left_out(source):
            bare.append((coding, source))
    rows += [
        {
            "respondent": source.respondent,
            "motive": OUT,
            "imported_from": name,
            **_as_written(coding, names.get(coding.source, "")),
        }
        for coding, source in bare
    ]
    cut = sum(max(len(coding.segment), len(coding.note)) > MAX_CELL for coding, _, _ in taken)
    _tell_codings(name, lost, out, cut, unknown, intake)
    codings = [row for row in rows if row["motive"] != OUT]
    _tell_silent(name, codings, intake)
    _tell_poorer(name, codings, folder, intake)
    _tell_read(name, len(rows) - len(codings), intake)
    return rows


def _read_by_several(
    bare: Iterable[tuple[Coding, SourceRow]], taken: Iterable[tuple[Coding, SourceRow]]
) -> list[tuple[Coding, SourceRow]]:
    """Codings that stand for no motive, of respondents whom several coders read."""
    listed = [(coding, source) for coding, source in bare if coding.coder]
    readers: dict[str, set[str]] = defaultdict(set)
    for coding, source in (*listed, *taken):
        readers[source.respondent] |= {coding.coder} - {""}
    return [(coding, source) for coding, source in listed if len(readers[source.respondent]) > 1]


def _values_at(
    name: str,
    scheme: str,
    codings: Sequence[Coding],
    marking: Sequence[tuple[Coding, CodeRow]],
    intake: Intake,
) -> list[str]:
    """The level or phase of each coding that a code at its place says, or ""."""
    said = [(coding, value) for coding, row in marking if (value := getattr(row, scheme))]
    if not said:
        return [""] * len(codings)
    nowhere = sum(not placed(coding) for coding, _ in said)
    values, idle = values_around(codings, said)
    nl, en = {"level": ("niveau", "level"), "phase": ("fase", "phase")}[scheme]
    found, several = sum(len(each) == 1 for each in values), sum(len(each) > 1 for each in values)
    intake.tell(
        "done",
        nl=f"{name}: {many(found, 'codering heeft', 'coderingen hebben')} de {nl} van een code op "
        "dezelfde plaats",
        en=f"{name}: {many(found, 'coding has', 'codings have')} the {en} of a code at the same place",
    )
    if several:
        intake.tell(
            "left",
            nl=f"{name}: {many(several, 'codering', 'coderingen')} met meer dan één {nl} op dezelfde "
            "plaats: zonder overgenomen",
            en=f"{name}: {many(several, 'coding', 'codings')} with more than one {en} at the same place: "
            "taken over without it",
        )
    if nowhere:
        intake.tell(
            "left",
            nl=f"{name}: {many(nowhere, 'codering', 'coderingen')} van een {nl} zonder plaats in het "
            "bestand: bij welk motief ze horen is niet te zeggen",
            en=f"{name}: {many(nowhere, 'coding', 'codings')} of a {en} without a place in the file: to "
            "which motive they belong cannot be told",
        )
    if idle := idle - nowhere:
        intake.tell(
            "left",
            nl=f"{name}: {many(idle, 'codering', 'coderingen')} van een {nl} waar geen motief van "
            "dezelfde codeur is overgenomen",
            en=f"{name}: {many(idle, 'coding', 'codings')} of a {en} where no motive of the same "
            "coder is taken over",
        )
    return [next(iter(each)) if len(each) == 1 else "" for each in values]


def _tell_silent(name: str, rows: Sequence[Mapping[str, str]], intake: Intake) -> None:
    """Say what a project tells of none of its codings: its program cannot, or nobody noted it."""
    lacking = [words for column, words in _TOLD.items() if not any(row[column] for row in rows)]
    if rows and lacking:
        intake.tell(
            "left",
            nl=f"{name}: bij geen enkele codering staat {', '.join(nl for nl, _ in lacking)}",
            en=f"{name}: no coding tells {', '.join(en for _, en in lacking)}",
        )


def _tell_read(name: str, read: int, intake: Intake) -> None:
    if read:
        intake.tell(
            "done",
            nl=f"{name}: {many(read, 'passage', 'passages')} gelezen zonder motief, voor lcgraph agreement",
            en=f"{name}: {many(read, 'passage', 'passages')} read without a motive, for lcgraph agreement",
        )


def _tell_poorer(name: str, rows: Sequence[Mapping[str, str]], folder: Folder, intake: Intake) -> None:
    """Warn when the rows that are replaced told what none of the new ones tells."""
    old = [row for row in folder.tables["mentions.csv"].rows if row.get("imported_from") == name]
    poorer = [
        words
        for column, words in _TOLD.items()
        if rows and any(row.get(column) for row in old) and not any(row[column] for row in rows)
    ]
    if poorer:
        intake.tell(
            "warning",
            nl=f"{name}: de vervangen rijen hadden {', '.join(nl for nl, _ in poorer)}, deze niet: "
            "ging er "
            "bij het exporteren iets verloren, exporteer en importeer dan opnieuw",
            en=f"{name}: the rows replaced had {', '.join(en for _, en in poorer)}, these do not: if "
            "something was lost in the export, export and import again",
        )


def _tell_codings(name: str, lost: int, out: int, cut: int, unknown: Counter[str], intake: Intake) -> None:
    def tell(count: int, *, nl: str, en: str, names: Iterable[str] = ()) -> None:
        if count:
            intake.tell(
                "left",
                nl=f"{name}: {many(count, 'codering', 'coderingen')} {nl}",
                en=f"{name}: {many(count, 'coding', 'codings')} {en}",
                names=names,
            )

    tell(
        lost,
        nl="van codes of bronnen die nog nergens voor staan",
        en="of codes or sources that stand for nothing yet",
    )
    tell(out, nl="weggelaten zoals u besloot", en="left out as you decided")
    tell(cut, nl=f"met een segment of notitie afgebroken na {MAX_CELL} tekens",
         en=f"with a segment or note broken off after {MAX_CELL} characters")  # fmt: skip
    tell(
        unknown.total(),
        nl="met een niveau of fase die niet bestaat: zonder overgenomen",
        en="with a level or phase that does not exist: taken over without it",
        names=[f"{value} ({count})" for value, count in unknown.items()],
    )


def _value(scheme: str, written: str, schemes: Schemes, unknown: Counter[str]) -> str:
    """The code of a level or phase written as code or label; an unknown one is counted."""
    value = value_of(scheme, written, schemes) if written else ""
    if written and not value:
        unknown[f"{scheme} {written[:60]}"] += 1
    return value


def _as_written(coding: Coding, source: str) -> dict[str, str]:
    """The cells of a mention that are as the project has them."""
    return {
        "segment": coding.segment[:MAX_CELL],
        "source": coding.document or source,
        "coder": coding.coder,
        "coded_on": coding.coded_on,
        "note": coding.note[:MAX_CELL],
    }
