"""What a person said of codes and sources, checked: every wrong answer is told by its place, all at once."""

from __future__ import annotations

from dataclasses import replace

from lcgraph.errors import nearest
from lcgraph.intake import Intake, refuse
from lcgraph.interviews.likeness import likeness
from lcgraph.interviews.listing import Known
from lcgraph.interviews.mapping import (
    CODES_CSV,
    OUT,
    SOURCES_CSV,
    CodeRow,
    Mappings,
    SourceRow,
    confirmed,
    left_out,
)
from lcgraph.say import Problems
from lcgraph.schemes import Schemes, is_code
from lcgraph.study.pseudonyms import personal, pseudonym_needed


def check(mappings: Mappings, known: Known, intake: Intake) -> None:
    """Raise `InputError` for codes that do not exist, and for a new motive in two clusters.

    A pseudonym that looks like a person is told to the intake.
    """
    problems = Problems()
    own: dict[str, CodeRow] = {}
    for code in mappings.codes:
        if confirmed(code) and not left_out(code):
            for motive in code.motives or (code.motive,):
                one = replace(code, motive=motive)
                _check_code(one, known.schemes, problems)
                _check_cluster(one, own.setdefault(motive, one), known.schemes, problems)
    for source in mappings.sources:
        if confirmed(source) and source.respondent != OUT:
            _check_source(source, known.schemes, problems)
            _tell_personal(source, intake)
    refuse(problems)


def _check_code(row: CodeRow, schemes: Schemes, problems: Problems) -> None:
    for scheme in ("level", "phase", "cluster"):
        _check_value(CODES_CSV.file, row, scheme, schemes, problems)
    if row.marks or schemes.get("motive", row.motive):
        return
    hint = _alike("motive", row.motive, schemes)
    if not row.cluster or hint:
        hint = hint or nearest(row.motive, schemes.codes("motive"))
        problems.add(
            CODES_CSV.file,
            row.row,
            "motive",
            nl=f"{row.motive!r} is geen motief van het schema of van motives.csv"
            + (f": bedoelde u {hint!r}?" if hint else ":")
            + " Vul voor een eigen motief ook 'cluster' in; - zegt dat de code geen motief is",
            en=f"{row.motive!r} is not a motive of the scheme or of motives.csv"
            + (f": did you mean {hint!r}?" if hint else ":")
            + " For a motive of your own fill 'cluster' too; - says that the code is not a motive",
        )
    elif not is_code(row.motive):  # a motive of the study's own
        _tell_no_code(CODES_CSV.file, row.row, "motive", row.motive, problems)


def _check_cluster(row: CodeRow, first: CodeRow, schemes: Schemes, problems: Problems) -> None:
    """Note a new motive that an earlier row puts in another cluster."""
    if not row.marks and not schemes.get("motive", row.motive) and row.cluster != first.cluster:
        problems.add(
            CODES_CSV.file,
            row.row,
            "cluster",
            nl=f"{row.motive!r} staat hier in {row.cluster!r}, en in rij {first.row} in {first.cluster!r}: "
            "kies er een",
            en=f"{row.motive!r} is in {row.cluster!r} here, and in {first.cluster!r} in row {first.row}: "
            "choose one",
        )


def _check_source(row: SourceRow, schemes: Schemes, problems: Problems) -> None:
    if not is_code(row.respondent):
        _tell_no_code(SOURCES_CSV.file, row.row, "respondent", row.respondent, problems)
    for scheme in ("case", "role", "phase"):
        _check_value(SOURCES_CSV.file, row, scheme, schemes, problems)


def _check_value(
    file: str, row: CodeRow | SourceRow, scheme: str, schemes: Schemes, problems: Problems
) -> None:
    """Note a cell that is not a code of its scheme, with the code that it is most like."""
    value: str = getattr(row, scheme)
    if not value or schemes.get(scheme, value):
        return
    valid = schemes.codes(scheme)
    hint, codes = _alike(scheme, value, schemes) or nearest(value, valid), ", ".join(valid)
    file_of = "cases.csv" if scheme == "case" else "schemes.csv"
    problems.add(
        file,
        row.row,
        scheme,
        nl=f"onbekende {scheme} {value!r}"
        + (f": bedoelde u {hint!r}?" if hint else ":")
        + f" Geldig: {codes or '(geen)'}; of zet de code in {file_of}",
        en=f"unknown {scheme} {value!r}"
        + (f": did you mean {hint!r}?" if hint else ":")
        + f" Valid: {codes or '(none)'}; or add it to {file_of}",
    )


def _tell_personal(row: SourceRow, intake: Intake) -> None:
    if looks := personal(row.respondent):
        told = pseudonym_needed(row.respondent, looks)
        where = f"{SOURCES_CSV.file}:{row.row} respondent"
        intake.tell("warning", nl=f"{where}: {told.nl}", en=f"{where}: {told.en}")


def _tell_no_code(file: str, row: int | None, column: str, written: str, problems: Problems) -> None:
    problems.add(
        file,
        row,
        column,
        nl=f"{written!r} is geen code: gebruik alleen letters, cijfers, '-', '_' en '.'",
        en=f"{written!r} is not a code: use letters, digits, '-', '_' and '.' only",
    )


def _alike(scheme: str, written: str, schemes: Schemes) -> str | None:
    """The code whose name has the same words, if any."""
    concepts = (schemes.get(scheme, code) for code in schemes.codes(scheme))
    return next((each.code for each in concepts if each and likeness(written, each.names) == 1), None)
