"""A study folder read whole: `study.toml`, tables, questions and reference list become one `Study`.

Every file is read even when another is broken, so that a person sees all problems at once. Codes and labels
are understood in the same places (`lcgraph.study.understand`); what cannot be used is told and left out.
Whether codes and references exist is for the shapes to say (`lcgraph.validate`).
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Final, TypeVar

from lcgraph.disk import sweep
from lcgraph.errors import InputError, QueryError, nearest
from lcgraph.intake import TOML
from lcgraph.literature.authors import Listed, authors, in_works
from lcgraph.literature.doubts import DOUBTS
from lcgraph.literature.model import Agent, Work
from lcgraph.literature.names import organisation
from lcgraph.literature.references import read_references
from lcgraph.literature.works import REFERENCES
from lcgraph.quads import NOT_XML
from lcgraph.queries import of_study
from lcgraph.say import Place, Problem, Problems, Text
from lcgraph.schemes import Schemes, is_code, is_example, shared
from lcgraph.study import settings as toml
from lcgraph.study.concepts import case_concepts, motive_concepts, own_concepts, work_concepts
from lcgraph.study.conditions import parsed
from lcgraph.study.layout import MAPPINGS, NOTHING, QUERIES, TABLES, Table, tables_with
from lcgraph.study.model import (
    Attribute,
    Case,
    Citation,
    Claim,
    Correspondence,
    Finding,
    Group,
    Mention,
    Motive,
    OwnQuery,
    Reading,
    Respondent,
    Rule,
    Study,
)
from lcgraph.study.patterns import COMPARING, expectation
from lcgraph.study.pseudonyms import tell_personal, tell_twins
from lcgraph.study.settings import Settings, creator
from lcgraph.study.tables import Row, header_of, read_rows, without_doubles
from lcgraph.study.understand import Understood, understood
from lcgraph.study.unseen import tell_unseen
from lcgraph.study.values import values
from lcgraph.untrusted.sparql import check
from lcgraph.untrusted.text import read_text
from lcgraph.vocab import CONSENSUS

CLAIM_KINDS: Final = ("method", "result", "conclusion")
_FORMER_CLAIMS: Final = {"work", "relation", "about"}
_LARGE: Final = 1_000_000
"""Bytes of a folder beyond which it is read in a child; a smaller one is read before a child has begun."""
_MEMORY: Final = 600_000_000
_MEMORY_A_BYTE: Final = 16
"""What the reader of a large folder may take, or so much for each byte of it: a row of 100 takes 1.3 KB."""
_SECONDS: Final = 300.0
_MOST_CODES: Final = 10_000
"""The most rows of a table that says what codes there are; thousands of others may refer to each."""
_MOST_CELLS: Final = 50_000
"""The most cells of a study with fewer mentions than cells; each takes some 9 KB while it is derived."""
_T = TypeVar("_T")


def read_study(folder: Path) -> tuple[Study | None, list[Problem]]:
    """The study in a folder, and every problem on the way.

    No study when it has no usable `study.toml`, or more violations in a file than are told. A large folder is
    read in a child with bounded time and memory; where that is not enough it is a problem.
    """
    size = _size(folder)
    if size <= _LARGE:
        return _read(folder)
    from lcgraph.untrusted.bounded import apart

    memory = max(_MEMORY, _MEMORY_A_BYTE * size)
    try:
        return apart(lambda: _read(folder), str(folder), seconds=_SECONDS, memory=memory)
    except InputError as error:
        return None, list(error.problems)


def _size(folder: Path) -> int:
    """The bytes of the files of a folder and of its questions."""
    size = 0
    with suppress(OSError):  # which the reader tells
        for place in (folder, folder / QUERIES):
            size += sum(path.lstat().st_size for path in place.iterdir())
    return size


def _read(folder: Path) -> tuple[Study | None, list[Problem]]:
    problems = Problems()
    if not folder.is_dir():
        problems.add(
            str(folder),
            None,
            None,
            en="is not a folder: name a study folder",
            nl="is geen map: noem een studiemap",
        )
        return None, problems.found
    sweep(folder)
    settings = toml.read_settings(folder / TOML, problems)
    declared = toml.attributes(settings)
    tables = tables_with(declared if settings.there else None)
    rows = {file: _read_if_there(folder / file, table, problems) for file, table in tables.items()}
    tell_personal(rows["respondents.csv"], ("id",), problems)
    tell_twins(rows["respondents.csv"], "id", problems)
    tell_personal(rows["mentions.csv"], ("respondent", "source", "coder"), problems)
    _tell_missing(folder, problems)
    _tell_empty(folder, rows, problems)
    works: list[Work] = []
    if (folder / REFERENCES).exists() or (folder / REFERENCES).is_symlink():
        works = read_references(folder / REFERENCES, problems)
    _tell_unread(folder, problems)
    tell_unseen(settings.table, rows, works, problems)
    _tell_examples(settings.table["id"], rows, works, problems)
    queries = _queries(folder, problems)
    study = _Folder(settings, declared, tables, rows, works, queries, problems).study()
    _tell_cells(study, problems)
    kept = None if problems.too_many else _told_apart(study, problems)
    return kept, sorted(problems.found, key=lambda each: _in_order(each, tables))


def _tell_cells(study: Study, problems: Problems) -> None:
    """Every group has a cell for every motive that anybody mentions: few rows can make very many of them."""
    cells = len(study.groups) * len({mention.motive for mention in study.mentions})
    if cells > max(_MOST_CELLS, len(study.mentions)):
        problems.add(
            "mentions.csv",
            None,
            None,
            nl=f"geeft {cells} cellen (elke groep, elk motief dat iemand noemt), veel meer dan er "
            "vermeldingen zijn: verdeel de studie, of voeg groepen of motieven samen",
            en=f"gives {cells} cells (each group, each motive that anybody mentions), far more than there "
            "are mentions: divide the study, or join groups or motives",
        )


def _told_apart(study: Study, problems: Problems) -> Study:
    """The study with a slug for each author; doubts are told as warnings."""
    lists: list[Listed] = [
        (study.place, study.creators),
        *in_works(study.works),
        *((found.place, found.authors) for found in study.correspondences),
    ]
    told = iter(authors(lists, problems))
    creators = next(told)
    works = tuple(
        replace(work, authors=next(told), editors=next(told), translators=next(told)) for work in study.works
    )
    found = tuple(replace(found, authors=next(told)) for found in study.correspondences)
    return replace(study, creators=creators, works=works, correspondences=found)


def attributes_of(folder: Path) -> tuple[Attribute, ...]:
    """The attributes that the study in a folder declares, as far as it can be read; nothing is told."""
    return toml.attributes(toml.read_settings(folder / TOML, Problems()))


def cited_keys(folder: Path) -> set[str]:
    """The keys of works that a folder cites, as far as it can be read; nothing is told."""
    table = tables_with(None)["citations.csv"]
    rows = _read_if_there(folder / table.file, table, Problems())
    source = toml.read_settings(folder / TOML, Problems()).table.get("source")
    own = source.get("work") if isinstance(source, dict) else None
    return {row["work"] for row in rows} | ({own} if isinstance(own, str) else set())


def _in_order(problem: Problem, tables: Mapping[str, Table]) -> tuple[int, int, int]:
    """Problems are told in the order of the files, of their rows and of the columns."""
    files = (TOML, *tables, REFERENCES)
    file = files.index(problem.file) if problem.file in files else len(files)
    table = tables.get(problem.file or "")
    columns = table.layout.columns if table else ()
    return file, problem.row or 0, columns.index(problem.column) if problem.column in columns else -1


def _read_if_there(path: Path, table: Table, problems: Problems) -> list[Row]:
    """The rows of a table, doubles among them; none when it is absent, or is what `citations.csv` is now."""
    if not path.exists() and not path.is_symlink():
        return []
    if table.file == "claims.csv" and set(header_of(path)) >= _FORMER_CLAIMS:
        problems.add(
            table.file,
            1,
            None,
            en="says what works are cited for: rename this file to citations.csv; claims.csv holds what the "
            "study "
            "itself concludes",
            nl="zegt waarvoor werken worden aangehaald: noem dit bestand citations.csv; in claims.csv staat "
            "wat de "
            "studie zelf concludeert",
        )
        return []
    rows = read_rows(path, table.layout, problems)
    if table.file not in ("schemes.csv", "motives.csv"):
        return list(rows)
    kept = list(islice(rows, _MOST_CODES))
    if next(rows, None):
        problems.add(
            table.file,
            None,
            None,
            nl=f"heeft meer dan {_MOST_CODES} rijen, en de andere zijn niet gelezen: geen studie heeft "
            "zoveel codes",
            en=f"has more than {_MOST_CODES} rows, and the others were not read: no study has so many codes",
        )
    return kept


def _tell_unread(folder: Path, problems: Problems) -> None:
    """A table under a name that no study has would be lost without a word."""
    for path in sorted(folder.glob("*.csv")):
        if path.name not in (*TABLES, *MAPPINGS, DOUBTS):
            hint = nearest(path.name, TABLES)
            problems.add(
                path.name,
                None,
                None,
                en="is not read: " + (f"did you mean {hint!r}?" if hint else "a study has no such table"),
                nl="wordt niet gelezen: "
                + (f"bedoelde u {hint!r}?" if hint else "een studie heeft zo'n tabel niet"),
                severity="warning",
            )


def _tell_examples(id_: str, tables: dict[str, list[Row]], works: list[Work], problems: Problems) -> None:
    """What `lcgraph new` wrote as an example still stands there: it must not be taken for data."""

    def tell(file: str, row: int | None, *, nl: str, en: str) -> None:
        problems.add(file, row, None, en=en, nl=nl, severity="warning")

    if is_example(id_):
        tell(
            TOML,
            None,
            en="the id is that of the example: give your own",
            nl="de id is die van het voorbeeld: geef een eigen",
        )
    en = "this is the example {}: replace it with your own, or remove it"
    nl = "dit is {} uit het voorbeeld: vervang {} door uw eigen, of haal {} weg"
    for file, rows in tables.items():
        for row in rows:
            if is_example(row[TABLES[file].mark]):
                tell(file, row.place.row, en=en.format("row"), nl=nl.format("de rij", "die", "die"))
    for work in works:
        if is_example(work.key):
            tell(
                work.place.file, work.place.row, en=en.format("work"), nl=nl.format("het werk", "het", "het")
            )


def _tell_missing(folder: Path, problems: Problems) -> None:
    """A study needs its cases and groups, and either published cells or coded interviews."""
    for file in ("cases.csv", "groups.csv"):
        if not (folder / file).exists():
            problems.add(
                file,
                None,
                None,
                en="is missing: add it to the folder",
                nl="ontbreekt: voeg het toe aan de map",
            )
    coded = [file for file in ("respondents.csv", "mentions.csv") if (folder / file).exists()]
    if not coded and not (folder / "findings.csv").exists():
        problems.add(
            "findings.csv",
            None,
            None,
            en="is missing, and so are respondents.csv and mentions.csv: add published cells or interviews",
            nl="ontbreekt, net als respondents.csv en mentions.csv: voeg gepubliceerde cellen of "
            "interviews toe",
        )
    if len(coded) == 1:
        missing = ({"respondents.csv", "mentions.csv"} - set(coded)).pop()
        problems.add(
            missing,
            None,
            None,
            en=f"is missing beside {coded[0]}: add it",
            nl=f"ontbreekt naast {coded[0]}: voeg het toe",
        )


def _tell_empty(folder: Path, tables: dict[str, list[Row]], problems: Problems) -> None:
    """A table with a header only: what is still to be written, in the order in which one writes it."""
    files = ("cases.csv", "groups.csv", "respondents.csv", "mentions.csv", "findings.csv")
    told = {problem.file for problem in problems.found}
    for file in files:
        if (folder / file).exists() and not tables[file] and file not in told:
            problems.add(
                file,
                None,
                None,
                en="has no rows yet: fill it in, or remove it if the study has none",
                nl="heeft nog geen rijen: vul het in, of verwijder het als de studie ze niet heeft",
                severity="warning",
            )


def _queries(folder: Path, problems: Problems) -> tuple[OwnQuery, ...]:
    """The study's own questions, by name; what is in them is for others to say."""
    found = []
    if (folder / QUERIES).is_symlink():
        problems.add(
            QUERIES,
            None,
            None,
            nl="is een koppeling naar elders, en die wordt niet gevolgd: zet de map zelf hier",
            en="is a link to somewhere else, which is not followed: put the folder itself here",
        )
        return ()
    for path in sorted((folder / QUERIES).glob("*.rq")):
        file = f"{QUERIES}/{path.name}"
        if not is_code(path.stem):
            problems.add(
                file,
                None,
                None,
                en="is not named by a code: use letters, digits, '-', '_' and '.' only",
                nl="heeft geen code als naam: gebruik alleen letters, cijfers, '-', '_' en '.'",
            )
        elif (text := read_text(path, file, problems)) is not None:
            if strange := NOT_XML.search(text):
                problems.add(
                    file,
                    text.count("\n", 0, strange.start()) + 1,
                    None,
                    nl=f"bevat het stuurteken {strange.group()!r}: haal het weg",
                    en=f"holds the control character {strange.group()!r}: take it out",
                )
            else:
                found.append(OwnQuery(path.stem, text, Place(file)))
                _tell_unanswerable(path.stem, text, file, problems)
    return tuple(found)


def _tell_unanswerable(name: str, text: str, file: str, problems: Problems) -> None:
    """What is wrong with a question of the study before it is asked: its header, and what the guard refuses.

    A warning: the study has its answers to all other questions.
    """
    wrong: list[Text] = []
    if "#+" in text:
        wrong += _wrong_in_header(name, text)
    try:
        check(text, ())
    except QueryError as error:
        wrong.append(error.text)
    for each in wrong:
        line = re.match(r"line (\d+), ", each.en)
        row = int(line[1]) if line else None
        problems.add(file, row, None, nl=each.nl, en=each.en, severity="warning")


def _wrong_in_header(name: str, text: str) -> list[Text]:
    try:
        of_study("", name, text)
    except InputError as error:
        said = [problem.message.en for problem in error.problems]
        return [
            Text(nl=f"de kop van deze vraag klopt niet: {each}", en=f"its header is broken: {each}")
            for each in said
        ]
    return []


@dataclass(frozen=True)
class _Folder:
    """All that was read of a folder, on its way to a `Study`."""

    settings: Settings
    attributes: tuple[Attribute, ...]
    tables: Mapping[str, Table]
    rows: Mapping[str, list[Row]]
    works: list[Work]
    queries: tuple[OwnQuery, ...]
    problems: Problems

    def study(self) -> Study:
        """The study: first what it adds to the schemes, then everything that is said in those codes."""
        settings, id_ = self.settings, str(self.settings.table["id"])
        source, collected = settings.sub("source"), settings.sub("collected")
        schemes = shared()
        concepts = own_concepts(self.each("schemes.csv", schemes, lambda row: row), id_)
        schemes = schemes.with_own((*concepts, *work_concepts(self.works)))
        motives = self.each("motives.csv", schemes, _motive)
        cases = self.each("cases.csv", schemes, self.case)
        schemes = schemes.with_own((*motive_concepts(motives, id_), *case_concepts(cases, id_)))
        coded = _mentions(self.understood("mentions.csv", schemes))
        mentions = tuple(mention for mention in coded if mention.motive)
        passages = tuple(mention for mention in coded if not mention.motive)
        rule = toml.rule(settings.sub("rule"), schemes) if "rule" in settings.table else None
        _tell_no_coder(rule, mentions, self.problems)
        return Study(
            id=id_,
            title=settings.sub("title").text(),
            creators=tuple(creator(name) for name in settings.words("creators")),
            source_work=toml.work_key(source),
            source_doi=toml.doi(source),
            source_citation=source.word("citation"),
            licence=toml.licence(settings),
            collected_from=toml.moment(collected, "from"),
            collected_until=toml.moment(collected, "to"),
            rule=rule,
            place=Place(TOML),
            limitations=toml.limitations(settings),
            cases=cases,
            groups=self.each("groups.csv", schemes, self.group),
            respondents=self.each("respondents.csv", schemes, self.respondent),
            mentions=mentions,
            passages=passages,
            findings=self.each("findings.csv", schemes, _finding),
            motives=motives,
            works=tuple(self.works),
            citations=self.each("citations.csv", schemes, _citation),
            correspondences=self.each("crosswalk.csv", schemes, _correspondence),
            concepts=concepts,
            attributes=self.attributes,
            claims=self.claims(schemes),
            queries=self.queries,
            keywords=toml.keywords(settings),
            theme=toml.themes(settings),
            case_kind=toml.case_kind(settings),
        )

    def understood(self, file: str, schemes: Schemes) -> Understood:
        """The rows of a table with codes in them, without doubles."""
        by_code = {attribute.code: attribute for attribute in self.attributes}
        found = understood(self.rows[file], self.tables[file], schemes, by_code)
        return Understood(without_doubles(found.rows, self.tables[file].layout), found.refused)

    def each(self, file: str, schemes: Schemes, make: Callable[[Row], _T | None]) -> tuple[_T, ...]:
        """The records of a table's rows; a row of which a code was not understood is checked and left out."""
        found = self.understood(file, schemes)
        made = [(row, make(row)) for row in found.rows]
        return tuple(
            record for row, record in made if record is not None and row.place.row not in found.refused
        )

    def of(self, owner: str) -> list[Attribute]:
        return [attribute for attribute in self.attributes if attribute.of == owner]

    def case(self, row: Row) -> Case:
        return Case(
            id=row["id"],
            label=row.text("label"),
            sector=row["sector"],
            setting=row["setting"],
            start_year=row.year("start_year"),
            place=row.place,
            attributes=values(row, self.of("case")),
        )

    def group(self, row: Row) -> Group:
        return Group(
            case=row["case"],
            role=row["role"],
            respondents=row.integer("respondents"),
            place=row.place,
            attributes=values(row, self.of("group")),
        )

    def respondent(self, row: Row) -> Respondent:
        return Respondent(
            id=row["id"],
            case=row["case"],
            role=row["role"],
            organisation=row["organisation"],
            interviewed_on=row.date("interviewed_on"),
            not_asked=tuple(row["motives_not_asked"].split()),
            place=row.place,
            attributes=values(row, self.of("respondent")),
        )

    def claims(self, schemes: Schemes) -> tuple[Claim, ...]:
        """The claims in the order of their first rows, each with a reading a row."""
        names = {query.name for query in self.queries}
        found = self.understood("claims.csv", schemes)
        by_id: dict[str, list[tuple[Row, Reading]]] = {}
        for row in found.rows:
            reading = _reading(row, names) if row.place.row not in found.refused else None
            if reading is not None:
                by_id.setdefault(row["id"], []).append((row, reading))
        claims = (_claim(id_, readings) for id_, readings in by_id.items())
        return tuple(claim for claim in claims if claim is not None)


def _tell_no_coder(rule: Rule | None, mentions: Iterable[Mention], problems: Problems) -> None:
    """Say that the consensus of a rule is no rule and no coder, where that is so."""
    consensus = rule.consensus if rule else ""
    coders = sorted({mention.coder for mention in mentions} - {""})
    if not consensus or consensus in (*CONSENSUS, *coders):
        return
    valid = ", ".join((*CONSENSUS, *coders))
    problems.add(
        TOML,
        None,
        "rule.consensus",
        nl=f"consensus {consensus!r} is geen regel en geen codeur van mentions.csv. Geldig: {valid}",
        en=f"consensus {consensus!r} is no rule and no coder of mentions.csv. Valid: {valid}",
    )


def _mentions(found: Understood) -> tuple[Mention, ...]:
    """Codings with an id made of their content, so that a row keeps its link when others come and go."""
    seen: Counter[str] = Counter()
    mentions = []
    for row in found.rows:
        coded_on = row.date("coded_on")
        if row.place.row in found.refused:
            continue
        codes = (row["respondent"], row["motive"], row["level"], row["phase"])
        content = "\x1f".join([*codes, row["segment"], row["source"], row["coder"], coded_on])
        digest = hashlib.sha256(content.encode()).hexdigest()[:16]
        seen[digest] += 1
        mentions.append(
            Mention(
                id=digest if seen[digest] == 1 else f"{digest}-{seen[digest]}",
                respondent=row["respondent"],
                motive="" if row["motive"] == NOTHING else row["motive"],
                level=row["level"],
                phase=row["phase"],
                segment=row["segment"],
                source=row["source"],
                coder=row["coder"],
                coded_on=coded_on,
                note=row["note"],
                place=row.place,
            )
        )
    return tuple(mentions)


def _finding(row: Row) -> Finding:
    return Finding(
        case=row["case"],
        role=row["role"],
        motive=row["motive"],
        status=row["status"],
        locator=row["locator"],
        note=row.text("note"),
        place=row.place,
    )


def _motive(row: Row) -> Motive | None:
    if shared().get("motive", row["code"]):
        row.problem(
            "code",
            en=f"{row['code']!r} is a motive of the shared scheme already: leave this row out. To place it "
            "in another cluster, write a 'places' row in citations.csv",
            nl=f"{row['code']!r} is al een motief van het gedeelde schema: laat deze rij weg. Schrijf een "
            "rij 'places' in citations.csv om het in een ander cluster te plaatsen",
        )
        return None
    return Motive(row["code"], row["cluster"], row.text("label"), row.text("definition"), row.place)


def _reading(row: Row, queries: set[str]) -> Reading | None:
    """One row of `claims.csv`; what cannot be checked in it is told, and the row left out."""
    expect = " ".join(row["expect"].casefold().split())
    answer = expectation(expect)
    if isinstance(answer, Text):
        row.problem("expect", en=answer.en, nl=answer.nl)
    asks = expect == "query"
    sound = [
        not isinstance(answer, Text),
        _told_unless(
            row,
            "motives",
            asks or bool(row["motives"]),
            en="names no motive: name those that the claim is about, or expect a query",
            nl="noemt geen motief: noem die waarover de bewering gaat, of verwacht een query",
        ),
        _told_unless(
            row,
            "than",
            not row["than"] or expect in COMPARING,
            en=f"says nothing here: only {', '.join(COMPARING)} compare with other groups",
            nl=f"zegt hier niets: alleen {', '.join(COMPARING)} vergelijken met andere groepen",
        ),
        _told_unless(
            row,
            "query",
            not asks or bool(row["query"]),
            en="is empty: name a file of queries/, without .rq",
            nl="is leeg: noem een bestand van queries/, zonder .rq",
        ),
        _told_unless(
            row,
            "query",
            asks or not row["query"],
            en="goes with the expectation 'query', and only with that",
            nl="hoort bij de verwachting 'query', en alleen daarbij",
        ),
        _told_unless(
            row,
            "query",
            not row["query"] or row["query"] in queries,
            en=f"queries/{row['query']}.rq is not there" + _hint(row["query"], queries, "did you mean"),
            nl=f"queries/{row['query']}.rq is er niet" + _hint(row["query"], queries, "bedoelde u"),
        ),
    ]
    if not all(sound):
        return None
    return Reading(
        expect=expect,
        motives=tuple(row["motives"].split()),
        groups=parsed(row["groups"]),
        than=parsed(row["than"]),
        query=row["query"],
        text=row.text("reading"),
        differs=row.text("differs"),
        place=row.place,
    )


def _told_unless(row: Row, column: str, sound: bool, *, nl: str, en: str) -> bool:
    if not sound:
        row.problem(column, en=en, nl=nl)
    return sound


def _hint(name: str, valid: set[str], meant: str) -> str:
    hint = nearest(name, valid)
    return f": {meant} {hint!r}?" if hint else ""


def _claim(id_: str, readings: list[tuple[Row, Reading]]) -> Claim | None:
    """A claim whose kind, text and place stand in its first row; later rows may repeat them."""
    row = readings[0][0]
    gaps = [column for column in ("kind", "claim_en", "locator") if not row[column]]
    for column in gaps:
        row.problem(column, en=f"{column!r} is empty: fill it in", nl=f"{column!r} is leeg: vul deze cel in")
    kind = row["kind"].casefold()
    if kind and kind not in CLAIM_KINDS:
        valid = ", ".join(CLAIM_KINDS)
        row.problem(
            "kind",
            en=f"{row['kind']!r} is not a kind of claim. Valid: {valid}",
            nl=f"{row['kind']!r} is geen soort bewering. Geldig: {valid}",
        )
        return None
    if gaps:
        return None
    return Claim(
        id=id_,
        kind=kind,
        text=row.text("claim"),
        locator=row["locator"],
        readings=tuple(reading for _, reading in readings),
        place=row.place,
    )


_ABOUT: Final = re.compile(
    r"background|(?P<kind>cluster|level|motive):(?P<code>[^@]+)(@cluster:(?P<placed>.+))?"
)
"""What `about` says once it is understood."""


def _citation(row: Row) -> Citation | None:
    match = _ABOUT.fullmatch(row["about"])
    if match is None:
        return None
    if row["relation"] == "places" and not match["placed"]:
        row.problem(
            "about",
            en="the relation 'places' needs a cluster: write motive:CODE@cluster:CODE",
            nl="de relatie 'places' heeft een cluster nodig: schrijf motive:CODE@cluster:CODE",
        )
        return None
    if row["about"] == "background" and row["relation"] != "mentions":
        row.problem(
            "relation",
            en="about 'background' goes with the relation 'mentions', and only with that",
            nl="about 'background' hoort bij de relatie 'mentions', en alleen daarbij",
        )
        return None
    return Citation(
        work=row["work"],
        relation=row["relation"],
        about=row["about"],
        kind=match["kind"] or "background",
        code=match["code"] or "",
        placed=match["placed"] or "",
        locator=row["locator"],
        note=row.text("note"),
        place=row.place,
    )


def _correspondence(row: Row) -> Correspondence:
    kind, _, code = row["about"].partition(":")
    return Correspondence(
        kind=kind,
        code=code,
        match=row["match"],
        work=row["work"],
        concept=row["concept"],
        label=row.text("label"),
        authors=tuple(_author(name) for name in map(str.strip, row["author"].split(";")) if name),
        locator=row["locator"],
        note=row.text("note"),
        place=row.place,
    )


def _author(name: str) -> Agent:
    """A person written `Family, Given`; a name without a comma is that of an organisation."""
    return creator(name) if "," in name else organisation(name)
