"""`study.toml`: what a study says of itself, typed; and the attributes that it declares.

Goes in: the file. Comes out: `Settings`; a value of another type than is asked for is told once and read as
absent.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any, Final, TypeVar

from pyoxigraph import NamedNode

from lcgraph.errors import nearest
from lcgraph.intake import TOML
from lcgraph.literature.identifiers import normal_doi
from lcgraph.literature.model import Agent
from lcgraph.literature.names import organisation, person
from lcgraph.literature.works import REFERENCES
from lcgraph.quads import NOT_XML
from lcgraph.say import Place, Problems, Text
from lcgraph.schemes import Schemes, case_kinds, is_code
from lcgraph.study.layout import ATTRIBUTE_TYPES, OWNERS, TABLES, attribute_columns
from lcgraph.study.model import Attribute, Limitation, Rule, RuleException
from lcgraph.study.understand import meant
from lcgraph.untrusted.text import read_text

_ANY: Final = "*"
_KEYS: Final = {
    "": {
        *("id", "title", "creators", "source", "licence", "collected", "rule", "limitation"),
        *("keywords", "theme", "case_kind", "attribute"),
    },
    "title": {"nl", "en"},
    "source": {"work", "doi", "citation"},
    "collected": {"from", "to"},
    "rule": {"threshold", "locator", "exception", "consensus"},
    "rule.exception": {"case", "role", "threshold", "locator"},
    "limitation": {"nl", "en", "locator"},
    "keywords": {"nl", "en"},
    "attribute": {_ANY},
    "attribute.*": {"of", "type", "label"},
    "attribute.*.label": {"nl", "en"},
}
"""The keys that each table may have; `*` stands for any."""

_THEMES: Final = "http://publications.europa.eu/resource/authority/data-theme/"
_THEME_CODES: Final = (
    *("AGRI", "ECON", "EDUC", "ENER", "ENVI", "GOVE", "HEAL", "INTR", "JUST", "OP_DATPRO", "REGI", "SOCI"),
    *("TECH", "TRAN"),
)
"""The themes of data in the European Union, of which a study may give the codes."""

_LINK: Final = re.compile(r"https?://[^\s<>\"{}|\\^`]+")


def _is_link(text: str) -> bool:
    """Whether a text is an address that can be an IRI.

    >>> _is_link("https://example.org/a"), _is_link("https://[::1"), _is_link("example.org")
    (True, False, False)
    """
    try:
        return bool(_LINK.fullmatch(text) and NamedNode(text))
    except ValueError:
        return False


_T = TypeVar("_T")


NAMELESS: Final = "nameless"  # so that the rest of a folder can be checked; the study itself is never loaded


def read_settings(path: Path, problems: Problems) -> Settings:
    """The content of `study.toml` with unknown keys told; a missing id is told and replaced."""
    nothing = Settings({"id": NAMELESS}, problems, there=False)
    if not path.exists():
        problems.add(
            TOML, None, None, en="is missing: add it to the folder", nl="ontbreekt: voeg het toe aan de map"
        )
        return nothing
    text = read_text(path, TOML, problems)
    if text is None:
        return nothing
    settings = _parsed(text, problems)
    if settings is None:
        return nothing
    _tell_unknown_keys(settings, "", problems)
    if not isinstance(settings.get("id"), str) or not is_code(settings["id"]):
        problems.add(
            TOML,
            None,
            "id",
            en='id is missing or no code: write id = "my-study" with letters, digits and hyphens',
            nl='id ontbreekt of is geen code: schrijf id = "mijn-studie" met letters, cijfers en streepjes',
        )
        return Settings({**settings, "id": NAMELESS}, problems)
    return Settings(settings, problems)


_LONGEST: Final = 1_000_000
_DEEPEST: Final = 100
_IN_QUOTES: Final = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'')


def _parsed(text: str, problems: Problems) -> dict[str, Any] | None:
    """The tables of a TOML text; None, with the reason told, where it is none or no one wrote it by hand."""
    row = _too_deep(text)
    if row or len(text) > _LONGEST:
        problems.add(
            TOML,
            row,
            None,
            nl=f"noemt sleutels van meer dan {_DEEPEST} delen: maak ze korter" if row
            else "is langer dan een miljoen tekens: maak het korter",
            en=f"names keys of more than {_DEEPEST} parts: shorten them" if row
            else "is longer than a million characters: shorten it",
        )  # fmt: skip
        return None
    try:
        settings = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # numbers of thousands of digits are a plain ValueError
        at = re.search(r"line (\d+)", str(error))
        said = "nesting" if isinstance(error, RecursionError) else str(error).split(";")[0]
        problems.add(
            TOML, int(at[1]) if at else None, None, nl=f"is geen TOML: {said}", en=f"is not TOML: {said}"
        )
        return None
    kept = _kept(settings, "", problems)
    return kept if isinstance(kept, dict) else None


def _too_deep(text: str) -> int | None:
    """The row with a key of too many parts; the reader takes memory by the square of their number."""
    for row, line in enumerate(text.split("\n"), 1):
        if line.count(".") > _DEEPEST:
            parts = re.split(r"[=,{}]", _IN_QUOTES.sub("", line))
            if max(part.count(".") for part in parts) > _DEEPEST:
                return row
    return None


def _kept(value: Any, path: str, problems: Problems) -> Any:
    """A value without the numbers and characters that no format can hold; each is told."""
    if isinstance(value, dict):
        inner = ((key, _kept(part, f"{path}.{key}".strip("."), problems)) for key, part in value.items())
        return {key: part for key, part in inner if part is not None}
    if isinstance(value, list):
        return [part for part in (_kept(each, path, problems) for each in value) if part is not None]
    if isinstance(value, int) and abs(value) >= 2**63:
        problems.add(
            TOML, None, path,
            nl="is een te groot getal: schrijf een kleiner", en="is too large a number: write a smaller one",
        )  # fmt: skip
        return None
    if isinstance(value, str) and (found := NOT_XML.search(value)):
        problems.add(
            TOML, None, path,
            nl=f"bevat het stuurteken {found.group()!r}: haal het weg",
            en=f"holds the control character {found.group()!r}: take it out",
        )  # fmt: skip
        return NOT_XML.sub(" ", value)
    return value


def _tell_unknown_keys(table: dict[str, Any], name: str, problems: Problems, *, shown: str = "") -> None:
    keys = _KEYS[name]
    for key, value in table.items():
        path = f"{shown}.{key}".lstrip(".")
        if key not in keys and _ANY not in keys:
            hint, valid = nearest(key, keys), ", ".join(sorted(keys))
            problems.add(
                TOML,
                None,
                path,
                en=f"unknown key {key!r}" + (f": did you mean {hint!r}?" if hint else f". Valid: {valid}"),
                nl=f"onbekende sleutel {key!r}"
                + (f": bedoelde u {hint!r}?" if hint else f". Geldig: {valid}"),
            )
            continue
        inner = f"{name}.{_ANY if _ANY in keys else key}".lstrip(".")
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, dict) and inner in _KEYS:
                _tell_unknown_keys(part, inner, problems, shown=path)


_KINDS = {
    "str": ("text in quotes", "tekst tussen aanhalingstekens"),
    "list": ("a list", "een lijst"),
    "dict": ("a table", "een tabel"),
}


class Settings:
    """Typed access to `study.toml`: a value of another type is told once and read as absent.

    `name` is the path to this table, such as `rule.exception`; `there` is False where no file could be read.
    """

    def __init__(
        self, table: dict[str, Any], problems: Problems, name: str = "", *, there: bool = True
    ) -> None:
        self.there = there
        self.table = table
        self.problems = problems
        self.name = name

    def tell(self, key: str, *, nl: str, en: str) -> None:
        self.problems.add(TOML, None, f"{self.name}.{key}".strip("."), en=en, nl=nl)

    def get(self, key: str, kind: type[_T], default: _T) -> _T:
        value = self.table.get(key, default)
        if isinstance(value, kind):
            return value
        name, naam = _KINDS[kind.__name__]
        self.tell(key, en=f"{key} must be {name}", nl=f"{key} moet {naam} zijn")
        return default

    def word(self, key: str) -> str:
        return self.get(key, str, "").strip()

    def words(self, key: str) -> list[str]:
        given = self.get(key, list, [])
        if all(isinstance(item, str) and item.strip() for item in given):
            return given
        self.tell(
            key,
            en=f"{key} must be a list of texts in quotes",
            nl=f"{key} moet een lijst van teksten tussen aanhalingstekens zijn",
        )
        return []

    def sub(self, key: str) -> Settings:
        return Settings(self.get(key, dict, {}), self.problems, f"{self.name}.{key}".strip("."))

    def subs(self, key: str) -> list[Settings]:
        given = self.get(key, list, [])
        if not all(isinstance(part, dict) for part in given):
            self.tell(key, en=f"{key} must be a list of tables", nl=f"{key} moet een lijst van tabellen zijn")
        name = f"{self.name}.{key}".strip(".")
        return [Settings(part, self.problems, name) for part in given if isinstance(part, dict)]

    def text(self) -> Text:
        return Text(nl=self.word("nl"), en=self.word("en"))

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
                en='threshold is missing: write it as a fraction in quotes, such as "3/4"',
                nl='threshold ontbreekt: schrijf hem als breuk tussen aanhalingstekens, zoals "3/4"',
            )
            return None
        self.tell(
            "threshold",
            en=f'the threshold {value!r} is not a fraction: write it in quotes, such as "3/4"',
            nl=f'de drempel {value!r} is geen breuk: schrijf haar tussen aanhalingstekens, zoals "3/4"',
        )
        return None


def creator(name: str) -> Agent:
    """A person written `Family, Given`, or an organisation in braces."""
    if name.startswith("{") and name.endswith("}"):
        return organisation(name.strip("{}").strip())
    family, _, given = name.partition(",")
    return person(family.strip(), given.strip())


def work_key(source: Settings) -> str:
    """The key under which the reference list has the work that the study was published in."""
    key = source.word("work")
    if not key or is_code(key):
        return key
    source.tell(
        "work",
        en=f"{key!r} is not a code: write the key of the work in {REFERENCES}",
        nl=f"{key!r} is geen code: schrijf de sleutel van het werk in {REFERENCES}",
    )
    return ""


def doi(source: Settings) -> str:
    written = source.word("doi")
    doi = normal_doi(written)
    if written and not doi:
        source.tell(
            "doi",
            en=f"{written!r} is not a DOI: write it as 10.1234/abc or leave it out",
            nl=f"{written!r} is geen DOI: schrijf hem als 10.1234/abc of laat hem weg",
        )
    return doi


def licence(settings: Settings) -> str:
    """The licence as an IRI."""
    licence = settings.word("licence")
    if licence and not _is_link(licence):
        settings.tell(
            "licence",
            en=f"{licence!r} is not a link: write the licence's address, https://…",
            nl=f"{licence!r} is geen link: schrijf het adres van de licentie, https://…",
        )
        return ""
    return licence


def moment(collected: Settings, key: str) -> str:
    """A year, a month or a day: 2020, 2020-10, 2020-10-05 (as text or as a TOML date)."""
    value = str(collected.table.get(key, ""))
    if not value or _is_moment(value):
        return value
    collected.tell(
        key,
        en=f"{value!r} is not a year, month or day: write 2020, 2020-10 or 2020-10-05",
        nl=f"{value!r} is geen jaar, maand of dag: schrijf 2020, 2020-10 of 2020-10-05",
    )
    return ""


def _is_moment(text: str) -> bool:
    try:
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", text, re.ASCII) is not None


def rule(settings: Settings, schemes: Schemes) -> Rule | None:
    """The reporting rule with its exceptions, of which case and role may be named by their labels."""
    threshold = settings.threshold()
    exceptions: dict[tuple[str, str], RuleException] = {}
    for part in settings.subs("exception"):
        case, role, other = _code(part, "case", schemes), _code(part, "role", schemes), part.threshold()
        if not case or not role:
            continue
        if (case, role) in exceptions:
            settings.tell(
                "exception",
                en=f"{case}, {role} has two exceptions: keep one of them",
                nl=f"{case}, {role} heeft twee uitzonderingen: houd er een",
            )
        elif other is not None:
            exceptions[case, role] = RuleException(case, role, other, part.word("locator"), Place(TOML))
    if threshold is None:
        return None
    return Rule(
        threshold,
        settings.word("locator"),
        tuple(exceptions.values()),
        Place(TOML),
        consensus=settings.word("consensus"),
    )


def _code(part: Settings, key: str, schemes: Schemes) -> str:
    """The code that a key means, "" when it means none; that is told."""
    text = part.word(key)
    if not text:
        part.tell(key, en=f"an exception names its {key}", nl=f"een uitzondering noemt haar {key}")
        return ""
    answer = meant(text, key, schemes)
    if isinstance(answer, str):
        return answer
    part.tell(key, en=answer.en, nl=answer.nl)
    return ""


def limitations(settings: Settings) -> tuple[Limitation, ...]:
    """What the study says that it cannot tell."""
    place = Place(TOML)
    return tuple(Limitation(part.text(), part.word("locator"), place) for part in settings.subs("limitation"))


def keywords(settings: Settings) -> dict[str, tuple[str, ...]]:
    """Words by language; those of a plain list are of no language that is said."""
    if not isinstance(settings.table.get("keywords", []), dict):
        words = tuple(settings.words("keywords"))
        return {"": words} if words else {}
    part = settings.sub("keywords")
    found = {lang: tuple(part.words(lang)) for lang in ("nl", "en")}
    return {lang: words for lang, words in found.items() if words}


def themes(settings: Settings) -> tuple[str, ...]:
    """The themes as links: links as they are, or codes of the themes of the European Union."""
    given = settings.table.get("theme", [])
    words = [settings.word("theme")] if isinstance(given, str) else settings.words("theme")
    found = []
    for word in filter(None, words):
        if _is_link(word):
            found.append(word)
        elif word.upper() in _THEME_CODES:
            found.append(_THEMES + word.upper())
        else:
            valid = ", ".join(_THEME_CODES)
            settings.tell(
                "theme",
                en=f"{word!r} is neither a link nor a theme: write https://… or one of {valid}",
                nl=f"{word!r} is geen link en geen thema: schrijf https://… of een van {valid}",
            )
    return tuple(dict.fromkeys(found))


def case_kind(settings: Settings) -> str:
    """The code of the kind of collaboration that the cases of the study are, "" for any."""
    kind, kinds = settings.word("case_kind"), sorted(case_kinds())
    if not kind or kind in kinds:
        return kind
    hint = nearest(kind, kinds) or kinds[0]
    settings.tell(
        "case_kind",
        en=f"unknown kind {kind!r}: did you mean {hint!r}? Leave case_kind out for any other collaboration",
        nl=f"onbekende soort {kind!r}: bedoelde u {hint!r}? Laat case_kind weg bij een andere samenwerking",
    )
    return ""


def attributes(settings: Settings) -> tuple[Attribute, ...]:
    """The attributes that the study declares, in their order; one that cannot be is told and left out."""
    declared = settings.sub("attribute")
    found: list[Attribute] = []
    taken: dict[str, set[str]] = {
        of: {column.name for column in TABLES[file].columns} for of, file in OWNERS.items()
    }
    for code in declared.table:
        attribute = _attribute(declared.sub(code), code)
        if attribute is None:
            continue
        names = {column.name for column in attribute_columns(attribute)}
        if names & taken[attribute.of] or code.lower() in _FACETS:
            declared.tell(
                code,
                en=f"the column {code!r} is there already: choose another code",
                nl=f"de kolom {code!r} is er al: kies een andere code",
            )
            continue
        taken[attribute.of] |= names
        found.append(attribute)
    return tuple(found)


_FACETS: Final = frozenset({"role", "setting", "sector", "case", "start_year"})


def _attribute(part: Settings, code: str) -> Attribute | None:
    if not is_code(code):
        part.tell(
            "",
            en=f"{code!r} is not a code: use letters, digits, '-', '_' and '.' only",
            nl=f"{code!r} is geen code: gebruik alleen letters, cijfers, '-', '_' en '.'",
        )
        return None
    of, type_ = _one_of(part, "of", tuple(OWNERS)), _one_of(part, "type", ATTRIBUTE_TYPES)
    label = part.sub("label").text()
    if not label.en:
        part.tell(
            "label.en",
            en=f'label.en is missing: write what {code} is called, label.en = "…"',
            nl=f'label.en ontbreekt: schrijf hoe {code} heet, label.en = "…"',
        )
    return Attribute(code, of, type_, label, Place(TOML)) if of and type_ and label.en else None


def _one_of(part: Settings, key: str, valid: Iterable[str]) -> str:
    word, listed = part.word(key), ", ".join(valid)
    if word in valid:
        return word
    hint = nearest(word, valid)
    part.tell(
        key,
        en=f"{key} {word!r} is unknown: " + (f"did you mean {hint!r}? " if hint else "") + f"Valid: {listed}",
        nl=f"{key} {word!r} is onbekend: " + (f"bedoelde u {hint!r}? " if hint else "") + f"Geldig: {listed}",
    )
    return ""
