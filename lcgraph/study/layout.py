"""The tables of a study folder, each column said once: what it holds, for whom, and what it becomes in RDF.

Goes in: nothing, or the attributes that a study declares. Comes out: `TABLES`, by file name. They drive how a
folder is read, which codes and labels are understood where, what becomes of a column (`lcgraph.study.quads`),
what is private, the folder that `lcgraph new` makes, and the pages on it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from pyoxigraph import NamedNode

from lcgraph.say import Text
from lcgraph.study.model import Attribute
from lcgraph.study.tables import Layout
from lcgraph.vocab import LCG, SKOS

QUERIES: Final = "queries"
"""The folder with a study's own questions, `*.rq`."""

MAPPINGS: Final = ("codes.csv", "sources.csv")
"""The tables in which a person says what codes and sources of an import stand for; no part of the study."""

ATTRIBUTE_TYPES: Final = ("yes-no", "number", "year", "text", "quantity")
NOTHING: Final = "-"
"""What stands in a cell that names nothing, by decision."""
OWNERS: Final = {"case": "cases.csv", "group": "groups.csv", "respondent": "respondents.csv"}
"""What may have attributes, and the table that has their columns."""


@dataclass(frozen=True)
class Column:
    """A column of a table.

    `scheme` says whose codes (and labels) it holds, "" for none; `kind` is `text`, `code`, `codes` (with
    spaces between), `whole`, `year`, `date`, `about`, `concept`, `conditions`, `broader` or the type of an
    attribute. `becomes` is its property in RDF, where it is one. `required` columns stand in the header, and
    are filled in every row unless `may_be_empty`. A `private` column never leaves in a public export. `ours`
    columns are written by an import only; `-` may stand where there is `nothing` to name. `example` is the
    cell of the example row in a new folder.
    """

    name: str
    help: Text
    required: bool = False
    may_be_empty: bool = False
    scheme: str = ""
    kind: str = "text"
    becomes: NamedNode | None = None
    private: bool = False
    ours: bool = False
    example: str = ""
    nothing: bool = False


@dataclass(frozen=True)
class Table:
    """A file of the folder: what one row of it is, its columns, and which of them name a row (`key`).

    `mark` is the column by which the example row of a new folder is known. An `open` table may have any other
    column too.
    """

    file: str
    help: Text
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    mark: str = ""
    open: bool = False

    @property
    def layout(self) -> Layout:
        """The table as `lcgraph.study.tables` reads it."""
        return Layout(
            self.file,
            tuple(column.name for column in self.columns),
            tuple(column.name for column in self.columns if column.required),
            self.key,
            tuple(column.name for column in self.columns if column.may_be_empty),
            next((of for of, file in OWNERS.items() if file == self.file), ""),
            self.open,
        )

    def holding(self, *kinds: str) -> tuple[Column, ...]:
        """The columns that hold such kinds of values."""
        return tuple(column for column in self.columns if column.kind in kinds)


def _both(
    name: str,
    nl: str,
    en: str,
    *,
    required: bool = False,
    may_be_empty: bool = False,
    becomes: NamedNode | None = None,
    example: tuple[str, str] = ("", ""),
) -> tuple[Column, ...]:
    """The two columns of a text: Dutch, and English, which alone is ever required."""
    return (
        Column(
            f"{name}_nl",
            Text(nl=f"{nl}, in het Nederlands", en=f"{en}, in Dutch"),
            becomes=becomes,
            example=example[0],
        ),
        Column(
            f"{name}_en",
            Text(nl="hetzelfde in het Engels", en="the same in English"),
            required=required,
            may_be_empty=may_be_empty,
            becomes=becomes,
            example=example[1],
        ),
    )


_CASE = Text(nl="de code van de case", en="the code of the case")
_ROLE = Text(nl="de code van de rol", en="the code of the role")
_MOTIVE = Text(nl="de code van het motief", en="the code of the motive")
_WORK = Text(nl="de sleutel van het werk in `references.bib`", en="the key of the work in `references.bib`")
_PLACE = Text(
    nl="de plaats in de publicatie, zoals `Tabel 3`", en="the place in the publication, such as `Table 3`"
)
_IMPORTED = Column(
    "imported_from",
    Text(
        nl="het bestand waaruit `lcgraph import` deze rij maakte; leeg in een rij die u zelf schreef",
        en="the file from which `lcgraph import` made this row; empty in a row written by hand",
    ),
    private=True,
    ours=True,
)
_SCHEMES = Table(
    "schemes.csv",
    Text(
        nl="een code die de studie zelf heeft: een rol, situering, sector, cluster, niveau of fase; de "
        "volgorde van de rijen is die in tabellen en figuren",
        en="a code of the study's own: a role, setting, sector, cluster, level or phase; the order of the "
        "rows is that in tables and pictures",
    ),
    (
        Column(
            "scheme",
            Text(
                nl="`role`, `setting`, `sector`, `cluster`, `level` of `phase`",
                en="`role`, `setting`, `sector`, `cluster`, `level` or `phase`",
            ),
            required=True,
            kind="code",
            becomes=SKOS.inScheme,
            example="role",
        ),
        Column(
            "code",
            Text(
                nl="de code; een gedeelde code blijft wat zij is",
                en="the code; a shared code stays what it is",
            ),
            required=True,
            kind="code",
            becomes=SKOS.notation,
            example="example-role",
        ),
        *_both(
            "label",
            "de naam",
            "its name",
            required=True,
            becomes=SKOS.prefLabel,
            example=("voorbeeldrol", "example role"),
        ),
        *_both(
            "short",
            "een korte naam, voor een kop in een tabel",
            "a short name, for a head in a table",
            becomes=LCG.shortLabel,
            example=("VB", "EX"),
        ),
        *_both(
            "definition",
            "wat het betekent",
            "what it means",
            becomes=SKOS.definition,
            example=("Voorbeeld: partners van een eigen soort.", "Example: partners of a kind of their own."),
        ),
        Column(
            "broader",
            Text(
                nl="een ruimere code van hetzelfde schema, eigen of gedeeld: waarvan dit een soort is",
                en="a broader code of the same scheme, own or shared: what this is a kind of",
            ),
            kind="broader",
            becomes=SKOS.broader,
        ),
    ),
    ("scheme", "code"),
    "code",
)
_CASES = Table(
    "cases.csv",
    Text(nl="een samenwerking die als case is onderzocht", en="a collaboration that was studied as a case"),
    (
        Column("id", _CASE, required=True, kind="code", becomes=SKOS.notation, example="example-case"),
        *_both(
            "label",
            "de naam",
            "its name",
            required=True,
            becomes=SKOS.prefLabel,
            example=("Voorbeeldcase", "Example case"),
        ),
        Column(
            "sector",
            Text(nl="de code van de sector", en="the code of the sector"),
            scheme="sector",
            kind="code",
            becomes=LCG.sector,
            example="technology",
        ),
        Column(
            "setting",
            Text(nl="de code van de situering", en="the code of the setting"),
            scheme="setting",
            kind="code",
            becomes=LCG.setting,
            example="public-private",
        ),
        Column(
            "start_year",
            Text(
                nl="het jaar waarin de case begon: vier cijfers",
                en="the year in which the case started: four digits",
            ),
            kind="year",
            becomes=LCG.startYear,
            example="2019",
        ),
    ),
    ("id",),
    "id",
)
_GROUPS = Table(
    "groups.csv",
    Text(
        nl="de partners in één rol van een case, en hoeveel er zijn geïnterviewd",
        en="the partners in one role of a case, and how many were interviewed",
    ),
    (
        Column(
            "case",
            _CASE,
            required=True,
            scheme="case",
            kind="code",
            becomes=LCG.inCase,
            example="example-case",
        ),
        Column(
            "role", _ROLE, required=True, scheme="role", kind="code", becomes=LCG.role, example="example-role"
        ),
        Column(
            "respondents",
            Text(
                nl="hoeveel mensen van de groep zijn geïnterviewd: alleen cijfers",
                en="how many people of the group were interviewed: digits only",
            ),
            required=True,
            kind="whole",
            becomes=LCG.respondents,
            example="1",
        ),
        _IMPORTED,
    ),
    ("case", "role"),
    "case",
)
_RESPONDENTS = Table(
    "respondents.csv",
    Text(
        nl="een geïnterviewde, onder een pseudoniem; nooit een naam of e-mailadres",
        en="an interviewed person, under a pseudonym; never a name or an e-mail address",
    ),
    (
        Column(
            "id",
            Text(nl="het pseudoniem", en="the pseudonym"),
            required=True,
            kind="code",
            becomes=SKOS.notation,
            private=True,
            example="example-r1",
        ),
        Column(
            "case",
            _CASE,
            required=True,
            scheme="case",
            kind="code",
            private=True,
            becomes=LCG.inGroup,
            example="example-case",
        ),
        Column(
            "role",
            _ROLE,
            required=True,
            scheme="role",
            kind="code",
            private=True,
            becomes=LCG.inGroup,
            example="example-role",
        ),
        Column(
            "organisation",
            Text(nl="waar de persoon werkt", en="where the person works"),
            private=True,
            becomes=LCG.organisation,
            example="Voorbeeldbedrijf / Example company",
        ),
        Column(
            "interviewed_on",
            Text(nl="jaar-maand-dag", en="year-month-day"),
            kind="date",
            private=True,
            becomes=LCG.interviewedOn,
            example="2024-03-11",
        ),
        Column(
            "motives_not_asked",
            Text(
                nl="codes van motieven waarnaar deze persoon niet is gevraagd, met spaties ertussen",
                en="codes of motives that this person was not asked about, with spaces between",
            ),
            scheme="motive",
            kind="codes",
            private=True,
            becomes=LCG.notAskedAbout,
            example="risk-spreading new-funding",
        ),
        _IMPORTED,
    ),
    ("id",),
    "id",
)
_MENTIONS = Table(
    "mentions.csv",
    Text(
        nl="een codering: deze respondent noemt dit motief", en="a coding: this respondent names this motive"
    ),
    (
        Column(
            "respondent",
            Text(nl="het pseudoniem", en="the pseudonym"),
            required=True,
            kind="code",
            private=True,
            becomes=LCG.byRespondent,
            example="example-r1",
        ),
        Column(
            "motive",
            Text(
                nl=f"{_MOTIVE.nl}; `-`: de codeur las dit en vond er geen",
                en=f"{_MOTIVE.en}; `-`: the coder read this and found none",
            ),
            required=True,
            scheme="motive",
            kind="code",
            private=True,
            becomes=LCG.mentionsMotive,
            example="recruitment",
            nothing=True,
        ),
        Column(
            "level",
            Text(nl="de code van het niveau", en="the code of the level"),
            scheme="level",
            kind="code",
            private=True,
            becomes=LCG.level,
            example="organisational",
        ),
        Column(
            "phase",
            Text(nl="de code van de fase", en="the code of the phase"),
            scheme="phase",
            kind="code",
            private=True,
            becomes=LCG.phase,
            example="now",
        ),
        Column(
            "segment",
            Text(nl="de woorden die zijn gecodeerd", en="the words that were coded"),
            private=True,
            becomes=LCG.segment,
            example="Hier leren we onze nieuwe mensen kennen. / This is where we get to know our new people.",
        ),
        Column(
            "source",
            Text(nl="het verslag", en="the transcript"),
            private=True,
            becomes=LCG.segmentSource,
            example="example-r1.txt",
        ),
        Column(
            "coder", Text(nl="wie codeerde", en="who coded"), private=True, becomes=LCG.coder, example="ab"
        ),
        Column(
            "coded_on",
            Text(nl="jaar-maand-dag", en="year-month-day"),
            kind="date",
            private=True,
            becomes=LCG.codedOn,
            example="2024-04-02",
        ),
        Column(
            "note",
            Text(nl="al het andere", en="anything else"),
            private=True,
            becomes=SKOS.note,
            example="Voorbeeld / Example",
        ),
        _IMPORTED,
    ),
    (),
    "respondent",
)
_FINDINGS = Table(
    "findings.csv",
    Text(
        nl="een cel zoals een publicatie haar afdrukt, ook een lege",
        en="a cell as a publication prints it, an empty one too",
    ),
    (
        Column(
            "case",
            _CASE,
            required=True,
            scheme="case",
            kind="code",
            becomes=LCG.aboutGroup,
            example="example-case",
        ),
        Column(
            "role",
            _ROLE,
            required=True,
            scheme="role",
            kind="code",
            becomes=LCG.aboutGroup,
            example="example-role",
        ),
        Column(
            "motive",
            _MOTIVE,
            required=True,
            scheme="motive",
            kind="code",
            becomes=LCG.aboutMotive,
            example="recruitment",
        ),
        Column(
            "status",
            Text(
                nl="`reported`, `below-threshold`, `blank` (leeg, en de bron zegt niet waarom), `not-asked` "
                "of `not-coded`",
                en="`reported`, `below-threshold`, `blank` (empty, and the source does not say why), "
                "`not-asked` or `not-coded`",
            ),
            required=True,
            scheme="status",
            kind="code",
            becomes=LCG.status,
            example="reported",
        ),
        Column("locator", _PLACE, required=True, becomes=LCG.locator, example="Tabel 1 / Table 1"),
        *_both(
            "note",
            "wat de tekst over deze cel zegt",
            "what its text says about this cell",
            becomes=SKOS.note,
            example=(
                "Voorbeeld van een cel zoals een publicatie haar afdrukt.",
                "Example of a cell as a publication prints it.",
            ),
        ),
    ),
    ("case", "role", "motive"),
    "case",
)
_MOTIVES = Table(
    "motives.csv",
    Text(nl="een motief dat het gedeelde schema niet heeft", en="a motive that the shared scheme lacks"),
    (
        Column("code", _MOTIVE, required=True, kind="code", becomes=SKOS.notation, example="example-motive"),
        Column(
            "cluster",
            Text(
                nl="het cluster waaronder de tabellen van de studie het tonen, eigen of gedeeld",
                en="the cluster under which the study's tables show it, own or shared",
            ),
            required=True,
            scheme="cluster",
            kind="code",
            becomes=LCG.tableCluster,
            example="capital",
        ),
        *_both(
            "label",
            "de naam",
            "its name",
            required=True,
            becomes=SKOS.prefLabel,
            example=("voorbeeldmotief", "example motive"),
        ),
        *_both(
            "definition",
            "wat het betekent",
            "what it means",
            becomes=SKOS.definition,
            example=(
                "Een motief dat het gedeelde schema niet heeft.",
                "A motive that the shared scheme lacks.",
            ),
        ),
    ),
    ("code",),
    "code",
)
_CLAIMS = Table(
    "claims.csv",
    Text(
        nl="wat de studie zelf concludeert, om aan haar cellen te toetsen; meer rijen met één `id` zijn "
        "meer lezingen van één bewering",
        en="what the study itself concludes, to be checked against its cells; several rows of one `id` are "
        "several readings of one claim",
    ),
    (
        Column(
            "id",
            Text(nl="de code van de bewering", en="the code of the claim"),
            required=True,
            kind="code",
            becomes=SKOS.notation,
            example="example-claim",
        ),
        Column(
            "kind",
            Text(
                nl="`method`, `result` of `conclusion`; in een volgende lezing mag hij leeg blijven",
                en="`method`, `result` or `conclusion`; in a further reading it may stay empty",
            ),
            required=True,
            may_be_empty=True,
            kind="code",
            becomes=LCG.claimKind,
            example="result",
        ),
        Column(
            "motives",
            Text(
                nl="codes van motieven, met spaties ertussen; de bewering moet voor elk gelden",
                en="codes of motives, with spaces between; the claim must hold for each",
            ),
            required=True,
            may_be_empty=True,
            scheme="motive",
            kind="codes",
            becomes=LCG.aboutMotive,
            example="recruitment",
        ),
        Column(
            "groups",
            Text(
                nl="om welke groepen het gaat: voorwaarden die samen gelden, zoals `role=practice-partner "
                "start_year<2010`, met `|` tussen alternatieven; leeg is elke groep",
                en="which groups are meant: conditions that go together, such as `role=practice-partner "
                "start_year<2010`, with `|` between alternatives; empty is every group",
            ),
            kind="conditions",
            becomes=LCG.groups,
            example="role=example-role",
        ),
        Column(
            "expect",
            Text(
                nl="wat van die groepen wordt verwacht: `all` (elke meldt het), `some`, `none`, `only` "
                "(deze alle en geen andere), `mainly` (deze alle, en meer dan de helft van wie het "
                "meldt), `most` (meer dan de helft van wie het meldt), `at-least 4/5`, `at-most 1/3`, "
                "`more` (een groter deel dan van `than`) of `query`",
                en="what is expected of these groups: `all` (each reports it), `some`, `none`, `only` (all "
                "of these and no other), `mainly` (all of these, and more than half of those that report "
                "it), `most` (more than half of those that report it), `at-least 4/5`, `at-most 1/3`, "
                "`more` (a larger share than of `than`) or `query`",
            ),
            required=True,
            becomes=LCG.expect,
            example="all",
        ),
        Column(
            "than",
            Text(
                nl="de groepen waarmee wordt vergeleken, als bij `groups`; bij `more`, `only`, `mainly` "
                "en `most` is leeg elke groep, bij `some` zijn het groepen die het niet mogen melden",
                en="the groups to compare with, as in `groups`; with `more`, `only`, `mainly` and `most` "
                "empty is every group, with `some` they are groups that must not report it",
            ),
            kind="conditions",
            becomes=LCG.than,
        ),
        *_both(
            "claim",
            "wat de publicatie zegt",
            "what the publication says",
            required=True,
            may_be_empty=True,
            becomes=LCG.statement,
            example=(
                "Voorbeeld: iedere partner van deze soort zoekt personeel.",
                "Example: every partner of this kind looks for staff.",
            ),
        ),
        Column(
            "locator",
            _PLACE,
            required=True,
            may_be_empty=True,
            becomes=LCG.locator,
            example="Tabel 1 / Table 1",
        ),
        *_both(
            "reading",
            "hoe de bewering is gelezen om haar te toetsen",
            "how the claim is read to check it",
            becomes=SKOS.note,
        ),
        *_both(
            "differs",
            "waarin de cellen van de bewering afwijken, en waarom",
            "where the cells differ from the claim, and why",
            becomes=LCG.differs,
        ),
        Column(
            "query",
            Text(
                nl="bij `query`: de naam van een bestand van `queries/`, zonder `.rq`, dat één rij geeft: "
                "`holds`, en dan de getallen",
                en="with `query`: the name of a file of `queries/`, without `.rq`, that gives one row: "
                "`holds`, then the numbers",
            ),
            kind="code",
            becomes=LCG.checkedBy,
        ),
    ),
    (),
    "id",
)
_CITATIONS = Table(
    "citations.csv",
    Text(
        nl="waarvoor een werk op één plaats wordt aangehaald",
        en="what a work is cited for in one place",
    ),
    (
        Column(
            "work",
            _WORK,
            required=True,
            scheme="work",
            kind="code",
            becomes=LCG.citesWork,
            example="example-2024",
        ),
        Column(
            "relation",
            Text(
                nl="`supports`, `places`, `disputes`, `defines` of `mentions`",
                en="`supports`, `places`, `disputes`, `defines` or `mentions`",
            ),
            required=True,
            scheme="relation",
            kind="code",
            becomes=LCG.relation,
            example="supports",
        ),
        Column(
            "about",
            Text(
                nl="`cluster:CODE`, `level:CODE`, `motive:CODE`, `motive:CODE@cluster:CODE` (plaatst het "
                "motief daar) of `background`",
                en="`cluster:CODE`, `level:CODE`, `motive:CODE`, `motive:CODE@cluster:CODE` (places the "
                "motive there) or `background`",
            ),
            required=True,
            kind="about",
            becomes=LCG.about,
            example="motive:recruitment",
        ),
        Column(
            "locator",
            _PLACE,
            required=True,
            becomes=LCG.locator,
            example="Theorie, alinea 1 / Theory, paragraph 1",
        ),
        *_both(
            "note",
            "wat daar staat",
            "what is said there",
            becomes=SKOS.note,
            example=(
                "Voorbeeld: waarvoor dit werk wordt aangehaald.",
                "Example: what this work is cited for.",
            ),
        ),
    ),
    ("work", "relation", "about", "locator"),
    "work",
)
_CROSSWALK = Table(
    "crosswalk.csv",
    Text(
        nl="hoe een cluster, niveau of motief overeenkomt met een begrip van een werk",
        en="how a cluster, level or motive corresponds to a concept of a work",
    ),
    (
        Column(
            "about",
            Text(
                nl="`cluster:CODE`, `level:CODE` of `motive:CODE`",
                en="`cluster:CODE`, `level:CODE` or `motive:CODE`",
            ),
            required=True,
            kind="concept",
            becomes=LCG.ofConcept,
            example="cluster:development",
        ),
        Column(
            "match",
            Text(
                nl="vandaar gezien: `exact` (hetzelfde), `close` (ongeveer hetzelfde), `broad` (het begrip "
                "van het werk is ruimer), `narrow` (het is nauwer) of `related`; als in SKOS",
                en="seen from there: `exact` (the same), `close` (about the same), `broad` (the work's "
                "concept is the broader one), `narrow` (it is the narrower one) or `related`; as in SKOS",
            ),
            required=True,
            scheme="match",
            kind="code",
            becomes=LCG.match,
            example="close",
        ),
        Column(
            "work",
            _WORK,
            required=True,
            scheme="work",
            kind="code",
            becomes=LCG.conceptOf,
            example="example-2024",
        ),
        Column(
            "concept",
            Text(
                nl="een code voor het begrip van het werk, die u zelf kiest; hetzelfde begrip heeft in elke "
                "rij dezelfde code",
                en="a code for the work's concept, of your own making; the same concept has the same code "
                "in every row",
            ),
            required=True,
            kind="code",
            becomes=LCG.withConcept,
            example="learning",
        ),
        *_both(
            "label",
            "hoe het werk het noemt",
            "what the work calls it",
            required=True,
            becomes=SKOS.prefLabel,
            example=("leren", "learning"),
        ),
        Column(
            "locator",
            Text(
                nl="de plaats in de publicatie waar dit te lezen is",
                en="the place in the publication where this is to be read",
            ),
            required=True,
            becomes=LCG.locator,
            example="Theorie, alinea 1 / Theory, paragraph 1",
        ),
        Column(
            "author",
            Text(
                nl="wie oordeelde dat zij overeenkomen: `Achternaam, Voornaam`, of een organisatie; met `;` "
                "ertussen",
                en="who judged that they correspond: `Family, Given`, or an organisation; with `;` between "
                "them",
            ),
            example="Example, Anna",
        ),
        *_both(
            "note",
            "wat daar staat",
            "what is said there",
            becomes=SKOS.note,
            example=(
                "Voorbeeld: hoe het cluster zich verhoudt tot een begrip van dit werk.",
                "Example: how the cluster relates to a concept of this work.",
            ),
        ),
    ),
    ("about", "work", "concept"),
    "work",
)

TABLES: Final[dict[str, Table]] = {
    table.file: table
    for table in (
        _SCHEMES,
        _CASES,
        _GROUPS,
        _RESPONDENTS,
        _MENTIONS,
        _FINDINGS,
        _MOTIVES,
        _CLAIMS,
        _CITATIONS,
        _CROSSWALK,
    )
}
"""Every table of a study folder, in the order in which one writes them, without attributes of a study."""


def tables_with(attributes: Iterable[Attribute] | None) -> dict[str, Table]:
    """The tables of a study that declares these attributes; their columns come after the others.

    None: nobody knows what it declares, so that what may have attributes may have any column.
    """
    tables = dict(TABLES)
    if attributes is None:
        return tables | {file: replace(TABLES[file], open=True) for file in OWNERS.values()}
    declared = list(attributes)
    for of, file in OWNERS.items():
        more = [
            column for attribute in declared if attribute.of == of for column in attribute_columns(attribute)
        ]
        tables[file] = replace(TABLES[file], columns=(*TABLES[file].columns, *more))
    return tables


def layouts(attributes: Iterable[Attribute] = ()) -> dict[str, Layout]:
    """The tables as they are read, by file."""
    return {file: table.layout for file, table in tables_with(attributes).items()}


def attribute_columns(attribute: Attribute) -> tuple[Column, ...]:
    """The columns of an attribute: one; two for a text (by language) and a quantity (with its qualifier)."""
    name, private = attribute.code.lower(), attribute.of == "respondent"
    if attribute.type == "text":
        columns = _both(name, attribute.label.in_("nl"), attribute.label.in_("en"))
    else:
        columns = (Column(name, attribute.label, kind=attribute.type),)
    if attribute.type == "quantity":
        how = Text(
            nl="hoe precies: `exactly` (ook als hier niets staat), `about`, `more-than` of `all`",
            en="how precise: `exactly` (also when empty), `about`, `more-than` or `all`",
        )
        columns = (*columns, Column(f"{name}_qualifier", how, scheme="qualifier", kind="code"))
    return tuple(replace(column, private=private) for column in columns)


def private_properties() -> frozenset[NamedNode]:
    """The properties that only private columns become, and so never leave in a public export."""
    public = {column.becomes for table in TABLES.values() for column in table.columns if not column.private}
    private = {column.becomes for table in TABLES.values() for column in table.columns if column.private}
    return frozenset(each for each in private - public if each is not None)
