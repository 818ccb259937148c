"""What a study consists of, before it becomes RDF: frozen records with the row each came from.

Goes in: nothing (records are made by `lcgraph.study.read`). Comes out: `Study`, which `lcgraph.study.quads`
turns into quads. Numbers are counts of people or of organisations unless said otherwise; fractions are exact.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from lcgraph.literature.model import Agent, Work
from lcgraph.say import Place, Text
from lcgraph.schemes import Concept
from lcgraph.study.conditions import Condition


@dataclass(frozen=True)
class Quantity:
    """A number of things as a source gives it, such as about 100; `value` may be unknown."""

    value: int | None
    qualifier: str


Value = bool | int | Decimal | Text | Quantity
"""What an attribute may be: yes or no, a number or a year, a text, a quantity."""


@dataclass(frozen=True, kw_only=True)
class OwnConcept(Concept):
    """A code that the study adds to an open scheme, with the row of `schemes.csv` that says so."""

    place: Place


@dataclass(frozen=True)
class Attribute:
    """A property that the study gives its cases, groups or respondents (`of`), such as how they are governed.

    `type` is `yes-no`, `number`, `year`, `text` or `quantity`.
    """

    code: str
    of: str
    type: str
    label: Text
    place: Place


@dataclass(frozen=True)
class RuleException:
    """Another threshold for one partner group."""

    case: str
    role: str
    threshold: Fraction
    locator: str
    place: Place


@dataclass(frozen=True)
class Rule:
    """A motive counts for a group when at least `threshold` of its respondents name it.

    `consensus` is `union`, `both`, `majority` or the name of a coder: who has to find it; "" where not said.
    """

    threshold: Fraction
    locator: str
    exceptions: tuple[RuleException, ...]
    place: Place
    consensus: str = ""


@dataclass(frozen=True)
class Limitation:
    """A limit of the study that its authors state, in our own words."""

    text: Text
    locator: str
    place: Place


@dataclass(frozen=True)
class Case:
    """A collaboration studied as a case; `attributes` are the known values by the code of the attribute."""

    id: str
    label: Text
    sector: str
    setting: str
    start_year: int | None
    place: Place
    attributes: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Group:
    """The partners in one role within a case, and how many respondents were interviewed for it."""

    case: str
    role: str
    respondents: int | None
    place: Place
    attributes: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Respondent:
    """One interviewed person under a pseudonym; `not_asked` are the motives that were not asked about."""

    id: str
    case: str
    role: str
    organisation: str
    interviewed_on: str
    not_asked: tuple[str, ...]
    place: Place
    attributes: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Mention:
    """One coding: this respondent names this motive in this segment.

    Without a motive it is what a coder read, and gave none: a segment, or the whole interview where none is.
    """

    id: str
    respondent: str
    motive: str
    level: str
    phase: str
    segment: str
    source: str
    coder: str
    coded_on: str
    note: str
    place: Place


@dataclass(frozen=True)
class Finding:
    """A cell as a publication prints it."""

    case: str
    role: str
    motive: str
    status: str
    locator: str
    note: Text
    place: Place


@dataclass(frozen=True)
class Motive:
    """A motive of the study's own, beside those of the shared scheme."""

    code: str
    cluster: str
    label: Text
    definition: Text
    place: Place


@dataclass(frozen=True)
class Citation:
    """What a work is cited for in a place: a cluster, a level, a motive (`placed` in a cluster), background.

    `about` is as written (`motive:recruitment@cluster:capital`); `kind` and `code` are its first part
    (`motive`, `recruitment`), `placed` its cluster, both "" where it has none.
    """

    work: str
    relation: str
    about: str
    kind: str
    code: str
    placed: str
    locator: str
    note: Text
    place: Place


@dataclass(frozen=True)
class Reading:
    """One way to check a claim: what is expected of which groups, for each of `motives`.

    `expect` is written as in `claims.csv` (`all`, `at-least 4/5`, `query`); `groups` and `than` are
    conditions that go together, () for every group; `query` names a file of `queries/`; `text` says how the
    claim is read, `differs` where the outcome differs from the claim and why.
    """

    expect: str
    motives: tuple[str, ...]
    groups: tuple[Condition, ...]
    than: tuple[Condition, ...]
    query: str
    text: Text
    differs: Text
    place: Place


@dataclass(frozen=True)
class Claim:
    """What the study itself concludes: `kind` is `method`, `result` or `conclusion`; one reading or more."""

    id: str
    kind: str
    text: Text
    locator: str
    readings: tuple[Reading, ...]
    place: Place


@dataclass(frozen=True)
class OwnQuery:
    """A question of the study's own: the name of a file of `queries/` without its ending, and its text."""

    name: str
    text: str
    place: Place


@dataclass(frozen=True)
class Correspondence:
    """How a cluster, level or motive of the scheme corresponds to a concept of a work, as the study tells it.

    `kind` and `code` are of the scheme (`cluster`, `legitimacy`), `match` says in what degree, seen from
    there; `concept` is a code within the work, `label` what the work calls it. `authors` judged the match.
    """

    kind: str
    code: str
    match: str
    work: str
    concept: str
    label: Text
    authors: tuple[Agent, ...]
    locator: str
    note: Text
    place: Place


@dataclass(frozen=True)
class Study:
    """A whole study folder; every tuple is in the order of its file.

    `concepts` are the codes of its own from `schemes.csv`; `keywords` are words by language ("" where none is
    said); `theme` are links; `case_kind` is the code of what kind of collaboration its cases are, "" for any.
    """

    id: str
    title: Text
    creators: tuple[Agent, ...]
    source_work: str
    source_doi: str
    source_citation: str
    licence: str
    collected_from: str
    collected_until: str
    rule: Rule | None
    place: Place
    limitations: tuple[Limitation, ...] = ()
    cases: tuple[Case, ...] = ()
    groups: tuple[Group, ...] = ()
    respondents: tuple[Respondent, ...] = ()
    mentions: tuple[Mention, ...] = ()
    passages: tuple[Mention, ...] = ()
    findings: tuple[Finding, ...] = ()
    motives: tuple[Motive, ...] = ()
    works: tuple[Work, ...] = ()
    citations: tuple[Citation, ...] = ()
    correspondences: tuple[Correspondence, ...] = ()
    concepts: tuple[OwnConcept, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    claims: tuple[Claim, ...] = ()
    queries: tuple[OwnQuery, ...] = ()
    keywords: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    theme: tuple[str, ...] = ()
    case_kind: str = ""
