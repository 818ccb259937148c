"""What a study adds to the shared schemes: `schemes.csv`, its motives, the names of its cases and works.

Goes in: rows and records of a study. Comes out: concepts, and all schemes of the study together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from lcgraph.errors import nearest
from lcgraph.literature.model import Work
from lcgraph.say import Text
from lcgraph.schemes import OPEN, Concept, Schemes, folded, shared
from lcgraph.study.model import Case, Motive, OwnConcept, Study
from lcgraph.study.tables import Row
from lcgraph.study.understand import meant


def own_concepts(rows: Iterable[Row], study: str) -> tuple[OwnConcept, ...]:
    """The concepts of `schemes.csv`, in order after the shared ones; what cannot be one is told and left."""
    sound = [row for row in map(_with_plain_scheme, rows) if _is_own(row)]
    after = {scheme: max(each.position for each in shared() if each.scheme == scheme) for scheme in OPEN}
    drafts = []
    for row in sound:
        after[row["scheme"]] += 1
        drafts.append(_draft(row, study, after[row["scheme"]]))
    schemes = shared().with_own(drafts)
    broader = [_broader(row, schemes) for row in sound]
    circular = _circular(sound, broader)
    return tuple(
        replace(draft, broader="" if number in circular else above)
        for number, (draft, above) in enumerate(zip(drafts, broader, strict=True))
    )


def _with_plain_scheme(row: Row) -> Row:
    """The row with the name of its scheme in small letters, as people also write `Role`."""
    return replace(row, cells=row.cells | {"scheme": folded(row["scheme"])})


def _is_own(row: Row) -> bool:
    """Whether a row names an open scheme and a code that is not shared already; what is wrong is told."""
    scheme, code = row["scheme"], row["code"]
    if scheme not in OPEN:
        hint, valid = nearest(scheme, OPEN), ", ".join(OPEN)
        row.problem(
            "scheme",
            en=f"a study cannot add to {scheme!r}"
            + (f": did you mean {hint!r}?" if hint else f". Valid: {valid}"),
            nl=f"een studie kan niets toevoegen aan {scheme!r}"
            + (f": bedoelde u {hint!r}?" if hint else f". Geldig: {valid}"),
        )
        return False
    if shared().get(scheme, code):
        row.problem(
            "code",
            en=f"{code!r} is a code of the shared scheme {scheme}, which a study cannot redefine: use it "
            "as it is, or choose another code",
            nl=f"{code!r} is een code van het gedeelde schema {scheme}, dat een studie niet kan wijzigen: "
            "gebruik haar zoals zij is, of kies een andere code",
        )
        return False
    return True


def _draft(row: Row, study: str, position: int) -> OwnConcept:
    return OwnConcept(
        scheme=row["scheme"],
        code=row["code"],
        label=row.text("label"),
        short=row.text("short"),
        definition=row.text("definition"),
        study=study,
        position=position,
        place=row.place,
    )


def _broader(row: Row, schemes: Schemes) -> str:
    """The code that is broader than that of a row; one that does not exist is told."""
    text, scheme = row["broader"], row["scheme"]
    if not text:
        return ""
    answer = meant(text, scheme, schemes)
    if isinstance(answer, Text):
        row.problem("broader", en=answer.en, nl=answer.nl)
        return ""
    if schemes.get(scheme, answer):
        return answer
    hint, valid = schemes.nearest(scheme, text), ", ".join(schemes.codes(scheme))
    row.problem(
        "broader",
        en=f"unknown {scheme} {text!r}" + (f": did you mean {hint!r}?" if hint else f". Valid: {valid}"),
        nl=f"onbekend in het schema {scheme}: {text!r}"
        + (f"; bedoelde u {hint!r}?" if hint else f". Geldig: {valid}"),
    )
    return ""


def _circular(rows: list[Row], broader: list[str]) -> set[int]:
    """The numbers of the concepts that are broader than themselves, by any number of steps; each is told."""
    above: dict[str, dict[str, str]] = defaultdict(dict)
    for row, code in zip(rows, broader, strict=True):
        above[row["scheme"]][row["code"]] = code
    found = set()
    for number, row in enumerate(rows):
        code, chain = row["code"], [row["code"]]
        while (code := above[row["scheme"]].get(code, "")) and code not in chain:
            chain.append(code)
        if code == row["code"]:
            found.add(number)
            path = " > ".join([*chain, code])
            row.problem(
                "broader",
                en=f"{path} goes round in a circle: what is broader must end somewhere",
                nl=f"{path} gaat in een kring rond: wat ruimer is moet ergens eindigen",
            )
    return found


def motive_concepts(motives: Iterable[Motive], study: str) -> list[Concept]:
    """The study's own motives, after those of the shared scheme in order."""
    last = max(each.position for each in shared() if each.scheme == "motive")
    return [
        Concept(
            scheme="motive",
            code=motive.code,
            label=motive.label,
            definition=motive.definition,
            study=study,
            position=last + number,
            cluster=motive.cluster,
        )
        for number, motive in enumerate(motives, 1)
    ]


def case_concepts(cases: Iterable[Case], study: str) -> list[Concept]:
    """The cases as what their codes and labels mean."""
    return [
        Concept("case", case.id, case.label, study=study, position=number)
        for number, case in enumerate(cases, 1)
    ]


def work_concepts(works: Iterable[Work]) -> list[Concept]:
    """The works as what their keys and labels mean: `gray-purdy-2018`, `Gray & Purdy (2018)`."""
    return [Concept("work", work.key, Text(nl=work.label, en=work.label)) for work in works]


def schemes_of(study: Study) -> Schemes:
    """The shared schemes with all that a study adds to them."""
    return shared().with_own(
        [
            *study.concepts,
            *motive_concepts(study.motives, study.id),
            *case_concepts(study.cases, study.id),
            *work_concepts(study.works),
        ]
    )
