"""Coded projects into a study folder: what its tables become, and a report of all that was not taken.

Goes in: the folder, and projects by the name of their file. Comes out: an `Intake` with the new content of
some files of the folder; nothing is written here. Rows of respondents and mentions name in `imported_from`
the file that they came from: that file imported again replaces its own rows; those written by hand stay.
Counting stays with the rule: here a respondent is one person, however many sources hold their words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from lcgraph.errors import nearest
from lcgraph.interviews.guesses import Labels, scheme_labels, value_of
from lcgraph.interviews.level_phase import placed, values_beside
from lcgraph.interviews.likeness import likeness
from lcgraph.interviews.mapping import (
    CODES_CSV,
    OUT,
    SOURCES_CSV,
    CodeRow,
    Known,
    Mappings,
    SourceRow,
    codes_csv,
    confirmed,
    extended,
    left_out,
    named_code,
    read_mappings,
    rows_of,
    sources_csv,
)
from lcgraph.interviews.project import (
    MAX_CODES,
    MAX_NAME,
    CodedProject,
    Coding,
    Source,
    day,
    too_long,
    too_many_codes,
)
from lcgraph.literature.references import read_entries
from lcgraph.literature.works import REFERENCES
from lcgraph.say import Problem, Text, many
from lcgraph.study import write
from lcgraph.study.intake import REPORT, Intake, Note, refuse, report
from lcgraph.study.layout import TABLES, TOML, is_example, layouts
from lcgraph.study.pseudonyms import personal, pseudonym_needed, twin_told, twins
from lcgraph.study.read import attributes_of
from lcgraph.study.tables import MAX_CELL, Problems, is_code, read_text
from lcgraph.study.write import Table
from lcgraph.vocab import CODES


_TOUCHED = ("cases.csv", "groups.csv", "respondents.csv", "mentions.csv", "motives.csv")
_FITS = MAX_CELL - 1  # a mark against formulas may come before it
_BESIDE = ("findings.csv", "claims.csv", "crosswalk.csv")
"""Tables in which an import removes the worked example and nothing else."""


def take_in(
    folder: Path,
    projects: Sequence[tuple[str, CodedProject]],
    *,
    accept_guesses: bool = False,
    propose: bool = False,
    lang: str = "en",
) -> Intake:
    """What the study folder becomes; `InputError` with every problem in its tables or in the mapping.

    Nothing is imported before a person has confirmed one source and one code (or `accept_guesses`).
    """
    problems = Problems()
    beside = [file for file in _BESIDE if (folder / file).exists()]
    known_columns = layouts(attributes_of(folder))
    tables = {file: write.read(folder, known_columns[file], problems) for file in (*_TOUCHED, *beside)}
    mappings = read_mappings(folder, problems)
    if not (folder / TOML).is_file():
        problems.add(
            TOML,
            None,
            None,
            nl="ontbreekt: maak eerst een studiemap, met lcgraph new",
            en="is missing: make a study folder first, with lcgraph new",
        )
    refuse(problems)
    known = _known(tables)
    intake = Intake()
    projects = [(name, _fitting(intake, name, project)) for name, project in projects]
    before = len(mappings.codes) + len(mappings.sources)
    mappings = extended(mappings, [project for _, project in projects], known, propose=propose)
    intake.added = len(mappings.codes) + len(mappings.sources) - before
    if accept_guesses:
        mappings = mappings.accepted()
    for name, project in projects:
        _tell_read(intake, name, project)
    if not known.cases:
        intake.tell(
            "warning",
            nl="cases.csv noemt nog geen case: vul die tabel eerst in, en importeer opnieuw; dan worden "
            "ook de "
            "cases geraden",
            en="cases.csv names no case yet: fill that table in first, and import again; then the cases are "
            "guessed too",
        )
    running = _Import(folder, tables, mappings, known, intake, lang)
    running.run(projects)
    mappings = running.mappings
    intake.files[CODES_CSV.file] = codes_csv(folder, mappings.codes)
    if mappings.sources:
        intake.files[SOURCES_CSV.file] = sources_csv(folder, mappings.sources)
    intake.files[REPORT] = report(intake.notes, lang)
    return intake


def _known(tables: Mapping[str, Table]) -> Known:
    """The scheme with what the study has of its own, without the examples."""
    scheme = scheme_labels()
    own = {
        row["code"]: tuple(filter(None, (row["code"], row.get("label_nl", ""), row.get("label_en", ""))))
        for row in tables["motives.csv"].rows
        if not is_example(row["code"])
    }
    cases = {
        row["id"]: tuple(filter(None, (row["id"], row.get("label_nl", ""), row.get("label_en", ""))))
        for row in tables["cases.csv"].rows
        if not is_example(row["id"])
    }
    people = {
        row["id"]: (row["case"], row["role"])
        for row in tables["respondents.csv"].rows
        if not is_example(row["id"])
    }
    return Known({**scheme["motive"], **own}, scheme["cluster"], cases, people)


def _fitting(intake: Intake, file: str, project: CodedProject) -> CodedProject:
    """A project whose names, descriptions and variables the tables can hold; what is cut off is told.

    `InputError` for a name beyond all measure, which cannot be cut: it tells what is what.
    """
    if len(project.codes) > MAX_CODES:
        raise too_many_codes(file)
    names = {code.id: named_code(code).label for code in project.codes}
    names |= {source.id: source.name for source in project.sources}
    told = {each for coding in project.codings for each in (coding.coder, coding.document)}
    for name in (*names, *names.values(), *sorted(told)):
        if len(name) > MAX_NAME:
            raise too_long(file, name)
    long = [code for code in project.codes if len(code.description) > _FITS]
    wide = [source for source in project.sources if _width(source) > _FITS]
    for count, nl, en in (
        (
            len(long),
            ("omschrijving van een code", "omschrijvingen van codes"),
            ("description of a code", "descriptions of codes"),
        ),
        (
            len(wide),
            ("bron met variabelen", "bronnen met variabelen"),
            ("source with variables", "sources with variables"),
        ),
    ):
        if count:
            intake.tell(
                "left",
                nl=f"{file}: {many(count, *nl)} afgebroken na {_FITS} tekens",
                en=f"{file}: {many(count, *en)} broken off after {_FITS} characters",
            )
    if not long and not wide:
        return project
    codes = tuple(replace(code, description=code.description[:_FITS]) for code in project.codes)
    return replace(project, codes=codes, sources=tuple(map(_narrowed, project.sources)))


def _width(source: Source) -> int:
    return sum(len(name) + len(value) + 3 for name, value in source.variables)


def _narrowed(source: Source) -> Source:
    """A source with as many of its variables as one cell can hold."""
    room = _FITS
    kept = []
    for name, value in source.variables:
        room -= len(name) + len(value) + 3
        if room >= 0:
            kept.append((name, value))
    return replace(source, variables=tuple(kept))


def _tell_read(intake: Intake, name: str, project: CodedProject) -> None:
    codes, sources, codings = len(project.codes), len(project.sources), len(project.codings)
    intake.tell(
        "done",
        nl=f"{name}: {many(codings, 'codering', 'coderingen')}, {many(codes, 'code', 'codes')} en "
        f"{many(sources, 'bron', 'bronnen')} gelezen",
        en=f"{name}: {many(codings, 'coding', 'codings')}, {many(codes, 'code', 'codes')} and "
        f"{many(sources, 'source', 'sources')} read",
    )
    for left in project.left:
        intake.notes.append(Note("left", Text(nl=f"{name}: {left.nl}", en=f"{name}: {left.en}")))
    for mind in project.mind:
        intake.tell("warning", nl=f"{name}: {mind.nl}", en=f"{name}: {mind.en}")
    people = [(source.name, "bron", "source") for source in project.sources]
    people += [(coder, "codeur", "coder") for coder in sorted({each.coder for each in project.codings})]
    for other, each in twins(source.name for source in project.sources):
        en, nl = twin_told(other, each)
        intake.tell("warning", nl=f"{name}, bron: {nl}", en=f"{name}, source: {en}")
    for text, soort, kind in people:
        if looks := personal(text):
            en, nl = pseudonym_needed(text, looks)
            intake.tell("warning", nl=f"{name}, {soort}: {nl}", en=f"{name}, {kind}: {en}")


# ---- The import itself


@dataclass
class _Import:
    """One import in the making: the tables as they were, the mapping, and the intake that it fills."""

    folder: Path
    tables: Mapping[str, Table]
    mappings: Mappings
    known: Known
    intake: Intake
    lang: str

    def run(self, projects: Sequence[tuple[str, CodedProject]]) -> None:
        """Fill the intake with the tables that change, when there is anything confirmed."""
        self._forget_gone(projects)
        self._tell_unanswered(projects)
        own = self._own_motives()
        self._check_answers()
        codes_said = any(confirmed(row) for row in self.mappings.codes)
        people_said = any(confirmed(row) for row in self.mappings.sources)
        if own and codes_said:
            self._add("motives.csv", own, ())
        if not any(project.sources for _, project in projects):
            self.intake.codebook = self._settled(projects)
        if not (codes_said and people_said):
            return
        respondents: dict[str, list[dict[str, str]]] = {}
        mentions: dict[str, list[dict[str, str]]] = {}
        for name, project in projects:
            codes, sources = rows_of(self.mappings, project)
            respondents[name] = self._respondents(name, project, sources)
            mentions[name] = self._mentions(name, project, codes, sources)
        self.intake.mentions = sum(map(len, mentions.values()))
        self._write(respondents, mentions)

    def _settled(self, projects: Sequence[tuple[str, CodedProject]]) -> int:
        """How many codes of these projects a person has said something of; told, when there are any."""
        rows = [row for _, project in projects for row in rows_of(self.mappings, project)[0].values()]
        found = sum(confirmed(row) for row in rows)
        if found:
            self.intake.tell(
                "done",
                nl=f"{many(found, 'code staat', 'codes staan')} vast, van de {len(rows)} in het codeboek",
                en=f"{many(found, 'code is', 'codes are')} settled, of the {len(rows)} in the code book",
            )
        return found

    def _forget_gone(self, projects: Sequence[tuple[str, CodedProject]]) -> None:
        """No codings for the codes and sources that a file held before and holds no more; they are named.

        That is known when all that was imported came from these files.
        """
        origins = {
            origin
            for file in ("respondents.csv", "mentions.csv")
            for row in self.tables[file].rows
            if (origin := row.get("imported_from", ""))
        }
        if not origins or not origins <= {name for name, _ in projects}:
            return
        codes: set[int] = set()
        sources: set[int] = set()
        for _, project in projects:
            of_codes, of_sources = rows_of(self.mappings, project)
            codes |= {id(row) for row in of_codes.values()}
            sources |= {id(row) for row in of_sources.values()}
        gone_codes = [row for row in self.mappings.codes if id(row) not in codes and row.codings]
        gone_sources = [row for row in self.mappings.sources if id(row) not in sources and row.codings]
        for gone, nl, en in (
            (gone_codes, ("code", "codes"), ("code", "codes")),
            (gone_sources, ("bron", "bronnen"), ("source", "sources")),
        ):
            if gone:
                self.intake.tell(
                    "warning",
                    nl=f"{many(len(gone), *nl)} met coderingen in een vorige import en nu niet in het "
                    "bestand",
                    en=f"{many(len(gone), *en)} with codings in an earlier import, no longer in the file",
                    names=[row.label for row in gone],
                )
        self.mappings = Mappings(
            tuple(
                row if id(row) in codes else replace(row, codings=0, respondents=0)
                for row in self.mappings.codes
            ),
            tuple(row if id(row) in sources else replace(row, codings=0) for row in self.mappings.sources),
        )

    # -- what a person has said

    def _tell_unanswered(self, projects: Sequence[tuple[str, CodedProject]]) -> None:
        """Name the codes and sources of these projects that stand for nothing, or for nothing yet.

        A code above others that was never given is a heading, and need not stand for anything.
        """
        codes: dict[int, CodeRow] = {}
        sources: dict[int, SourceRow] = {}
        for _, project in projects:
            of_codes, of_sources = rows_of(self.mappings, project)
            codes |= {id(row): row for row in of_codes.values()}
            sources |= {id(row): row for row in of_sources.values()}
        self._tell_marks(codes.values())
        headings = {" > ".join(code.path) for _, project in projects for code in project.codes}
        self._tell_rows(
            [row for row in codes.values() if row.complete or row.codings or row.label not in headings],
            ("code", "codes"),
            ("code", "codes"),
            ("zonder motief", "without a motive"),
        )
        self._tell_rows(
            list(sources.values()),
            ("bron", "bronnen"),
            ("source", "sources"),
            ("zonder respondent, casus of rol", "without a respondent, case or role"),
        )

    def _tell_marks(self, codes: Iterable[CodeRow]) -> None:
        """Name the codes that stand for a level or phase, with the number of their codings."""
        names = [f"{row.label} ({row.codings})" for row in codes if row.marks and confirmed(row)]
        if names:
            count = len(names)
            self.intake.tell(
                "done",
                nl=f"{many(count, 'code zegt', 'codes zeggen')} niveau of fase, en geen motief",
                en=f"{many(count, 'code says', 'codes say')} a level or phase, and no motive",
                names=names,
            )

    def _tell_rows(
        self,
        rows: Sequence[CodeRow | SourceRow],
        nl: tuple[str, str],
        en: tuple[str, str],
        lacking: tuple[str, str],
    ) -> None:
        """Name the rows that are left out, only guessed, or incomplete, each with its number of codings."""
        kinds = {
            ("weggelaten zoals u besloot (-)", "left out as you decided (-)"): left_out,
            ("met een gok die niet bevestigd is", "with a guess that is not confirmed"): _only_guessed,
            lacking: _incomplete,
        }
        for words, is_so in kinds.items():
            names = [f"{row.label} ({row.codings})" for row in rows if is_so(row)]
            if names:
                text = (f"{many(len(names), *nl)} {words[0]}", f"{many(len(names), *en)} {words[1]}")
                self.intake.tell("left", *text, names)

    def _own_motives(self) -> list[dict[str, str]]:
        """New rows of `motives.csv`: motives that a person named with a cluster."""
        rows: dict[str, dict[str, str]] = {}
        for row in self.mappings.codes:
            new = confirmed(row) and row.motive != OUT and row.motive not in self.known.motives
            if new and is_code(row.motive) and row.cluster in CODES["cluster"] and row.motive not in rows:
                name = row.label.rpartition(" > ")[2]
                rows[row.motive] = {
                    "code": row.motive,
                    "cluster": row.cluster,
                    "label_nl": name if self.lang == "nl" else "",
                    "label_en": name,
                    "definition_nl": row.description if self.lang == "nl" else "",
                    "definition_en": row.description if self.lang == "en" else "",
                }
        if rows:
            self.intake.tell(
                "warning",
                nl=f"{many(len(rows), 'eigen motief', 'eigen motieven')} van de studie in motives.csv gezet: "
                "kijk naam en "
                "definitie na, in beide talen",
                en=f"{many(len(rows), 'motive', 'motives')} of the study's own put in motives.csv: "
                "check name "
                "and "
                "definition, in both languages",
                names=rows,
            )
        return list(rows.values())

    def _check_answers(self) -> None:
        """Raise for codes that do not exist, and for one respondent in two groups."""
        problems = Problems()
        for code in self.mappings.codes:
            if confirmed(code) and not left_out(code):
                self._check_code(code, problems)
        groups: dict[str, SourceRow] = {}
        for source in self.mappings.sources:
            if confirmed(source) and source.respondent != OUT:
                self._check_source(source, groups, problems)
        refuse(problems)

    def _check_code(self, row: CodeRow, problems: Problems) -> None:
        labels = scheme_labels()
        for column, value in (("level", row.level), ("phase", row.phase), ("cluster", row.cluster)):
            if value and value not in CODES[column]:
                hint = _labelled(value, labels[column])
                _tell_unknown(problems, CODES_CSV.file, row.row, column, value, CODES[column], hint)
        if row.marks or row.motive in self.known.motives:
            return
        hint = _labelled(row.motive, self.known.motives)
        if row.cluster and not hint:  # a motive of the study's own
            if not is_code(row.motive):
                problems.add(
                    CODES_CSV.file,
                    row.row,
                    "motive",
                    nl=f"{row.motive!r} is geen code: gebruik alleen letters, cijfers, '-', '_' en '.'",
                    en=f"{row.motive!r} is not a code: use letters, digits, '-', '_' and '.' only",
                )
        else:
            hint = hint or nearest(row.motive, self.known.motives)
            problems.add(
                CODES_CSV.file,
                row.row,
                "motive",
                nl=f"{row.motive!r} is geen motief van het schema of van motives.csv"
                + (f": bedoelde u {hint!r}?" if hint else ":")
                + " Vul voor een eigen motief ook 'cluster' in; - zegt dat de code geen motief is",
                en=f"{row.motive!r} is no motive of the scheme or of motives.csv"
                + (f": did you mean {hint!r}?" if hint else ":")
                + " For a motive of your own fill 'cluster' too; - says that the code is no motive",
            )

    def _check_source(self, row: SourceRow, groups: dict[str, SourceRow], problems: Problems) -> None:
        file = SOURCES_CSV.file
        if not is_code(row.respondent):
            problems.add(
                file,
                row.row,
                "respondent",
                nl=f"{row.respondent!r} is geen code: gebruik alleen letters, cijfers, '-', '_' en '.'",
                en=f"{row.respondent!r} is not a code: use letters, digits, '-', '_' and '.' only",
            )
        if row.case not in self.known.cases:
            hint = _labelled(row.case, self.known.cases)
            _tell_unknown(problems, file, row.row, "case", row.case, tuple(self.known.cases), hint)
        if row.role not in CODES["role"]:
            hint = _labelled(row.role, scheme_labels()["role"])
            _tell_unknown(problems, file, row.row, "role", row.role, CODES["role"], hint)
        if row.phase and row.phase not in CODES["phase"]:
            _tell_unknown(problems, file, row.row, "phase", row.phase, CODES["phase"])
        other = groups.setdefault(row.respondent, row)
        if (other.case, other.role) != (row.case, row.role):
            problems.add(
                file,
                row.row,
                "respondent",
                nl=f"{row.respondent!r} is {other.case}, {other.role} in rij {other.row}: één persoon heeft "
                "één casus en rol",
                en=f"{row.respondent!r} is {other.case}, {other.role} in row {other.row}: one person has one "
                "case and role",
            )
        if looks := personal(row.respondent):
            en, nl = pseudonym_needed(row.respondent, looks)
            self.intake.tell(
                "warning", nl=f"{file}:{row.row} respondent: {nl}", en=f"{file}:{row.row} respondent: {en}"
            )

    # -- rows

    def _respondents(
        self, name: str, project: CodedProject, sources: Mapping[str, SourceRow]
    ) -> list[dict[str, str]]:
        """The respondents of a project in the order of its sources, also those without a coding."""
        variables = {source.id: dict(source.variables) for source in project.sources}
        rows: dict[str, dict[str, str]] = {}
        for id_, row in sources.items():
            if confirmed(row) and not left_out(row):
                made = rows.setdefault(
                    row.respondent,
                    {"id": row.respondent, "case": row.case, "role": row.role, "imported_from": name},
                )
                for column, cell in self._told_of(variables.get(id_, {})).items():
                    made.setdefault(column, cell)
        return list(rows.values())

    def _told_of(self, variables: Mapping[str, str]) -> dict[str, str]:
        """What variables with the names of our columns tell of a respondent, where it can stand there."""
        not_asked = variables.get("motives_not_asked", "")
        known = not_asked and all(motive in self.known.motives for motive in not_asked.split())
        told = {
            "organisation": variables.get("organisation", ""),
            "interviewed_on": day(variables.get("interviewed_on", "")),
            "motives_not_asked": not_asked if known else "",
        }
        return {column: cell for column, cell in told.items() if cell}

    def _mentions(
        self, name: str, project: CodedProject, codes: Mapping[str, CodeRow], sources: Mapping[str, SourceRow]
    ) -> list[dict[str, str]]:
        """The codings of which both code and source are confirmed; the others are counted.

        A level or phase is the coding's own, else that of a code at its place, of its code, of its source.
        """
        names = {source.id: source.name for source in project.sources}
        taken: list[tuple[Coding, CodeRow, SourceRow]] = []
        marking: list[tuple[Coding, CodeRow]] = []
        lost = out = 0
        for coding in project.codings:
            code, source = codes.get(coding.code), sources.get(coding.source)
            if code is None or source is None or not (confirmed(code) and confirmed(source)):
                lost += 1
            elif left_out(code) or left_out(source):
                out += 1
            elif code.marks:
                marking.append((coding, code))
            else:
                taken.append((coding, code, source))
        unknown: Counter[str] = Counter()
        levels, phases = (
            self._beside(name, scheme, [coding for coding, _, _ in taken], marking)
            for scheme in ("level", "phase")
        )
        rows = [
            {
                "respondent": source.respondent,
                "motive": code.motive,
                "level": _value("level", coding.level, unknown) or level or code.level,
                "phase": _value("phase", coding.phase, unknown) or phase or code.phase or source.phase,
                "imported_from": name,
                **_as_written(coding, names.get(coding.source, "")),
            }
            for (coding, code, source), level, phase in zip(taken, levels, phases, strict=True)
        ]
        cut = sum(max(len(coding.segment), len(coding.note)) > MAX_CELL for coding, _, _ in taken)
        self._tell_codings(name, lost, out, cut, unknown)
        self._tell_silent(name, rows)
        self._tell_poorer(name, rows)
        return rows

    def _beside(
        self, name: str, scheme: str, codings: Sequence[Coding], marking: Sequence[tuple[Coding, CodeRow]]
    ) -> list[str]:
        """The level or phase of each coding that a code at its place says, or ""."""
        said = [(coding, value) for coding, row in marking if (value := getattr(row, scheme))]
        if not said:
            return [""] * len(codings)
        nowhere = sum(not placed(coding) for coding, _ in said)
        values, idle = values_beside(codings, said)
        nl, en = {"level": ("niveau", "level"), "phase": ("fase", "phase")}[scheme]
        found, several = sum(len(each) == 1 for each in values), sum(len(each) > 1 for each in values)
        self.intake.tell(
            "done",
            nl=f"{name}: {many(found, 'codering heeft', 'coderingen hebben')} de {nl} van een code op "
            "dezelfde plaats",
            en=f"{name}: {many(found, 'coding has', 'codings have')} the {en} of a code at the same place",
        )
        if several:
            self.intake.tell(
                "left",
                nl=f"{name}: {many(several, 'codering', 'coderingen')} met meer dan één {nl} op dezelfde "
                "plaats: zonder overgenomen",
                en=f"{name}: {many(several, 'coding', 'codings')} with more than one {en} at the same place: "
                "taken over without it",
            )
        if nowhere:
            self.intake.tell(
                "left",
                nl=f"{name}: {many(nowhere, 'codering', 'coderingen')} van een {nl} zonder plaats in het "
                "bestand: bij welk motief ze horen is niet te zeggen",
                en=f"{name}: {many(nowhere, 'coding', 'codings')} of a {en} without a place in the file: to "
                "which motive they belong cannot be told",
            )
        if idle := idle - nowhere:
            self.intake.tell(
                "left",
                nl=f"{name}: {many(idle, 'codering', 'coderingen')} van een {nl} waar geen motief van "
                "dezelfde codeur is overgenomen",
                en=f"{name}: {many(idle, 'coding', 'codings')} of a {en} where no motive of the same "
                "coder is taken over",
            )
        return [next(iter(each)) if len(each) == 1 else "" for each in values]

    def _tell_silent(self, name: str, rows: Sequence[Mapping[str, str]]) -> None:
        """Say what a project tells of none of its codings: its program cannot, or nobody noted it."""
        lacking = [words for column, words in _TOLD.items() if not any(row[column] for row in rows)]
        if rows and lacking:
            self.intake.tell(
                "left",
                nl=f"{name}: bij geen enkele codering staat {', '.join(nl for nl, _ in lacking)}",
                en=f"{name}: no coding tells {', '.join(en for _, en in lacking)}",
            )

    def _tell_poorer(self, name: str, rows: Sequence[Mapping[str, str]]) -> None:
        """Warn when the rows that are replaced told what none of the new ones tells."""
        old = [row for row in self.tables["mentions.csv"].rows if row.get("imported_from") == name]
        poorer = [
            words
            for column, words in _TOLD.items()
            if rows and any(row.get(column) for row in old) and not any(row[column] for row in rows)
        ]
        if poorer:
            self.intake.tell(
                "warning",
                nl=f"{name}: de vervangen rijen hadden {', '.join(nl for nl, _ in poorer)}, deze niet: "
                "ging er "
                "bij het exporteren iets verloren, exporteer en importeer dan opnieuw",
                en=f"{name}: the rows replaced had {', '.join(en for _, en in poorer)}, these do not: if "
                "something was lost in the export, export and import again",
            )

    def _tell_codings(self, name: str, lost: int, out: int, cut: int, unknown: Counter[str]) -> None:
        def tell(count: int, nl: str, en: str, names: Iterable[str] = ()) -> None:
            if count:
                self.intake.tell(
                    "left",
                    nl=f"{name}: {many(count, 'codering', 'coderingen')} {nl}",
                    en=f"{name}: {many(count, 'coding', 'codings')} {en}",
                    names=names,
                )

        tell(
            lost,
            "van codes of bronnen die nog nergens voor staan",
            "of codes or sources that stand for nothing yet",
        )
        tell(out, "weggelaten zoals u besloot", "left out as you decided")
        tell(cut, f"met een segment of notitie afgebroken na {MAX_CELL} tekens",
             f"with a segment or note broken off after {MAX_CELL} characters")  # fmt: skip
        tell(
            unknown.total(),
            "met een niveau of fase die niet bestaat: zonder overgenomen",
            "with a level or phase that does not exist: taken over without it",
            [f"{value} ({count})" for value, count in unknown.items()],
        )

    # -- files

    def _write(
        self, respondents: Mapping[str, list[dict[str, str]]], mentions: Mapping[str, list[dict[str, str]]]
    ) -> None:
        self._tell_doubles(mentions)
        kept_mentions = self._merge("mentions.csv", mentions)
        still = {row["respondent"] for row in kept_mentions}
        people = self._merge_people(respondents, still)
        self.intake.files["mentions.csv"] = self.tables["mentions.csv"].encode(kept_mentions)
        self.intake.files["respondents.csv"] = self.tables["respondents.csv"].encode(people)
        for other, each in twins(row["id"] for row in people):
            en, nl = twin_told(other, each)
            self.intake.tell("warning", nl=f"respondents.csv: {nl}", en=f"respondents.csv: {en}")
        self._groups(people, " ".join(respondents))
        if people:
            self._drop_examples(people, kept_mentions)
        count = self.intake.mentions or 0
        total = len({row["id"] for rows in respondents.values() for row in rows})
        self.intake.tell(
            "done",
            nl=f"{many(count, 'codering', 'coderingen')} van {many(total, 'respondent', 'respondenten')} "
            "overgenomen",
            en=f"{many(count, 'coding', 'codings')} of {many(total, 'respondent', 'respondents')} taken over",
        )

    def _tell_doubles(self, new: Mapping[str, list[dict[str, str]]]) -> None:
        """Say when the same codings stand there from elsewhere: a file under another name, most likely."""
        there: dict[tuple[str, ...], str] = {}
        for row in self._without_examples("mentions.csv", tell=False):
            if row.get("imported_from", "") not in new:
                there.setdefault(_same(row), row.get("imported_from", ""))
        for name, rows in new.items():
            found = Counter(there[key] for row in rows if there and (key := _same(row)) in there)
            for origin, count in found.items():
                elsewhere = origin or "(by hand)"
                self.intake.tell(
                    "warning",
                    nl=f"{name}: {many(count, 'codering staat', 'coderingen staan')} er al, uit {elsewhere}, "
                    "en nu twee "
                    f"keer; is het hetzelfde project, importeer dan met --as {origin or 'NAAM'}",
                    en=f"{name}: {many(count, 'coding stands', 'codings stand')} there already, from "
                    f"{elsewhere}, and "
                    f"now twice; if it is the same project, import with --as {origin or 'NAME'}",
                )

    def _merge(self, file: str, new: Mapping[str, list[dict[str, str]]]) -> list[dict[str, str]]:
        """The rows of a table with those of these imports replaced, in the place where they stood."""
        merged: list[dict[str, str]] = []
        waiting = dict(new)
        replaced: Counter[str] = Counter()
        for row in self._without_examples(file):
            origin = row.get("imported_from", "")
            if origin in new:
                replaced[origin] += 1
                merged += waiting.pop(origin, [])
            else:
                merged.append(row)
        for rows in waiting.values():
            merged += rows
        for origin, count in replaced.items():
            self.intake.tell(
                "done",
                nl=f"{file}: {many(count, 'rij', 'rijen')} van {origin} vervangen",
                en=f"{file}: {many(count, 'row', 'rows')} from {origin} replaced",
            )
        return merged

    def _merge_people(
        self, new: Mapping[str, list[dict[str, str]]], mentioned: set[str]
    ) -> list[dict[str, str]]:
        """Respondents: a row that is there keeps what a person added to it; one whom others mention stays."""
        there = {row["id"]: row for row in self._without_examples("respondents.csv", tell=False)}
        fresh: dict[str, list[dict[str, str]]] = {}
        made: set[str] = set()
        problems = Problems()
        for name, rows in new.items():
            fresh[name] = []
            for row in rows:
                old = there.get(row["id"], {})
                if old and old.get("imported_from", "") not in new:
                    self._same_group(old, row, problems)
                elif row["id"] not in made:
                    fresh[name].append({**row, **{k: v for k, v in old.items() if v and k not in row}})
                    made.add(row["id"])
        refuse(problems)
        for id_, old in there.items():
            if old.get("imported_from", "") in new and id_ not in made and id_ in mentioned:
                fresh[old["imported_from"]].append(old)
        merged = self._merge("respondents.csv", fresh)
        still = {row["id"] for row in merged}
        gone = [id_ for id_ in there if id_ not in still]
        if gone:
            count = len(gone)
            self.intake.tell(
                "warning",
                nl=f"respondents.csv: {many(count, 'respondent', 'respondenten')} van een vorige import "
                "weggehaald: niet meer in het bestand, of niet meer bevestigd in sources.csv",
                en=f"respondents.csv: {many(count, 'respondent', 'respondents')} of an earlier import "
                "removed: "
                "no longer in the file, or no longer confirmed in sources.csv",
                names=gone,
            )
        return merged

    def _same_group(self, old: Mapping[str, str], new: Mapping[str, str], problems: Problems) -> None:
        if (old["case"], old["role"]) != (new["case"], new["role"]):
            problems.add(
                "respondents.csv",
                None,
                "id",
                nl=f"{old['id']!r} is hier {old['case']}, {old['role']} en in sources.csv {new['case']}, "
                f"{new['role']}",
                en=f"{old['id']!r} is {old['case']}, {old['role']} here and {new['case']}, {new['role']} in "
                "sources.csv",
            )

    def _groups(self, people: Iterable[Mapping[str, str]], origin: str) -> None:
        """Rows of `groups.csv` for every group that has respondents; what was counted is counted again."""
        counts = Counter((row["case"], row["role"]) for row in people)
        rows = []
        for row in self._without_examples("groups.csv"):
            count = counts.pop((row["case"], row["role"]), 0)
            if row.get("imported_from"):
                if not count:
                    continue
                row = {**row, "respondents": str(count)}
            elif count and row["respondents"] != str(count):
                self.intake.tell(
                    "warning",
                    nl=f"groups.csv: {row['case']}, {row['role']} telt {row['respondents']} respondenten, "
                    f"respondents.csv {count}",
                    en=f"groups.csv: {row['case']}, {row['role']} has {row['respondents']} respondents, "
                    f"respondents.csv {count}",
                )
            rows.append(row)
        rows += [
            {"case": case, "role": role, "respondents": str(count), "imported_from": origin}
            for (case, role), count in counts.items()
        ]
        self.intake.files["groups.csv"] = self.tables["groups.csv"].encode(rows)

    def _without_examples(self, file: str, *, tell: bool = True) -> list[dict[str, str]]:
        """The rows of a table, without the worked example of a new folder."""
        key = TABLES[file].mark
        rows = [row for row in self.tables[file].rows if not is_example(row.get(key, ""))]
        if tell and len(rows) < len(self.tables[file].rows):
            self.intake.tell(
                "done", nl=f"{file}: de voorbeeldrij is weggehaald", en=f"{file}: the example row was removed"
            )
        return rows

    def _drop_examples(
        self, people: Iterable[Mapping[str, str]], mentions: Iterable[Mapping[str, str]]
    ) -> None:
        """Remove the worked example from what else the folder has, now that it holds data of its own.

        An example case or motive that rows of these tables use after all stays, and `validate` tells it.
        """
        used = {row["case"] for row in people} | {row["motive"] for row in mentions}
        for file in ("motives.csv", "cases.csv", *_BESIDE):
            if file in self.intake.files or file not in self.tables:
                continue
            examples = {row.get(TABLES[file].mark, "") for row in self.tables[file].rows}
            examples = {each for each in examples if is_example(each)}
            if examples and not examples & used:
                self.intake.files[file] = self.tables[file].encode(self._without_examples(file))
        self._drop_example_work()

    def _drop_example_work(self) -> None:
        """Remove the example from the reference list, and leave every other letter of it as it is."""
        path = self.folder / REFERENCES
        text = read_text(path, REFERENCES, Problems()) if path.exists() else None
        examples = [entry for entry, work in read_entries(text or "", Problems()) if is_example(work.key)]
        rest = text or ""
        for entry in examples:
            rest = rest.replace(entry.raw, "", 1)
        if examples:
            bom = write.BOM if path.read_bytes().startswith(write.BOM.encode()) else ""
            self.intake.files[REFERENCES] = (bom + rest.lstrip()).encode()
            self.intake.tell(
                "done",
                nl=f"{REFERENCES}: het voorbeeld is weggehaald",
                en=f"{REFERENCES}: the example was removed",
            )

    def _add(self, file: str, rows: list[dict[str, str]], origins: Sequence[str]) -> None:
        self.intake.files[file] = self.tables[file].encode([*self._without_examples(file), *rows])


_TOLD = {
    "level": ("een niveau", "a level"),
    "phase": ("een fase", "a phase"),
    "segment": ("een fragment", "a segment"),
    "coder": ("een codeur", "a coder"),
    "coded_on": ("een datum", "a day"),
}
"""What a coding may tell beside respondent and motive, in both languages."""


def _same(row: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(row.get(name, "") for name in ("respondent", "motive", "segment", "coder", "phase", "level"))


def _only_guessed(row: CodeRow | SourceRow) -> bool:
    return row.complete and not confirmed(row)


def _incomplete(row: CodeRow | SourceRow) -> bool:
    return not row.complete


def _tell_unknown(
    problems: Problems,
    file: str,
    row: int | None,
    column: str,
    value: str,
    valid: Sequence[str],
    hint: str | None = None,
) -> None:
    hint, codes = hint or nearest(value, valid), ", ".join(valid)
    more = ("; or add it to cases.csv", "; of zet haar in cases.csv") if column == "case" else ("", "")
    problems.add(
        file,
        row,
        column,
        nl=f"onbekende {column} {value!r}"
        + (f": bedoelde u {hint!r}?" if hint else ":")
        + f" Geldig: {codes or '(geen)'}{more[1]}",
        en=f"unknown {column} {value!r}"
        + (f": did you mean {hint!r}?" if hint else ":")
        + f" Valid: {codes or '(none)'}{more[0]}",
    )


def _labelled(written: str, labels: Labels) -> str | None:
    """The code whose label in either language this is, if any."""
    return next((code for code, names in labels.items() if likeness(written, names) == 1), None)


def _value(scheme: str, written: str, unknown: Counter[str]) -> str:
    """The code of a level or phase written as code or label; an unknown one is counted."""
    value = value_of(scheme, written) if written else ""
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


__all__ = ["Intake", "Note", "Problem", "take_in"]
