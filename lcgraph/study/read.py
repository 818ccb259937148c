"""A study folder read whole: `study.toml`, its tables and its reference list become one `Study`.

Every file is read even when another is broken, so that a person sees all problems at once. What cannot be
used is told and left out; whether codes and references exist is for the shapes to say (`lcgraph.validate`).
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections import Counter
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeVar

from lcgraph.errors import nearest
from lcgraph.literature.names import organisation, person
from lcgraph.literature.persons import told_apart
from lcgraph.literature.works import FILE as BIBLIOGRAPHY
from lcgraph.literature.works import normal_doi, read_bibliography
from lcgraph.say import Place, Problem, Text
from lcgraph.study.model import (
    Agent,
    Case,
    Citation,
    Correspondence,
    Finding,
    Group,
    Limitation,
    Mention,
    Motive,
    Respondent,
    Rule,
    RuleException,
    Study,
    Work,
)
from lcgraph.study.pseudonyms import tell_personal, tell_twins
from lcgraph.study.tables import Layout, Problems, Row, is_code, read_table, read_text
from lcgraph.vocab import CODES

TOML = "study.toml"
LAYOUTS: dict[str, Layout] = {
    layout.file: layout
    for layout in (
        Layout(
            "cases.csv",
            (
                "id",
                "label_nl",
                "label_en",
                "sector",
                "setting",
                "start_year",
                "students",
                "students_qualifier",
                "partners",
                "partners_qualifier",
                "place_in_programme_nl",
                "place_in_programme_en",
                "practice_partners_nl",
                "practice_partners_en",
                "other_partners_nl",
                "other_partners_en",
            ),
            ("id", "label_en", "sector", "setting"),
            ("id",),
        ),
        Layout(
            "groups.csv",
            ("case", "role", "respondents", "imported_from"),
            ("case", "role", "respondents"),
            ("case", "role"),
        ),
        Layout(
            "respondents.csv",
            ("id", "case", "role", "organisation", "interviewed_on", "motives_not_asked", "imported_from"),
            ("id", "case", "role"),
            ("id",),
        ),
        Layout(
            "mentions.csv",
            (
                "respondent",
                "motive",
                "level",
                "phase",
                "segment",
                "source",
                "coder",
                "coded_on",
                "note",
                "imported_from",
            ),
            ("respondent", "motive"),
        ),
        Layout(
            "findings.csv",
            ("case", "role", "motive", "status", "locator", "note_nl", "note_en"),
            ("case", "role", "motive", "status", "locator"),
            ("case", "role", "motive"),
        ),
        Layout(
            "motives.csv",
            ("code", "cluster", "label_nl", "label_en", "definition_nl", "definition_en"),
            ("code", "cluster", "label_en"),
            ("code",),
        ),
        Layout(
            "claims.csv",
            ("work", "relation", "about", "locator", "note_nl", "note_en"),
            ("work", "relation", "about", "locator"),
            ("work", "relation", "about", "locator"),
        ),
        Layout(
            "crosswalk.csv",
            (
                "about",
                "match",
                "work",
                "concept",
                "label_nl",
                "label_en",
                "locator",
                "author",
                "note_nl",
                "note_en",
            ),
            ("work", "about", "match", "concept", "label_en", "locator"),
            ("about", "work", "concept"),
        ),
    )
}
"""The columns of every table of a study folder, as the contract names them; `imported_from` is ours."""

MAPPINGS = ("codes.csv", "sources.csv")
"""The tables in which a person says what codes and sources of an import stand for; no part of the study."""

_TOML_KEYS = {
    "": {"id", "title", "creators", "source", "licence", "collected", "rule", "limitation"},
    "title": {"nl", "en"},
    "source": {"work", "doi", "citation"},
    "collected": {"from", "to"},
    "rule": {"threshold", "locator", "exception"},
    "rule.exception": {"case", "role", "threshold", "locator"},
    "limitation": {"nl", "en", "locator"},
}
_T = TypeVar("_T")


def read_study(folder: Path) -> tuple[Study | None, list[Problem]]:
    """The study in a folder, and every problem on the way; no study when it has no usable `study.toml`."""
    problems = Problems()
    if not folder.is_dir():
        problems.add(
            str(folder), None, None, "is no folder: name a study folder", "is geen map: noem een studiemap"
        )
        return None, problems.found
    settings = _read_settings(folder / TOML, problems)
    tables = {file: _read_if_there(folder / file, layout, problems) for file, layout in LAYOUTS.items()}
    tell_personal(tables["respondents.csv"], ("id",), problems)
    tell_twins(tables["respondents.csv"], "id", problems)
    tell_personal(tables["mentions.csv"], ("respondent", "source", "coder"), problems)
    _tell_missing(folder, problems)
    _tell_empty(folder, tables, problems)
    works: list[Work] = []
    if (folder / BIBLIOGRAPHY).exists():
        works = read_bibliography(folder / BIBLIOGRAPHY, problems)
    _tell_unread(folder, problems)
    _tell_examples(settings, tables, works, problems)
    study = told_apart(_study(settings, tables, works, problems), problems)
    return study, sorted(problems.found, key=_in_order)


def _in_order(problem: Problem) -> tuple[int, int, int]:
    """Problems are told in the order of the files, of their rows and of the columns."""
    files = (TOML, *LAYOUTS, BIBLIOGRAPHY)
    file = files.index(problem.file) if problem.file in files else len(files)
    columns = LAYOUTS[problem.file].columns if problem.file in LAYOUTS else ()
    return file, problem.row or 0, columns.index(problem.column) if problem.column in columns else -1


def _tell_unread(folder: Path, problems: Problems) -> None:
    """A table under a name that no study has would be lost without a word."""
    for path in sorted(folder.glob("*.csv")):
        if path.name not in LAYOUTS and path.name not in MAPPINGS:
            hint = nearest(path.name, LAYOUTS)
            problems.add(
                path.name,
                None,
                None,
                "is not read: " + (f"did you mean {hint!r}?" if hint else "a study has no such table"),
                "wordt niet gelezen: "
                + (f"bedoelde u {hint!r}?" if hint else "een studie heeft zo'n tabel niet"),
                severity="warning",
            )


def _tell_examples(
    settings: dict[str, Any], tables: dict[str, list[Row]], works: list[Work], problems: Problems
) -> None:
    """What `lcgraph new` wrote as an example still stands there: it must not be taken for data."""

    def tell(file: str, row: int | None, en: str, nl: str) -> None:
        problems.add(file, row, None, en, nl, severity="warning")

    if is_example(settings["id"]):
        tell(
            TOML,
            None,
            "the id is that of the example: give your own",
            "de id is die van het voorbeeld: geef een eigen",
        )
    en = "this is the example {}: replace it with your own, or remove it"
    nl = "dit is {} uit het voorbeeld: vervang {} door uw eigen, of haal {} weg"
    for file, rows in tables.items():
        for row in rows:
            if is_example(row[example_column(file)]):
                tell(file, row.place.row, en.format("row"), nl.format("de rij", "die", "die"))
    for work in works:
        if is_example(work.key):
            tell(work.place.file, work.place.row, en.format("work"), nl.format("het werk", "het", "het"))


def example_column(file: str) -> str:
    """The column by which a row of a table is known as the worked example of a new study folder."""
    return "work" if file == "crosswalk.csv" else LAYOUTS[file].required[0]


def is_example(code: str) -> bool:
    """Whether a code marks the worked example of a new study folder.

    >>> is_example("example-case"), is_example("example"), is_example("exemplary")
    (True, True, False)
    """
    return code.lower() == "example" or code.lower().startswith("example-")


def _read_if_there(path: Path, layout: Layout, problems: Problems) -> list[Row]:
    return read_table(path, layout, problems) if path.exists() else []


def _tell_missing(folder: Path, problems: Problems) -> None:
    """A study needs its cases and groups, and either published cells or coded interviews."""
    for file in ("cases.csv", "groups.csv"):
        if not (folder / file).exists():
            problems.add(
                file, None, None, "is missing: add it to the folder", "ontbreekt: voeg het toe aan de map"
            )
    coded = [file for file in ("respondents.csv", "mentions.csv") if (folder / file).exists()]
    if not coded and not (folder / "findings.csv").exists():
        problems.add(
            "findings.csv",
            None,
            None,
            "is missing, and so are respondents.csv and mentions.csv: add published cells or interviews",
            "ontbreekt, net als respondents.csv en mentions.csv: voeg gepubliceerde cellen of interviews toe",
        )
    if len(coded) == 1:
        missing = ({"respondents.csv", "mentions.csv"} - set(coded)).pop()
        problems.add(
            missing,
            None,
            None,
            f"is missing beside {coded[0]}: add it",
            f"ontbreekt naast {coded[0]}: voeg het toe",
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
                "has no rows yet: fill it in, or remove it if the study has none",
                "heeft nog geen rijen: vul het in, of verwijder het als de studie ze niet heeft",
                severity="warning",
            )


_NAMELESS = "nameless"  # so that the rest of a folder can be checked; the study itself is never loaded


def _read_settings(path: Path, problems: Problems) -> dict[str, Any]:
    """The content of `study.toml` with unknown keys told; a missing id is told and replaced."""
    if not path.exists():
        problems.add(
            TOML, None, None, "is missing: add it to the folder", "ontbreekt: voeg het toe aan de map"
        )
        return {"id": _NAMELESS}
    text = read_text(path, TOML, problems)
    if text is None:
        return {"id": _NAMELESS}
    try:
        settings = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        at = re.search(r"line (\d+)", str(error))
        problems.add(
            TOML, int(at.group(1)) if at else None, None, f"is not TOML: {error}", f"is geen TOML: {error}"
        )
        return {"id": _NAMELESS}
    _tell_unknown_keys(settings, "", problems)
    if not isinstance(settings.get("id"), str) or not is_code(settings["id"]):
        problems.add(
            TOML,
            None,
            "id",
            'id is missing or no code: write id = "my-study" with letters, digits and hyphens',
            'id ontbreekt of is geen code: schrijf id = "mijn-studie" met letters, cijfers en streepjes',
        )
        return {**settings, "id": _NAMELESS}
    return settings


def _tell_unknown_keys(table: dict[str, Any], name: str, problems: Problems) -> None:
    keys = _TOML_KEYS[name]
    for key, value in table.items():
        path = f"{name}.{key}".lstrip(".")
        if key not in keys:
            hint, valid = nearest(key, keys), ", ".join(sorted(keys))
            problems.add(
                TOML,
                None,
                path,
                f"unknown key {key!r}"
                + (f": did you mean {hint!r}?" if hint else f": remove it. Valid: {valid}"),
                f"onbekende sleutel {key!r}"
                + (f": bedoelde u {hint!r}?" if hint else f": verwijder hem. Geldig: {valid}"),
            )
            continue
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, dict) and path in _TOML_KEYS:
                _tell_unknown_keys(part, path, problems)


_KINDS = {
    "str": ("text in quotes", "tekst tussen aanhalingstekens"),
    "list": ("a list", "een lijst"),
    "dict": ("a table", "een tabel"),
}


class _Settings:
    """Typed access to `study.toml`: a value of another type is told once and read as absent.

    `name` is the path to this table, such as `rule.exception`.
    """

    def __init__(self, table: dict[str, Any], problems: Problems, name: str = "") -> None:
        self.table = table
        self.problems = problems
        self.name = name

    def tell(self, key: str, en: str, nl: str) -> None:
        self.problems.add(TOML, None, f"{self.name}.{key}".strip("."), en, nl)

    def get(self, key: str, kind: type[_T], default: _T) -> _T:
        value = self.table.get(key, default)
        if isinstance(value, kind):
            return value
        name, naam = _KINDS[kind.__name__]
        self.tell(key, f"{key} must be {name}", f"{key} moet {naam} zijn")
        return default

    def word(self, key: str) -> str:
        return self.get(key, str, "").strip()

    def words(self, key: str) -> list[str]:
        given = self.get(key, list, [])
        if all(isinstance(item, str) and item.strip() for item in given):
            return given
        self.tell(
            key,
            f"{key} must be a list of texts in quotes",
            f"{key} moet een lijst van teksten tussen aanhalingstekens zijn",
        )
        return []

    def sub(self, key: str) -> _Settings:
        return _Settings(self.get(key, dict, {}), self.problems, f"{self.name}.{key}".strip("."))

    def subs(self, key: str) -> list[_Settings]:
        given = self.get(key, list, [])
        if not all(isinstance(part, dict) for part in given):
            self.tell(key, f"{key} must be a list of tables", f"{key} moet een lijst van tabellen zijn")
        name = f"{self.name}.{key}".strip(".")
        return [_Settings(part, self.problems, name) for part in given if isinstance(part, dict)]

    def text(self) -> Text:
        return Text(self.word("nl"), self.word("en"))

    def threshold(self) -> Fraction | None:
        """A fraction such as "3/4"; decimals are refused, because floats are not exact."""
        value = self.table.get("threshold")
        if isinstance(value, int) and not isinstance(value, bool):
            return Fraction(value)
        match = (
            re.fullmatch(r"\s*(\d{1,6})\s*(?:/\s*(\d{1,6}))?\s*", value) if isinstance(value, str) else None
        )
        if match and int(match[2] or 1):
            return Fraction(int(match[1]), int(match[2] or 1))
        if value is None:
            self.tell(
                "threshold",
                'threshold is missing: write it as a fraction in quotes, such as "3/4"',
                'threshold ontbreekt: schrijf hem als breuk tussen aanhalingstekens, zoals "3/4"',
            )
            return None
        self.tell(
            "threshold",
            f'the threshold {value!r} is not a fraction: write it in quotes, such as "3/4"',
            f'de drempel {value!r} is geen breuk: schrijf haar tussen aanhalingstekens, zoals "3/4"',
        )
        return None


def _study(raw: dict[str, Any], tables: dict[str, list[Row]], works: list[Work], problems: Problems) -> Study:
    settings = _Settings(raw, problems)
    source, collected, place = settings.sub("source"), settings.sub("collected"), Place(TOML)
    return Study(
        id=raw["id"],
        title=settings.sub("title").text(),
        creators=tuple(_creator(name) for name in settings.words("creators")),
        source_work=_work_key(source),
        source_doi=_doi(source),
        source_citation=source.word("citation"),
        licence=_licence(settings),
        collected_from=_moment(collected, "from"),
        collected_until=_moment(collected, "to"),
        rule=_rule(settings.sub("rule")) if "rule" in raw else None,
        place=place,
        limitations=tuple(
            Limitation(part.text(), part.word("locator"), place) for part in settings.subs("limitation")
        ),
        cases=_each(tables, "cases.csv", _case),
        groups=_each(tables, "groups.csv", _group),
        respondents=_each(tables, "respondents.csv", _respondent),
        mentions=_mentions(tables["mentions.csv"]),
        findings=_each(tables, "findings.csv", _finding),
        motives=_each(tables, "motives.csv", _motive),
        works=tuple(works),
        citations=_each(tables, "claims.csv", _claim),
        correspondences=_each(tables, "crosswalk.csv", _correspondence),
    )


def _creator(name: str) -> Agent:
    """A person written `Family, Given`."""
    family, _, given = name.partition(",")
    return person(family.strip(), given.strip())


def _work_key(source: _Settings) -> str:
    """The key under which the reference list has the work that the study was published in."""
    key = source.word("work")
    if not key or is_code(key):
        return key
    source.tell(
        "work",
        f"{key!r} is not a code: write the key of the work in {BIBLIOGRAPHY}",
        f"{key!r} is geen code: schrijf de sleutel van het werk in {BIBLIOGRAPHY}",
    )
    return ""


def _doi(source: _Settings) -> str:
    written = source.word("doi")
    doi = normal_doi(written)
    if written and not doi:
        source.tell(
            "doi",
            f"{written!r} is not a DOI: write it as 10.1234/abc or leave it out",
            f"{written!r} is geen DOI: schrijf hem als 10.1234/abc of laat hem weg",
        )
    return doi


def _licence(settings: _Settings) -> str:
    """The licence as an IRI."""
    licence = settings.word("licence")
    if licence and not re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", licence):
        settings.tell(
            "licence",
            f"{licence!r} is not a link: write the licence's address, https://…",
            f"{licence!r} is geen link: schrijf het adres van de licentie, https://…",
        )
        return ""
    return licence


def _moment(collected: _Settings, key: str) -> str:
    """A year, a month or a day: 2020, 2020-10, 2020-10-05 (as text or as a TOML date)."""
    value = str(collected.table.get(key, ""))
    if not value or _is_moment(value):
        return value
    collected.tell(
        key,
        f"{value!r} is no year, month or day: write 2020, 2020-10 or 2020-10-05",
        f"{value!r} is geen jaar, maand of dag: schrijf 2020, 2020-10 of 2020-10-05",
    )
    return ""


def _is_moment(text: str) -> bool:
    try:
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", text, re.ASCII) is not None


def _rule(settings: _Settings) -> Rule | None:
    threshold = settings.threshold()
    exceptions: dict[tuple[str, str], RuleException] = {}
    for part in settings.subs("exception"):
        case, role, other = part.word("case"), part.word("role"), part.threshold()
        if not is_code(case) or not is_code(role):
            settings.tell(
                "exception",
                "an exception names a case and a role by their codes",
                "een uitzondering noemt een casus en een rol met hun codes",
            )
        elif (case, role) in exceptions:
            settings.tell(
                "exception",
                f"{case}, {role} has two exceptions: keep one of them",
                f"{case}, {role} heeft twee uitzonderingen: houd er een",
            )
        elif other is not None:
            exceptions[case, role] = RuleException(case, role, other, part.word("locator"), Place(TOML))
    if threshold is None:
        return None
    return Rule(threshold, settings.word("locator"), tuple(exceptions.values()), Place(TOML))


def _each(tables: dict[str, list[Row]], file: str, make: Callable[[Row], _T | None]) -> tuple[_T, ...]:
    return tuple(record for row in tables[file] if (record := make(row)) is not None)


def _codes(row: Row, **columns: str) -> dict[str, str] | None:
    """The codes of several columns by scheme; None when one cannot be a code (told already)."""
    found = {column: row.code(column, CODES.get(scheme, ())) for column, scheme in columns.items()}
    return None if any(row[column] and not code for column, code in found.items()) else found


def _case(row: Row) -> Case | None:
    codes = _codes(row, id="case", sector="sector", setting="setting")
    qualifiers = _codes(row, students_qualifier="qualifier", partners_qualifier="qualifier")
    students, partners = row.integer("students"), row.integer("partners")
    if codes is None or qualifiers is None:
        return None
    return Case(
        id=codes["id"],
        label=row.text("label"),
        sector=codes["sector"],
        setting=codes["setting"],
        start_year=row.year("start_year"),
        students=students,
        students_qualifier=qualifiers["students_qualifier"] or ("exactly" if students is not None else ""),
        partners=partners,
        partners_qualifier=qualifiers["partners_qualifier"] or ("exactly" if partners is not None else ""),
        place_in_programme=row.text("place_in_programme"),
        practice_partners=row.text("practice_partners"),
        other_partners=row.text("other_partners"),
        place=row.place,
    )


def _group(row: Row) -> Group | None:
    codes, respondents = _codes(row, case="case", role="role"), row.integer("respondents")
    if codes is None:
        return None
    return Group(codes["case"], codes["role"], respondents, row.place)


def _respondent(row: Row) -> Respondent | None:
    codes = _codes(row, id="respondent", case="case", role="role")
    not_asked = tuple(row["motives_not_asked"].split())
    for motive in not_asked:
        if not is_code(motive):
            hint = nearest(motive, CODES["motive"])
            row.problem(
                "motives_not_asked",
                f"{motive!r} is not a code" + (f"; did you mean {hint!r}?" if hint else ""),
                f"{motive!r} is geen code" + (f"; bedoelde u {hint!r}?" if hint else ""),
            )
    if codes is None:
        return None
    return Respondent(
        id=codes["id"],
        case=codes["case"],
        role=codes["role"],
        organisation=row["organisation"],
        interviewed_on=row.date("interviewed_on"),
        not_asked=tuple(motive for motive in not_asked if is_code(motive)),
        place=row.place,
    )


def _mentions(rows: list[Row]) -> tuple[Mention, ...]:
    """Codings with an id made of their content, so that a row keeps its link when others come and go."""
    seen: Counter[str] = Counter()
    mentions = []
    for row in rows:
        codes = _codes(row, respondent="respondent", motive="motive", level="level", phase="phase")
        coded_on = row.date("coded_on")
        if codes is None:
            continue
        content = "\x1f".join([*codes.values(), row["segment"], row["source"], row["coder"], coded_on])
        digest = hashlib.sha256(content.encode()).hexdigest()[:16]
        seen[digest] += 1
        mentions.append(
            Mention(
                id=digest if seen[digest] == 1 else f"{digest}-{seen[digest]}",
                respondent=codes["respondent"],
                motive=codes["motive"],
                level=codes["level"],
                phase=codes["phase"],
                segment=row["segment"],
                source=row["source"],
                coder=row["coder"],
                coded_on=coded_on,
                note=row["note"],
                place=row.place,
            )
        )
    return tuple(mentions)


def _finding(row: Row) -> Finding | None:
    codes = _codes(row, case="case", role="role", motive="motive", status="status")
    if codes is None:
        return None
    return Finding(**codes, locator=row["locator"], note=row.text("note"), place=row.place)


def _motive(row: Row) -> Motive | None:
    codes = _codes(row, code="motive", cluster="cluster")
    if codes is None:
        return None
    if codes["code"] in CODES["motive"]:
        row.problem(
            "code",
            f"{codes['code']!r} is a motive of the shared scheme already: leave this row out. To place it in "
            "another cluster, write a 'places' row in claims.csv",
            f"{codes['code']!r} is al een motief van het gedeelde schema: laat deze rij weg. Schrijf een rij "
            "'places' in claims.csv om het in een ander cluster te plaatsen",
        )
        return None
    return Motive(codes["code"], codes["cluster"], row.text("label"), row.text("definition"), row.place)


_CODE = r"[A-Za-z0-9][A-Za-z0-9._-]*"
_ABOUT = re.compile(
    rf"background|(?P<kind>cluster|level):(?P<code>{_CODE})"
    rf"|motive:(?P<motive>{_CODE})(@cluster:(?P<placed>{_CODE}))?"
)
"""What `about` may say in `claims.csv`."""


def _claim(row: Row) -> Citation | None:
    codes = _codes(row, work="work", relation="relation")
    match = _ABOUT.fullmatch(row["about"])
    if match is None:
        row.problem(
            "about",
            f"{row['about']!r} is not understood: write cluster:CODE, level:CODE, motive:CODE, "
            "motive:CODE@cluster:CODE or background",
            f"{row['about']!r} is niet te begrijpen: schrijf cluster:CODE, level:CODE, motive:CODE, "
            "motive:CODE@cluster:CODE of background",
        )
    if codes is None or match is None:
        return None
    if codes["relation"] == "places" and not match["placed"]:
        row.problem(
            "about",
            "the relation 'places' needs a cluster: write motive:CODE@cluster:CODE",
            "de relatie 'places' heeft een cluster nodig: schrijf motive:CODE@cluster:CODE",
        )
        return None
    if row["about"] == "background" and codes["relation"] != "mentions":
        row.problem(
            "relation",
            "about 'background' goes with the relation 'mentions', and only with that",
            "about 'background' hoort bij de relatie 'mentions', en alleen daarbij",
        )
        return None
    return Citation(
        work=codes["work"],
        relation=codes["relation"],
        about=row["about"],
        kind=match["kind"] or ("motive" if match["motive"] else "background"),
        code=match["code"] or match["motive"] or "",
        placed=match["placed"] or "",
        locator=row["locator"],
        note=row.text("note"),
        place=row.place,
    )


_OF = re.compile(rf"(?P<kind>cluster|level|motive):(?P<code>{_CODE})")
"""What `about` may say in `crosswalk.csv`."""


def _correspondence(row: Row) -> Correspondence | None:
    codes = _codes(row, match="match", work="work", concept="concept")
    of = _OF.fullmatch(row["about"])
    if of is None:
        row.problem(
            "about",
            f"{row['about']!r} is not understood: write cluster:CODE, level:CODE or motive:CODE",
            f"{row['about']!r} is niet te begrijpen: schrijf cluster:CODE, level:CODE of motive:CODE",
        )
    if codes is None or of is None:
        return None
    return Correspondence(
        kind=of["kind"],
        code=of["code"],
        match=codes["match"],
        work=codes["work"],
        concept=codes["concept"],
        label=row.text("label"),
        authors=tuple(_author(name) for name in map(str.strip, row["author"].split(";")) if name),
        locator=row["locator"],
        note=row.text("note"),
        place=row.place,
    )


def _author(name: str) -> Agent:
    """A person written `Family, Given`; a name without a comma is that of an organisation."""
    return _creator(name) if "," in name else organisation(name)
