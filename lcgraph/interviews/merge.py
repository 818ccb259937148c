"""Coded projects into a study folder: what its tables become, and a report of all that was not taken.

Goes in: the folder, and projects by the name of their file. Comes out: an `Intake` with the new content of
some files of the folder; nothing is written here. Counting stays with the rule: here a respondent is one
person, however many sources hold their words.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from lcgraph.intake import REPORT, Intake, refuse, report
from lcgraph.interviews.check import check
from lcgraph.interviews.examples import drop_examples, kept
from lcgraph.interviews.fitting import fitted, tell_read
from lcgraph.interviews.folder import Folder, read_folder
from lcgraph.interviews.listing import extended
from lcgraph.interviews.mapping import (
    CODES_CSV,
    SOURCES_CSV,
    Mappings,
    codes_csv,
    confirmed,
    read_mappings,
    sources_csv,
)
from lcgraph.interviews.own_motives import own_motives
from lcgraph.interviews.project import CodedProject
from lcgraph.interviews.replacing import replaced
from lcgraph.interviews.rows import mention_rows, respondent_rows
from lcgraph.interviews.standing import (
    Projects,
    settled,
    tell_sizes,
    tell_unanswered,
    tell_uncoded,
    without_gone,
)
from lcgraph.interviews.two_groups import one_in_each_group
from lcgraph.say import Problems, many
from lcgraph.study.layout import NOTHING


def take_in(
    path: Path,
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
    folder = read_folder(path, problems)
    mappings = read_mappings(path, folder.known.schemes, problems)
    refuse(problems)
    intake = Intake()
    projects = [(name, fitted(intake, name, project).named(name)) for name, project in projects]
    before = len(mappings.codes) + len(mappings.sources)
    mappings = extended(mappings, [project for _, project in projects], folder.known, propose=propose)
    intake.added = len(mappings.codes) + len(mappings.sources) - before
    if accept_guesses:
        mappings = mappings.accepted(folder.known.schemes)
        _tell_homeless(mappings, folder, intake)
    for name, project in projects:
        tell_read(intake, name, project)
    for asked in mappings.asked:
        intake.tell("warning", nl=asked.nl, en=asked.en)
    _tell_no_cases(folder, intake)
    mappings = without_gone(mappings, projects, folder, intake)
    _take(mappings, projects, folder, intake, lang)
    intake.files[CODES_CSV.file] = codes_csv(path, mappings.codes, lang)
    if mappings.sources:
        intake.files[SOURCES_CSV.file] = sources_csv(path, mappings.sources, lang)
    intake.files[REPORT] = report(intake.notes, lang)
    return intake


def _tell_homeless(mappings: Mappings, folder: Folder, intake: Intake) -> None:
    """Say which guesses at new motives were not accepted, and what they lack."""
    lacking = [row.motive for row in mappings.codes if row.guess and row.homeless(folder.known.schemes)]
    if lacking:
        intake.tell(
            "warning",
            nl=f"{many(len(lacking), 'voorgesteld motief heeft', 'voorgestelde motieven hebben')} nog geen "
            "cluster: vul 'cluster' in codes.csv in",
            en=f"{many(len(lacking), 'proposed motive has', 'proposed motives have')} no cluster yet: fill "
            "in 'cluster' in codes.csv",
            names=lacking,
        )


def _tell_no_cases(folder: Folder, intake: Intake) -> None:
    if not folder.rows("cases.csv"):
        intake.tell(
            "warning",
            nl="cases.csv noemt nog geen case: vul die tabel eerst in, en importeer opnieuw; dan worden "
            "ook de "
            "cases geraden",
            en="cases.csv names no case yet: fill that table in first, and import again; then the cases are "
            "guessed too",
        )


def _take(mappings: Mappings, projects: Projects, folder: Folder, intake: Intake, lang: str) -> None:
    """Fill the intake with the tables that change, when there is anything confirmed."""
    tell_unanswered(mappings, projects, intake)
    own = own_motives(mappings, folder.known.schemes, intake, lang)
    check(mappings, folder.known, intake)
    codes_said, people_said = (any(map(confirmed, rows)) for rows in (mappings.codes, mappings.sources))
    if own and codes_said:
        rows = [*kept("motives.csv", folder, intake), *own]
        intake.files["motives.csv"] = folder.encoded("motives.csv", rows)
    if not any(project.sources for _, project in projects):
        intake.codebook = settled(mappings, projects, intake)
    if codes_said and people_said:
        mappings = one_in_each_group(mappings, folder.known.respondents, intake)
        _take_rows(mappings, projects, folder, intake)
    else:
        tell_uncoded(mappings, projects, intake)


def _take_rows(mappings: Mappings, projects: Projects, folder: Folder, intake: Intake) -> None:
    """Fill the intake with the respondents, mentions and groups that there are now."""
    respondents = {name: respondent_rows(name, project, mappings, folder) for name, project in projects}
    mentions = {name: mention_rows(name, project, mappings, folder, intake) for name, project in projects}
    everyone, everything = replaced(respondents, mentions, folder, intake)
    if everyone:
        drop_examples(folder, everyone, everything, intake)
    tell_sizes(everyone, {row["respondent"] for row in everything if row["motive"] != NOTHING}, intake)
    intake.mentions = sum(row["motive"] != NOTHING for rows in mentions.values() for row in rows)
    people = len({row["id"] for rows in respondents.values() for row in rows})
    intake.tell(
        "done",
        nl=f"{many(intake.mentions, 'codering', 'coderingen')} van "
        f"{many(people, 'respondent', 'respondenten')} overgenomen",
        en=f"{many(intake.mentions, 'coding', 'codings')} of "
        f"{many(people, 'respondent', 'respondents')} taken over",
    )
