"""Tables of coded interviews with one row a coding: CSV and XLSX.

Goes in: a file. Comes out: a `CodedProject`. Which column holds what is said with `columns`; else it is
guessed from the header, and a guess that is not plain raises `ColumnGuess`, for a person to confirm.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path

from lcgraph.dates import day, month_or_day
from lcgraph.errors import InputError, nearest, unusable
from lcgraph.interviews.fields import FIELDS
from lcgraph.interviews.guesses import value_of
from lcgraph.interviews.likeness import plain
from lcgraph.interviews.programs import codes_of, columns_in, is_code_book, one_code_a_row, program_table
from lcgraph.interviews.project import Code, CodedProject, Coding, Source
from lcgraph.interviews.wide import unfolded
from lcgraph.say import Place, Problems, Text, few, many
from lcgraph.schemes import case_kinds, shared
from lcgraph.study.layout import NOTHING
from lcgraph.study.tables import MAX_CELL
from lcgraph.untrusted.text import lines, read_text, separated
from lcgraph.untrusted.xlsx import Shown, near, open_sheet
from lcgraph.written import as_it_was

REQUIRED = ("respondent", "code")
MAX_TABLE = 256_000_000
MAX_COLUMNS = 200
_LOOKED_AT = 1000
_GROUPS = ("group", "groep", "groups", "groepen", "document group", "document groups", "documentgroep")
_TITLES = 20  # rows in which a header is looked for below a title


class ColumnGuess(InputError):
    """The header says only more or less what its columns hold; `columns` is the guess, field to header."""

    def __init__(self, file: str, columns: Mapping[str, str], header: Iterable[str]) -> None:
        self.columns = dict(columns)
        self._made_of = (file, self.columns, tuple(header))
        self.missing = tuple(name for name in REQUIRED if name not in columns)
        options = column_options(self.columns)
        lacking = ", ".join(self.missing)
        heads = ", ".join(repr(head) for head in self._made_of[2] if head)
        problems = Problems()
        en = [f"A guess: {options}" if options else ""]
        nl = [f"Een gok: {options}" if options else ""]
        if self.missing:
            en.append(f"No column looks like {lacking}: name it, as in --column {self.missing[0]}=Header")
            nl.append(f"Geen kolom lijkt op {lacking}: noem die, zoals --column {self.missing[0]}=Kop")
        problems.add(
            file,
            1,
            None,
            nl=f"zeg welke kolom wat bevat; de kolommen zijn {heads}. {'. '.join(filter(None, nl))}",
            en=f"say which column holds what; the columns are {heads}. {'. '.join(filter(None, en))}",
        )
        super().__init__(problems.found)

    def __reduce__(self) -> tuple[type[ColumnGuess], tuple[str, Mapping[str, str], tuple[str, ...]]]:
        return ColumnGuess, self._made_of


def column_options(columns: Mapping[str, str]) -> str:
    """Columns as the options that name them.

    >>> column_options({"respondent": "Interview", "code": "Code name"})
    "--column respondent=Interview --column 'code=Code name'"
    """
    words = [f"{name}={head}" for name, head in columns.items()]
    safe = re.compile(r"[\w.=:/-]+")
    quoted = [word if safe.fullmatch(word) else "'" + word.replace("'", "'\\''") + "'" for word in words]
    return " ".join(f"--column {word}" for word in quoted)


def read_codings_csv(
    path: Path,
    columns: Mapping[str, str] | None = None,
    *,
    dates: str = "",
    guess: bool = False,
    progress: Callable[[int], None] | None = None,
) -> CodedProject:
    """The codings of a CSV file, one a row: UTF-8 or UTF-16, cells between `,`, `;` or tabs.

    `columns` says which column holds what (`{"respondent": "Interview", "code": "Code"}`), `dates` whether
    they are `day-first` or `month-first`. Raises `ColumnGuess` when the columns are left to a guess, unless
    it is to be taken for right (`guess`); `InputError` when the file is not a table, or too large.
    """
    if path.is_file() and path.stat().st_size > MAX_TABLE:
        size = f"{MAX_TABLE // 1_000_000} MB"
        raise unusable(
            path.name, nl=f"is groter dan {size}: splits het", en=f"is larger than {size}: split it"
        )
    problems = Problems()
    text = read_text(path, path.name, problems)
    if text is None:
        raise InputError(problems.found)
    rows = _csv_rows(path.name, text)
    project = read_rows(path.name, rows, columns or {}, dates=dates, guess=guess, progress=progress)
    return replace(project, mind=(*(problem.message for problem in problems.found), *project.mind))


def read_codings_xlsx(
    path: Path,
    columns: Mapping[str, str] | None = None,
    *,
    sheet: str | None = None,
    dates: str = "",
    guess: bool = False,
    progress: Callable[[int], None] | None = None,
) -> CodedProject:
    """The codings of one sheet of an XLSX workbook, one a row; otherwise as `read_codings_csv`.

    Of several sheets the only one with the head of a table of codings is read, or the one named (`sheet`).
    Formulas, cells merged side by side, and dates where a code belongs raise `InputError`: what they show is
    not what they hold. Hidden sheets are read only by name, and told; hidden rows are read, and told.
    """
    wanted = columns or {}
    with open_sheet(path, sheet, evident=lambda rows: _codings_in(rows, wanted) is not None) as opened:
        rows, left, mind = opened
        project = read_rows(path.name, rows, wanted, dates=dates, guess=guess, progress=progress)
    return replace(project, left=(*left, *project.left), mind=(*mind, *project.mind))


def _csv_rows(file: str, text: str) -> Iterator[tuple[int, list[str]]]:
    """The records of a CSV text with their numbers, as a spreadsheet shows them."""
    body, separator = separated(text)
    limit = csv.field_size_limit(MAX_CELL)
    number = 0
    try:
        rows = csv.reader(lines(body), delimiter=separator, strict=True)
        for number, record in enumerate(rows, 1):
            yield number, [as_it_was(cell.strip()) for cell in record]
    except csv.Error as error:
        raise unusable(
            file,
            nl=f"is vanaf hier niet als CSV te lezen ({error}): zoek een aanhalingsteken dat niet sluit",
            en=f"cannot be read as CSV from here on ({error}): look for a quote that is not closed",
            row=number + 1,
        ) from error
    finally:
        csv.field_size_limit(limit)


# ---- Which column holds what


def columns_of(
    file: str, header: list[str], wanted: Mapping[str, str], *, guessed: bool = False
) -> dict[str, int]:
    """The place of each field in a header: as wanted, else where the header says so plainly.

    Plain is a header that is the name of a field. A header that is only like one raises `ColumnGuess`, unless
    it may be `guessed`.
    """
    problems = Problems()
    names = [head.strip() for head in header[:MAX_COLUMNS]]
    for name, head in wanted.items():
        if name not in FIELDS:
            hint, valid = nearest(name, FIELDS), ", ".join(FIELDS)
            en, nl = (f": did you mean {hint!r}?", f": bedoelde u {hint!r}?") if hint else (".", ".")
            en, nl = (
                f"{name!r} is not a field{en} Valid: {valid}",
                f"{name!r} is geen veld{nl} Geldig: {valid}",
            )
            problems.add(file, 1, name, nl=nl, en=en)
        elif head not in names:
            hint = near(head, filter(None, names))
            en, nl = (f": did you mean {hint!r}?", f": bedoelde u {hint!r}?") if hint else ("", "")
            en, nl = f"column {head!r} is not in the header{en}", f"kolom {head!r} staat niet in de kop{nl}"
            problems.add(file, 1, head, nl=nl, en=en)
        elif names.count(head) > 1:
            _tell_twice(problems, file, head)
    guess, sure = guess_columns(names, wanted)
    known = {plain(each) for name in FIELDS for each in _heads(name)}
    unsettled = any(name not in guess for name in REQUIRED)
    for head in dict.fromkeys(names):
        said = head in wanted.values() or head.lower() in wanted
        matters = head.lower() in FIELDS or (unsettled and plain(head) in known)
        if names.count(head) > 1 and matters and not said:
            _tell_twice(problems, file, head)
    if problems.found:
        raise InputError(problems.found)
    if not (sure or guessed) or any(name not in guess for name in REQUIRED):
        raise ColumnGuess(file, guess, names)
    return {name: names.index(head) for name, head in guess.items()}


def _tell_twice(problems: Problems, file: str, head: str) -> None:
    problems.add(
        file,
        1,
        head,
        nl=f"kolom {head!r} staat twee keer in de kop: noem een ervan anders",
        en=f"column {head!r} stands in the header twice: name one of them otherwise",
    )


def _heads(name: str) -> tuple[str, ...]:
    """The headers that a field may have; a case also those of the kinds of collaboration in the ontology."""
    return (name, *FIELDS[name], *(case_kinds() if name == "case" else ()))


def guess_columns(names: list[str], wanted: Mapping[str, str]) -> tuple[dict[str, str], bool]:
    """Field to header, and whether every one is certain: wanted, or named exactly as the field.

    With all required fields wanted nothing more is guessed than what is certain.
    """
    taken = set(wanted.values())
    found = dict(wanted)
    exact = {name: name for name in FIELDS} | {"motive": "code"}
    for head in names:
        name = exact.get(head.lower(), "")
        if name and name not in found and head not in taken and names.count(head) == 1:
            found[name] = head
            taken.add(head)
    sure = True
    if not all(name in wanted for name in REQUIRED):
        for name in FIELDS:
            heads = [h for o in _heads(name) for h in names if plain(h) == plain(o) and h not in taken]
            if name not in found and heads and names.count(heads[0]) == 1:
                found[name] = heads[0]
                taken.add(heads[0])
                sure = False
    return {name: found[name] for name in FIELDS if name in found}, sure


# ---- Rows into a project


@dataclass
class _Gathered:
    """What the rows have told so far."""

    codes: dict[str, Code] = field(default_factory=dict)
    sources: dict[str, dict[str, set[str]]] = field(default_factory=dict)
    codings: list[Coding] = field(default_factory=list)
    nobody: list[int] = field(default_factory=list)
    uncoded: list[int] = field(default_factory=list)
    nothing: list[int] = field(default_factory=list)
    several: list[int] = field(default_factory=list)
    undated: Counter[str] = field(default_factory=Counter)
    either: dict[int, str] = field(default_factory=dict)
    orders: set[str] = field(default_factory=set)
    groups: dict[tuple[str, str], tuple[str, int]] = field(default_factory=dict)
    problems: Problems = field(default_factory=Problems)

    def project(self, left: tuple[Text, ...]) -> CodedProject:
        """All of it, in the order in which it was met."""
        sources = tuple(_source(name, variables) for name, variables in self.sources.items())
        codings = tuple(coding for coding in self.codings if coding.code)
        read = tuple(coding for coding in self.codings if not coding.code)
        return CodedProject(tuple(self.codes.values()), sources, codings, read, left)


_VARIABLES = ("case", "role", "organisation")
_BESIDE = ("case", "role", "organisation", "level", "phase")
"""What a table of a program may hold in columns that the researcher named."""


def read_rows(
    file: str,
    rows: Iterable[tuple[int, list[str]]],
    wanted: Mapping[str, str],
    *,
    dates: str = "",
    guess: bool = False,
    progress: Callable[[int], None] | None = None,
) -> CodedProject:
    """The project that numbered rows of text cells make, the header first; see `read_codings_csv`."""
    laid = _laid_out(file, rows, wanted)
    if laid.book:
        codes, unread = codes_of(laid.header, laid.rows)
        return CodedProject(tuple(codes), left=tuple(_unread(unread)), mind=tuple(laid.mind))
    header, mind = laid.header, laid.mind
    at = columns_of(file, header, laid.columns, guessed=guess)
    if guess and not laid.columns:
        mind += _guessed(header, at)
    found, beyond = _gathered(file, laid, at, progress)
    if found.problems.found:
        raise InputError(found.problems.found)
    if not found.sources:
        raise unusable(file, nl="heeft geen rij met een respondent onder de kop",
                     en="has no row with a respondent below its header")  # fmt: skip
    _date(found, dates)
    unread = [head for i, head in enumerate(header) if head and i not in at.values()]
    return replace(found.project(tuple(_left(found, unread, beyond))), mind=(*mind, *_doubtful(found)))


def _gathered(
    file: str, laid: _LaidOut, at: Mapping[str, int], progress: Callable[[int], None] | None
) -> tuple[_Gathered, list[int]]:
    """What the rows tell, and the rows with cells beyond the header."""
    found, header = _Gathered(), laid.header
    beyond: list[int] = []
    for number, cells in laid.rows:
        if progress and number % 1000 == 0:
            progress(number)
        if any(cells):
            if any(cells[len(header) :]):
                beyond.append(number)
            row = {name: cells[i] if i < len(cells) else "" for name, i in at.items()}
            _note_shown(found, file, number, row, header, at)
            _take(found, file, number, row)
            if len(found.problems.found) >= _MANY_WRONG:
                break
    return found, beyond


def _phased(
    header: list[str], rows: Iterator[tuple[int, list[str]]], columns: dict[str, str], mind: list[Text]
) -> Iterator[tuple[int, list[str]]]:
    """The rows; a column for groups that holds phases only becomes that of the phase, which is told."""
    first = list(islice(rows, _LOOKED_AT))
    guessed = guess_columns(header, columns)[0]
    for place, head in enumerate(header):
        of = next((name for name in ("case", "role") if guessed.get(name) == head), "")
        found = {cells[place] for _, cells in first if place < len(cells)} - {""}
        if "phase" in guessed or not (of or plain(head) in _GROUPS) or not found:
            continue
        if all(value_of("phase", each, shared()) for each in found):
            columns.pop(of, "")
            columns["phase"] = head
            mind.append(
                Text(
                    nl=f"kolom {head!r} bevat fasen, en is zo gelezen",
                    en=f"column {head!r} holds phases, and was read so",
                )
            )
            break
    return chain(first, rows)


@dataclass
class _LaidOut:
    """A table with its header found: its rows, what its columns hold as far as known; or a code book."""

    header: list[str]
    rows: Iterator[tuple[int, list[str]]]
    columns: dict[str, str]
    mind: list[Text]
    book: bool = False


def _laid_out(file: str, rows: Iterable[tuple[int, list[str]]], wanted: Mapping[str, str]) -> _LaidOut:
    """A table with a code a row, whatever it was: of a program, wide, with a title above."""
    mind: list[Text] = []
    header, numbered = _from_header(rows, wanted, mind)
    columns = dict(wanted)
    if not columns and (table := program_table(header)):
        header, numbered = one_code_a_row(table, header, numbered)
        columns = columns_in(table, header)
        for name, head in guess_columns(header, {})[0].items():
            if name in _BESIDE and name not in columns and head not in columns.values():
                columns[name] = head
        mind.append(_read_as(table.program, columns))
    if not wanted:
        numbered = _phased(header, numbered, columns, mind)
    coded = {plain(head) for head in _heads("code")}
    settled = guess_columns([head.strip() for head in header[:MAX_COLUMNS]], _settled(header, columns))[0]
    if "respondent" in settled and not any(plain(head) in coded for head in header):
        header, numbered, marked = unfolded(file, header, numbered, settled.values())
        mind += _marked(marked)
    if not any(header):
        raise unusable(
            file,
            nl="is leeg: de eerste rij moet een kop zijn",
            en="is empty: its first row must be a header",
        )
    book = "respondent" not in settled and is_code_book(header)
    return _LaidOut(header, numbered, columns, mind, book)


def _from_header(
    rows: Iterable[tuple[int, list[str]]], wanted: Mapping[str, str], mind: list[Text]
) -> tuple[list[str], Iterator[tuple[int, list[str]]]]:
    """The header, which may stand below a title, and the rows below it; rows above it are told."""
    numbered = iter(rows)
    first = list(islice(numbered, _TITLES))
    at = _header_in(first, wanted) or 0
    _, header = first[at] if first else (1, [])
    above = [str(number) for number, cells in first[:at] if any(cells)]
    if above:
        mind.append(
            Text(
                nl=f"boven de kop {many(len(above), 'rij', 'rijen')} niet ingelezen (rij {few(above)})",
                en=f"{many(len(above), 'row', 'rows')} above the header not read (row {few(above)})",
            )
        )
    return header, chain(first[at + 1 :], numbered)


def _header_in(rows: Sequence[tuple[int, list[str]]], wanted: Mapping[str, str]) -> int | None:
    """Which of the first rows is the header, by its place: of codings, of a code book, or of a wide table."""
    if (found := _codings_in(rows, wanted)) is not None:
        return found
    named = [[cell.strip() for cell in cells[:MAX_COLUMNS]] for _, cells in rows]
    books = (at for at, names in enumerate(named) if is_code_book(names))
    wides = (
        at
        for at, names in enumerate(named)
        if "respondent" in guess_columns(names, {})[0] and sum(map(bool, names)) > 1
    )
    return next(books, next(wides, None))


def _codings_in(rows: Sequence[tuple[int, list[str]]], wanted: Mapping[str, str]) -> int | None:
    """Which of the first rows is the header of a table of codings, by its place; None when none is."""
    for at, (_, cells) in enumerate(rows[:_TITLES]):
        names = [cell.strip() for cell in cells[:MAX_COLUMNS]]
        sought = {name: head for name, head in wanted.items() if head in names}
        if len(sought) == len(wanted) and (
            program_table(names) or all(name in guess_columns(names, sought)[0] for name in REQUIRED)
        ):
            return at
    return None


def _read_as(program: str, columns: Mapping[str, str]) -> Text:
    said = ", ".join(f"{name} = {head!r}" for name, head in columns.items())
    return Text(nl=f"gelezen als tabel van {program}: {said}", en=f"read as a table of {program}: {said}")


def _guessed(header: list[str], at: Mapping[str, int]) -> Iterator[Text]:
    said = [f"{name} = {header[place]!r}" for name, place in at.items() if header[place].lower() != name]
    if said:
        columns = ", ".join(said)
        yield Text(nl=f"kolommen gelezen als gegist: {columns}", en=f"columns read as guessed: {columns}")


def _settled(header: list[str], wanted: Mapping[str, str]) -> dict[str, str]:
    """Field to header, for the fields that are wanted or named exactly so, as far as they are there."""
    exact = {head.lower(): head for head in header if head.lower() in FIELDS and header.count(head) == 1}
    return exact | {name: head for name, head in wanted.items() if head in header}


def _marked(columns: list[str]) -> Iterator[Text]:
    if columns:
        count, heads = len(columns), few(map(repr, columns))
        yield Text(
            nl=f"{many(count, 'kolom', 'kolommen')} met 0 en 1 gelezen als codes: een 1 is een "
            f"codering, een 0 is gevraagd en niet genoemd ({heads})",
            en=f"{many(count, 'column', 'columns')} with 0 and 1 read as codes: a 1 is a coding, a 0 is "
            f"asked and not named ({heads})",
        )


_SHOWN = {
    "formula": Text(
        nl="bevat een formule: kopieer de kolom en plak haar als waarden",
        en="holds a formula: copy the column and paste it as values",
    ),
    "error": Text(
        nl="bevat een fout: herstel de cel of maak haar leeg", en="holds an error: mend or empty the cell"
    ),
    "date": Text(
        nl="is een datum geworden: maak de kolom tekst en typ de code opnieuw",
        en="has become a date: make the column text and type the code again",
    ),
    "merged": Text(
        nl="is een samengevoegde cel: splits haar en vul elke cel",
        en="is a merged cell: unmerge it and fill each cell",
    ),
}
_DATES = ("coded_on", "note", "segment")


_MANY_WRONG = 20
"""So many cells that are wrong are told at once."""


def _note_shown(
    found: _Gathered,
    file: str,
    number: int,
    row: Mapping[str, str],
    header: list[str],
    at: Mapping[str, int],
) -> None:
    """Note each cell of a workbook that shows something else than it holds, in a column that is read."""
    for name, cell in row.items():
        if isinstance(cell, Shown) and not (cell.kind == "date" and name in _DATES):
            message = _SHOWN[cell.kind]
            found.problems.add(file, number, header[at[name]], nl=message.nl, en=message.en)


def _take(found: _Gathered, file: str, number: int, row: Mapping[str, str]) -> None:
    """Take one row: a coding, or a respondent without one."""
    respondent, code = row["respondent"], row["code"]
    if not respondent:
        found.nobody.append(number)
        return
    variables = found.sources.setdefault(respondent, {name: set() for name in _VARIABLES})
    for name in _VARIABLES:
        if row.get(name):
            variables[name].add(row[name])
            if name != "organisation":
                _check_one(found, file, number, respondent, name, row[name])
    if code in ("", NOTHING):
        (found.nothing if row.get("coder") else found.uncoded).append(number)
        if row.get("coder"):
            _take_coding(found, file, number, row, "")
        return
    codes = list(dict.fromkeys(filter(None, map(str.strip, re.split(r"[;|\r\n]", code)))))
    if len(codes) > 1:
        found.several.append(number)
    for each in codes:
        _take_coding(found, file, number, row, each)


def _take_coding(found: _Gathered, file: str, number: int, row: Mapping[str, str], code: str) -> None:
    """Take the coding of a row with one of its codes."""
    if code and code not in found.codes:
        found.codes[code] = _code(code)
    written = row.get("coded_on", "")
    coded_on = day(written)
    if order := month_or_day(written):
        found.orders.add(order)
        if order == "either":
            found.either[len(found.codings)] = written
    elif written and not coded_on:
        found.undated[written] += 1
    found.codings.append(
        Coding(
            code=code,
            source=row["respondent"],
            segment=row.get("segment", ""),
            start=None,
            end=None,
            coder=row.get("coder", ""),
            coded_on=coded_on,
            note=_with_weight(row.get("note", ""), row.get("weight", "")),
            place=Place(file, number),
            level=row.get("level", ""),
            phase=row.get("phase", ""),
            document=row.get("source", ""),
        )
    )


def _with_weight(note: str, weight: str) -> str:
    """A note with the weight that the program keeps of a coding, where it has one.

    >>> _with_weight("ask again", "75"), _with_weight("", "0")
    ('ask again; weight: 75', '')
    """
    return "; ".join(filter(None, (note, f"weight: {weight}" if weight not in ("", "0") else "")))


def _date(found: _Gathered, dates: str) -> None:
    """Read the dates that may be two days as is said, or as the other dates of the table are."""
    orders = found.orders - {"either"}
    order = dates or (orders.pop() if len(orders) == 1 else "")
    if order:
        for at, written in found.either.items():
            found.codings[at] = replace(found.codings[at], coded_on=day(written, order))
        found.either.clear()


def _doubtful(found: _Gathered) -> Iterator[Text]:
    """The question that dates raise which may be two days: once, with the option that answers it."""
    if found.either:
        count, shown = len(found.either), next(iter(found.either.values()))
        option = "--dates day-first", "--dates month-first"
        yield Text(
            nl=f"{many(count, 'datum kan', 'datums kunnen')} twee dagen zijn, zoals {shown!r}, en zonder "
            f"ingelezen: zeg {option[0]} of {option[1]}",
            en=f"{many(count, 'date', 'dates')} may be two days, such as {shown!r}, and read without: say "
            f"{option[0]} or {option[1]}",
        )


def _check_one(found: _Gathered, file: str, number: int, respondent: str, name: str, value: str) -> None:
    """Note a respondent who is of another case or role than in an earlier row: it may be another person."""
    other, row = found.groups.setdefault((respondent, name), (value, number))
    if plain(other) != plain(value):
        word = {"case": "case", "role": "rol"}[name]
        found.problems.add(
            file,
            number,
            name,
            nl=f"{respondent!r} heeft hier {word} {value!r}, en {other!r} in rij {row}: geef twee mensen "
            "twee pseudoniemen, en schrijf van één mens hetzelfde",
            en=f"{respondent!r} has {name} {value!r} here, and {other!r} in row {row}: give two people two "
            "pseudonyms, and write the same of one",
        )


def _code(written: str) -> Code:
    """A code as a table has it; `a > b`, `a::b` and `a\\b` tell its ancestors."""
    parts = [part.strip() for part in re.split(r"\s*(?:>|::|\\)\s*", written)]
    parts = [part for part in parts if part] or [written]
    return Code(written, parts[-1], tuple(parts[:-1]))


def _source(name: str, variables: Mapping[str, set[str]]) -> Source:
    pairs = [(variable, value) for variable, values in variables.items() for value in values]
    return Source(name, name, tuple(sorted(pairs)))


def _left(found: _Gathered, unread: list[str], beyond: list[int]) -> Iterator[Text]:
    """What was read but left out, counted and named."""
    if found.nobody:
        count, rows = len(found.nobody), few(found.nobody)
        yield Text(
            nl=f"{many(count, 'rij', 'rijen')} zonder respondent: niet ingelezen (rij {rows})",
            en=f"{many(count, 'row', 'rows')} without a respondent: not read (row {rows})",
        )
    if found.uncoded:
        count, rows = len(found.uncoded), few(found.uncoded)
        yield Text(
            nl=f"{many(count, 'rij', 'rijen')} zonder code: de respondent telt mee, een codering is er niet "
            f"(rij {rows})",
            en=f"{many(count, 'row', 'rows')} without a code: the respondent counts, there is no coding (row "
            f"{rows})",
        )
    if found.nothing:
        count, rows = len(found.nothing), few(found.nothing)
        yield Text(
            nl=f"{many(count, 'rij', 'rijen')} met een codeur en zonder code: gelezen, niets gevonden (rij "
            f"{rows})",
            en=f"{many(count, 'row', 'rows')} with a coder and without a code: read, and nothing found (row "
            f"{rows})",
        )
    if found.several:
        count, rows = len(found.several), few(found.several)
        yield Text(
            nl=f"{many(count, 'rij', 'rijen')} met meer dan één code: zoveel coderingen (rij {rows})",
            en=f"{many(count, 'row', 'rows')} with several codes: as many codings (row {rows})",
        )
    if found.undated:
        count, values = found.undated.total(), few(map(repr, found.undated))
        yield Text(
            nl=f"{many(count, 'datum', 'datums')} niet te lezen: zonder ingelezen ({values}); schrijf "
            "jaar-maand-dag",
            en=f"{many(count, 'date', 'dates')} not understood: read without ({values}); write "
            "year-month-day",
        )
    yield from _unread(unread)
    if beyond:
        yield Text(
            nl=f"{many(len(beyond), 'rij', 'rijen')} met cellen voorbij de kop: die cellen zijn niet "
            f"ingelezen (rij {few(beyond)})",
            en=f"{many(len(beyond), 'row', 'rows')} with cells beyond the header: those cells were not read "
            f"(row {few(beyond)})",
        )


def _unread(heads: list[str]) -> Iterator[Text]:
    if heads:
        count, names = len(heads), few(map(repr, heads))
        yield Text(
            nl=f"{many(count, 'kolom', 'kolommen')} niet ingelezen: {names}",
            en=f"{many(count, 'column', 'columns')} not read: {names}",
        )
