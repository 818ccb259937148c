"""How far the tables of codes and sources are: what is settled, guessed, left out, lacking or gone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from lcgraph.intake import Intake
from lcgraph.interviews.folder import Folder
from lcgraph.interviews.listing import rows_of
from lcgraph.interviews.mapping import OUT, CodeRow, Mappings, SourceRow, confirmed, left_out
from lcgraph.interviews.project import CodedProject
from lcgraph.say import many

Projects = Sequence[tuple[str, CodedProject]]
"""Projects by the name of their file."""


def settled(mappings: Mappings, projects: Projects, intake: Intake) -> int:
    """How many codes of these projects a person has said something of; told, when there are any."""
    rows = [row for _, project in projects for row in rows_of(mappings, project)[0].values()]
    found = sum(confirmed(row) for row in rows)
    if found:
        intake.tell(
            "done",
            nl=f"{many(found, 'code staat', 'codes staan')} vast, van de {len(rows)} in het codeboek",
            en=f"{many(found, 'code is', 'codes are')} settled, of the {len(rows)} in the code book",
        )
    return found


def without_gone(mappings: Mappings, projects: Projects, folder: Folder, intake: Intake) -> Mappings:
    """The mappings without codings for codes and sources that no file holds any more; those are named.

    That is known when all that was imported came from these files.
    """
    origins = {
        origin
        for file in ("respondents.csv", "mentions.csv")
        for row in folder.tables[file].rows
        if (origin := row.get("imported_from", ""))
    }
    if not origins or not origins <= {name for name, _ in projects}:
        return mappings
    codes: set[int] = set()
    sources: set[int] = set()
    for _, project in projects:
        of_codes, of_sources = rows_of(mappings, project)
        codes |= {id(row) for row in of_codes.values()}
        sources |= {id(row) for row in of_sources.values()}
    gone_codes = [row for row in mappings.codes if id(row) not in codes and row.codings]
    gone_sources = [row for row in mappings.sources if id(row) not in sources and row.codings]
    for gone, nl, en in (
        (gone_codes, ("code", "codes"), ("code", "codes")),
        (gone_sources, ("bron", "bronnen"), ("source", "sources")),
    ):
        if gone:
            intake.tell(
                "warning",
                nl=f"{many(len(gone), *nl)} met coderingen in een vorige import en nu niet in het bestand",
                en=f"{many(len(gone), *en)} with codings in an earlier import, no longer in the file",
                names=[row.label for row in gone],
            )
    return replace(
        mappings,
        codes=tuple(
            row if id(row) in codes else replace(row, codings=0, respondents=0) for row in mappings.codes
        ),
        sources=tuple(row if id(row) in sources else replace(row, codings=0) for row in mappings.sources),
    )


def tell_unanswered(mappings: Mappings, projects: Projects, intake: Intake) -> None:
    """Name the codes and sources of these projects that stand for nothing, or for nothing yet.

    A code above others that was never given is a heading, and need not stand for anything.
    """
    codes: dict[int, CodeRow] = {}
    sources: dict[int, SourceRow] = {}
    for _, project in projects:
        of_codes, of_sources = rows_of(mappings, project)
        codes |= {id(row): row for row in of_codes.values()}
        sources |= {id(row): row for row in of_sources.values()}
    _tell_marks(codes.values(), intake)
    headings = {" > ".join(code.path) for _, project in projects for code in project.codes}
    _tell_rows(
        intake,
        [row for row in codes.values() if row.complete or row.codings or row.label not in headings],
        ("code", "codes"),
        ("code", "codes"),
        ("zonder motief", "without a motive"),
    )
    _tell_rows(
        intake,
        list(sources.values()),
        ("bron", "bronnen"),
        ("source", "sources"),
        ("zonder respondent, case of rol", "without a respondent, case or role"),
    )


def tell_uncoded(mappings: Mappings, projects: Projects, intake: Intake) -> None:
    """Name the sources without a coding that are not left out: each is a respondent of N."""
    rows = {id(row): row for _, project in projects for row in rows_of(mappings, project)[1].values()}
    names = [row.label for row in rows.values() if not row.codings and row.respondent != OUT]
    if names:
        nl = ("bron zonder codering telt", "bronnen zonder codering tellen")
        en = ("source without a coding counts", "sources without a coding count")
        staat, stands = ("staat", "it stands") if len(names) == 1 else ("staan", "they stand")
        intake.tell(
            "warning",
            nl=f"{many(len(names), *nl)} mee in N als die voor een respondent {staat}",
            en=f"{many(len(names), *en)} in N where {stands} for a respondent",
            names=names,
        )


def tell_sizes(people: Iterable[Mapping[str, str]], mentioned: Collection[str], intake: Intake) -> None:
    """Say of each group how many of its N have no coding at all, and what N is without them."""
    groups: dict[tuple[str, str], list[str]] = {}
    for row in people:
        groups.setdefault((row["case"], row["role"]), []).append(row["id"])
    for (case, role), members in groups.items():
        silent = [each for each in members if each not in mentioned]
        if silent:
            size, rest = len(members), len(members) - len(silent)
            intake.tell(
                "warning",
                nl=f"{case}, {role}: N = {size}, en {rest} zonder wie geen codering heeft",
                en=f"{case}, {role}: N = {size}, and {rest} without those who have no coding",
                names=silent,
            )


def _tell_marks(codes: Iterable[CodeRow], intake: Intake) -> None:
    """Name the codes that stand for a level or phase, with the number of their codings."""
    names = [f"{row.label} ({row.codings})" for row in codes if row.marks and confirmed(row)]
    if names:
        count = len(names)
        intake.tell(
            "done",
            nl=f"{many(count, 'code zegt', 'codes zeggen')} niveau of fase, en geen motief",
            en=f"{many(count, 'code says', 'codes say')} a level or phase, and no motive",
            names=names,
        )


def _tell_rows(
    intake: Intake,
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
            intake.tell(
                "left",
                nl=f"{many(len(names), *nl)} {words[0]}",
                en=f"{many(len(names), *en)} {words[1]}",
                names=names,
            )


def _only_guessed(row: CodeRow | SourceRow) -> bool:
    return row.complete and not confirmed(row)


def _incomplete(row: CodeRow | SourceRow) -> bool:
    return not row.complete
