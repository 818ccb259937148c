"""A project as the tables of a study folder can hold it, and what was read of it.

Goes in: a project as its reader made it. Comes out: the same with what no cell can hold cut off, and told.
"""

from __future__ import annotations

from dataclasses import replace

from lcgraph.intake import Intake, Note
from lcgraph.interviews.listing import named_code
from lcgraph.interviews.project import MAX_CODES, MAX_NAME, CodedProject, Source, too_long, too_many_codes
from lcgraph.say import Text, many
from lcgraph.study.pseudonyms import personal, pseudonym_needed, twin_told, twins
from lcgraph.study.tables import MAX_CELL

_FITS = MAX_CELL - 1  # a mark against formulas may come before it


def fitted(intake: Intake, file: str, project: CodedProject) -> CodedProject:
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


def tell_read(intake: Intake, name: str, project: CodedProject) -> None:
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
        told = twin_told(other, each)
        intake.tell("warning", nl=f"{name}, bron: {told.nl}", en=f"{name}, source: {told.en}")
    for text, soort, kind in people:
        if looks := personal(text):
            told = pseudonym_needed(text, looks)
            intake.tell("warning", nl=f"{name}, {soort}: {told.nl}", en=f"{name}, {kind}: {told.en}")
