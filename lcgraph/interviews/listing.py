"""The tables of codes and sources with everything in them that projects hold, new ones with a guess.

A row is found again by what its program knows it by (`lcgraph.interviews.identity`). Where it cannot be told
which of some rows a source is, it gets a row of its own that stands for nobody yet; a code in doubt gets a
guess.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from lcgraph.interviews.guesses import (
    case_of,
    cluster_of,
    free_number,
    mark_of,
    motive_above,
    motive_of,
    motives_of,
    no_interview,
    person_of,
    phase_of,
    role_of,
    written_by_us,
)
from lcgraph.interviews.identity import UNKNOWN, Identity, find, renewed
from lcgraph.interviews.likeness import plain
from lcgraph.interviews.mapping import (
    ABOVE,
    OUT,
    SOURCES_CSV,
    CodeRow,
    Mappings,
    SourceRow,
    above_of,
    confirmed,
)
from lcgraph.interviews.project import Code, CodedProject, Source
from lcgraph.interviews.speakers import asks
from lcgraph.say import Text, few
from lcgraph.schemes import Schemes

_R = TypeVar("_R", CodeRow, SourceRow)


@dataclass(frozen=True)
class Named:
    """A code or source of a project as the tables name it, and by what its program knows it."""

    id: str
    label: str
    identity: Identity = UNKNOWN


def named_code(code: Code) -> Named:
    """A code with its ancestors: `Capital > Network`."""
    label = _line(" > ".join((*code.path, code.name))) or _line(code.id)
    return Named(_line(code.id), label, code.identity)


def named_source(source: Source) -> Named:
    """A source by its name."""
    return Named(_line(source.id), _line(source.name) or _line(source.id), source.identity)


def _line(text: str) -> str:
    return " ".join(text.replace("\x00", "").split())


# ---- The tables with everything in them


@dataclass(frozen=True)
class Known:
    """What a guess may be a guess of: the schemes, with the cases and motives of the study among them, and
    its respondents with case and role.
    """

    schemes: Schemes
    respondents: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def extended(
    mappings: Mappings, projects: Sequence[CodedProject], known: Known, *, propose: bool = False
) -> Mappings:
    """The tables with every code and source of these projects: counted over all, new ones with a guess.

    A guess at a source that nobody touched is completed: the study may know more cases by now. With `propose`
    a code that is like no motive is guessed to be a motive of the study's own.
    """
    for project in projects:
        mappings = _listed(mappings, project, known, propose)
    return _counted(replace(mappings, codes=tuple(_below(mappings.codes))), projects)


def _below(rows: Sequence[CodeRow]) -> Iterator[CodeRow]:
    """The rows, each as a row above says of all below it; else with the motive of one above as its guess.

    What a person said of a code itself goes first. A code that is settled by a row above follows it.
    """
    said = {row.label: row.motive for row in rows if confirmed(row) and row.motive != OUT}
    covering = {row.label: row for row in rows if row.covers}
    for row in rows:
        follows = row.guess.endswith(ABOVE) and row.guess.removesuffix(ABOVE) in row.answers
        if row.guess.endswith(ABOVE):
            row = replace(row, guess=f"{row.answers[0]}?" if follows else "")
        above = above_of(row.label)
        if not confirmed(row) and (over := next((each for each in above if each in covering), "")):
            yield _covered(row, covering[over])
            continue
        if not row.motive and not row.guess and (over := next((each for each in above if each in said), "")):
            row = replace(row, motive=said[over], guess=f"{said[over]}?")
        yield row


def _covered(row: CodeRow, over: CodeRow) -> CodeRow:
    """A row that says what the one over it says of all below."""
    row = replace(
        row,
        motive=over.motive,
        level=over.level,
        phase=over.phase,
        cluster=row.cluster if over.motive == OUT else over.cluster,
    )
    return replace(row, guess=f"{row.answers[0]}{ABOVE}")


def _counted(mappings: Mappings, projects: Sequence[CodedProject]) -> Mappings:
    """The same with the codings of all these projects counted; what is in none of them keeps its counts."""
    codings: Counter[int] = Counter()
    people: dict[int, set[int]] = {}
    met: set[int] = set()
    for project in projects:
        codes, sources = rows_of(mappings, project)
        met |= {id(row) for rows in (codes, sources) for row in rows.values()}
        for coding in project.codings:
            code, source = codes.get(coding.code), sources.get(coding.source)
            codings[id(code)] += 1
            codings[id(source)] += 1
            people.setdefault(id(code), set()).add(id(source))
    return replace(
        mappings,
        codes=tuple(
            replace(row, codings=codings[id(row)], respondents=len(people.get(id(row), ())))
            if id(row) in met
            else row
            for row in mappings.codes
        ),
        sources=tuple(
            replace(row, codings=codings[id(row)]) if id(row) in met else row for row in mappings.sources
        ),
    )


def _listed(mappings: Mappings, project: CodedProject, known: Known, propose: bool) -> Mappings:
    """The tables with every code and source of one project, under the ids that it has there."""
    taken: dict[str, set[str]] = {respondent: set() for respondent in known.respondents}
    for row in mappings.sources:
        taken.setdefault(row.respondent, set()).add(row.phase)

    coded = {coding.source for coding in project.codings}
    asked: list[Text] = []

    def new_source(source: Source, name: Named, doubts: Sequence[SourceRow]) -> SourceRow:
        if doubts:
            asked.append(_asked(name, doubts))
            return SourceRow(name.id, name.label, _variables(source))
        row = _guessed_source(source, name, known, taken, coded=source.id in coded)
        taken.setdefault(row.respondent, set()).add(row.phase)
        return row

    motives = {*known.schemes.codes("motive"), *(row.motive for row in mappings.codes)}
    slugs = Counter(_slug(code.name) for code in project.codes)
    motives |= {slug for slug, count in slugs.items() if count > 1}

    def new_code(code: Code, name: Named, doubts: Sequence[CodeRow]) -> CodeRow:
        row = _guessed_code(code, name, known, motives if propose else None)
        if len(doubts) == 1 and doubts[0].motive:
            row = _as_before(row, doubts[0])
        motives.add(row.motive)
        return row

    codes, given = _merged(mappings.codes, project.codes, named_code, new_code)
    sources, read = _merged(mappings.sources, project.sources, named_source, new_source)
    renewed_codes = {
        id(row): replace(row, id=name.id, label=name.label, known=renewed(row.known, name.identity))
        for row, name, _ in given
    }
    renewed_sources = {
        id(row): replace(
            _completed(row, source, known),
            id=name.id,
            label=name.label,
            variables=_variables(source) or row.variables,
            known=renewed(row.known, name.identity),
        )
        for row, name, source in read
    }
    return Mappings(
        tuple(renewed_codes.get(id(row), row) for row in codes),
        tuple(renewed_sources.get(id(row), row) for row in sources),
        (*mappings.asked, *asked),
    )


def _asked(name: Named, doubts: Sequence[SourceRow]) -> Text:
    """That it cannot be told which of some rows a source is."""
    listed = few(f"{row.respondent or row.label} ({SOURCES_CSV.file}:{row.row or '?'})" for row in doubts)
    group = f" ({name.identity.group})" if name.identity.group else ""
    return Text(
        nl=f"{name.label}{group} kan een bron van eerder zijn, en dat is niet te zeggen: {listed}. Vul in "
        f"{SOURCES_CSV.file} in van wie deze woorden zijn",
        en=f"{name.label}{group} may be a source of before, which cannot be told: {listed}. Fill in "
        f"{SOURCES_CSV.file} whose words these are",
    )


def _as_before(row: CodeRow, before: CodeRow) -> CodeRow:
    """A code that may be one of before, moved or renamed: what that stood for is its guess."""
    row = replace(row, motive=before.motive, level=before.level, phase=before.phase, cluster=before.cluster)
    return replace(row, guess=f"{row.answers[0]}?")


def _guessed_code(code: Code, name: Named, known: Known, taken: Collection[str] | None) -> CodeRow:
    """A code with a guess at what it stands for; with `taken` a motive of its own where it is like none."""
    row = CodeRow(name.id, name.label, _line(code.description), groups=_line("; ".join(code.groups)))
    schemes = known.schemes
    ours = written_by_us(code)
    if schemes.get("motive", ours):
        row = replace(row, motive=ours)
    elif ours and (cluster := cluster_of(code, schemes)):  # a motive that another study has of its own
        row = replace(row, motive=ours, cluster=cluster)
    elif several := motives_of(code, schemes):
        row = replace(row, motive="; ".join(several))
    elif motive := motive_of(code, schemes):
        row = replace(row, motive=motive)
    elif mark := mark_of(code, schemes):
        row = replace(row, motive=OUT, level=mark.get("level", ""), phase=mark.get("phase", ""))
    elif taken is not None:
        motive = own_code((*code.path, code.name), taken)
        row = replace(row, motive=motive, cluster=cluster_of(code, schemes))
    elif motive := motive_above(code, schemes):
        row = replace(row, motive=motive)
    elif code.groups:
        row = replace(row, cluster=cluster_of(code, schemes))
    return replace(row, guess=f"{row.answers[0]}?" if row.motive else "")


def _guessed_source(
    source: Source, name: Named, known: Known, taken: Mapping[str, Collection[str]], *, coded: bool
) -> SourceRow:
    """A source with a guess at whose words it holds; `taken` are the pseudonyms given, with their phases.

    A pseudonym that is taken is guessed again where the study knows it, where the case of the source is
    called so, or where the two are of different phases: then it is one person. A source that is divided over
    several people is of nobody, nor is one that evidently holds no interview and was not `coded`.
    """
    if source.divided or (not coded and no_interview(source)) or (source.within and asks(_speaker(source))):
        return SourceRow(name.id, name.label, _variables(source), respondent=OUT, guess=f"{OUT}?")
    phase = phase_of(source, known.schemes)
    person, by_case = person_of(source, known.schemes)
    other_phase = bool(phase) and not {"", phase} & set(taken.get(person, ()))
    again = by_case or person in known.respondents or other_phase
    respondent = person if person and (person not in taken or again) else free_number(taken)
    respondent = source.name if source.name in known.respondents else respondent
    case, role = known.respondents.get(respondent, ("", ""))
    row = SourceRow(
        name.id,
        name.label,
        _variables(source),
        respondent=respondent,
        case=case or case_of(source, known.schemes),
        role=role or role_of(source, known.schemes),
        phase=phase,
    )
    return replace(row, guess=f"{row.answers[0]}?")


def _speaker(source: Source) -> str:
    """The name of the one who speaks in a part of a source."""
    return source.name.rpartition(" / ")[2]


def _variables(source: Source) -> str:
    return "; ".join(f"{_line(variable)}={_line(value)}" for variable, value in source.variables)


def _completed(row: SourceRow, source: Source, known: Known) -> SourceRow:
    """A source with a case and role guessed where its guess had none, and nobody has touched it."""
    if row.guess != f"{row.answers[0]}?" or row.complete:
        return row
    filled = replace(
        row, case=row.case or case_of(source, known.schemes), role=row.role or role_of(source, known.schemes)
    )
    return replace(filled, guess=f"{filled.answers[0]}?")


_T = TypeVar("_T", Code, Source)


def _merged(
    rows: tuple[_R, ...],
    things: Sequence[_T],
    named: Callable[[_T], Named],
    make: Callable[[_T, Named, Sequence[_R]], _R],
) -> tuple[list[_R], list[tuple[_R, Named, _T]]]:
    """All rows, new ones last, and those of the project with what they stand for."""
    names = [named(thing) for thing in things]
    all_rows, paired = list(rows), []
    found, doubts = find(names, rows)
    for thing, name, row, may_be in zip(
        things, names, found, _moved(names, rows, found, doubts), strict=True
    ):
        if row is None:
            row = make(thing, name, may_be)
            all_rows.append(row)
        paired.append((row, name, thing))
    return all_rows, paired


def _moved(
    names: Sequence[Named],
    rows: Sequence[_R],
    found: Sequence[_R | None],
    doubts: Sequence[tuple[_R, ...]],
) -> Iterator[tuple[_R, ...]]:
    """The doubts, and for a code that has none the only one of its name that is gone from elsewhere."""
    met = {id(row) for row in found}
    gone: dict[tuple[str, str], list[_R]] = {}
    for row in rows:
        if id(row) not in met and isinstance(row, CodeRow):
            for each in row.known:
                gone.setdefault((each.file, _leaf(row.label)), []).append(row)
    for name, known, may_be in zip(names, found, doubts, strict=True):
        moved = gone.get((name.identity.file, _leaf(name.label)), [])
        yield may_be or (tuple(moved) if known is None and len(moved) == 1 else ())


def _leaf(label: str) -> str:
    return label.rpartition(" > ")[2]


def own_code(path: Sequence[str], taken: Collection[str]) -> str:
    """A code for a motive of the study's own, made of the name of a code, and of those above where need be.

    >>> own_code(("Brood", "Vers brood (elke dag)"), ())
    'vers-brood-elke-dag'
    >>> own_code(("Image", "positive"), {"positive"}), own_code(("C++",), {"c"}), own_code(("名",), ())
    ('image-positive', 'c-2', 'motive')
    """
    for start in range(len(path) - 1, -1, -1):
        code = "-".join(filter(None, map(_slug, path[start:])))[:60]
        if code and code not in taken:
            return code
    base = "-".join(filter(None, map(_slug, path)))[:55] or "motive"
    return next(code for code in (base, *(f"{base}-{n}" for n in range(2, 10**6))) if code not in taken)


def _slug(name: str) -> str:
    plain_name = plain(name.replace("-", " ")).replace("_", " ")
    return "-".join(plain_name.encode("ascii", "ignore").decode().split())


def rows_of(
    mappings: Mappings, project: CodedProject
) -> tuple[Mapping[str, CodeRow], Mapping[str, SourceRow]]:
    """The row of each code and each source of a project, by its id in the project."""
    codes, _ = find([named_code(code) for code in project.codes], mappings.codes)
    sources, _ = find([named_source(source) for source in project.sources], mappings.sources)
    return (
        {code.id: row for code, row in zip(project.codes, codes, strict=True) if row is not None},
        {source.id: row for source, row in zip(project.sources, sources, strict=True) if row is not None},
    )
