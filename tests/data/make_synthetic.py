"""A synthetic study of realistic shape, of any size: nothing in it is true, nobody in it exists.

    python tests/data/make_synthetic.py                       write tests/data/synthetic-2026 anew
    python tests/data/make_synthetic.py OUT --codings 100000  a larger one, without a workbook

Goes in: a seed. Comes out: raw codings, one a row (`raw/codings.csv`, `raw/codings.xlsx`), the two tables
that say what codes and sources stand for, and the study folder that the import makes of them. 600 codings
are 40 respondents in 6 cases, two coders (who both coded part of the segments) and two phases; a larger
study is that shape again and again, each time with other cases. The same seed gives the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import io
import random
import re
import shutil
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from lcgraph.disk import write_all
from lcgraph.interviews.merge import take_in
from lcgraph.interviews.spreadsheet import read_codings_csv

HERE = Path(__file__).parent
OUT = HERE / "synthetic-2026"
SEED = 2026
SHAPE = 600  # codings in one round of the six cases

CASES = {
    # id: label nl, label en, sector, setting, start year, interviewed practice and education partners
    "data-lab": ("Datalab", "Data lab", "ict", "public-private", 2017, 5, 4),
    "smart-factory": ("Slimme fabriek", "Smart factory", "technology", "public-private", 2014, 4, 4),
    "primary-school": ("Basisschool", "Primary school", "education", "public-public", 2006, 4, 3),
    "shop-street": ("Winkelstraat", "Shopping street", "economics", "public-private", 2019, 3, 5),
    "care-farm": ("Zorgboerderij", "Care farm", "health-care", "public-public", 2011, 4, 3),
    "orchard": ("Boomgaard", "Orchard", "agriculture", "public-private", 2021, 1, 0),
}
CODES = {
    # code as the researchers named it: motive, what is said
    "Legitimiteit > Imago": ("image", "dan staan wij er goed op"),
    "Legitimiteit > Werving van personeel": ("recruitment", "hier leren wij onze nieuwe collega's kennen"),
    "Ontwikkeling > Frisse blik van studenten": ("student-perspectives", "zij zien wat wij niet meer zien"),
    "Ontwikkeling > Ontwikkelen van docenten": ("teacher-development", "de docenten leren het vak opnieuw"),
    "Ontwikkeling > Ontwikkelen van studenten": ("student-development", "zij groeien door het echte werk"),
    "Kapitaal > Netwerk versterken": ("network", "je komt elkaar vaker tegen, en dat helpt"),
    "Kapitaal > Innovatieve oplossingen": ("innovative-solutions", "er komt iets uit dat er nog niet was"),
    "Kapitaal > Kosten besparen": ("cost-reduction", "het scheelt gewoon geld"),
    "Kapitaal > Actueel curriculum": ("up-to-date-curriculum", "het programma loopt weer bij"),
    "Maatschappij > Trots op de streek": ("regional-pride", "wij willen hier iets laten zien 🌳"),
}
LEFT = "Methodische opmerking"
NOT_ASKED = ("care-farm", "education-partner", "cost-reduction")
FORMS = ("Eerlijk gezegd: {}.", "„{}”, zei ik toen.", "Nou ja, {}; zo zie ik het.", "Omdat {}.\nDat is het.")
COLUMNS = ("Interview", "Casus", "Rol", "Code", "Fragment", "Codeur", "Gecodeerd op", "Niveau", "Fase")
FIELDS = ("respondent", "case", "role", "code", "segment", "coder", "coded_on", "level", "phase")
MAP = dict(zip(FIELDS, COLUMNS, strict=True))
TOML = """# Synthetic: made by tests/data/make_synthetic.py. No such cases, persons or interviews exist.
id = "synthetic-2026"
title.nl = "Synthetische studie: waarom zes verzonnen learning communities samenwerken"
title.en = "Synthetic study: why six invented learning communities collaborate"
creators = ["Synthetic, Data"]
licence = "https://creativecommons.org/publicdomain/zero/1.0/"

[collected]
from = "2026-01"
to = "2026-03"

[rule]
threshold = "3/4"
locator = "Synthetic"

[[rule.exception]]
case = "shop-street"
role = "education-partner"
threshold = "1/1"
locator = "Synthetic"

[[limitation]]
nl = "Alles in deze studie is synthetisch: gemaakt door een programma."
en = "Everything in this study is synthetic: made by a program."
locator = "Synthetic"
"""


def groups(codings: int) -> list[tuple[str, str, list[str]]]:
    """Every partner group with its respondents: case, role, pseudonyms."""
    found = []
    for again in range(max(1, codings // SHAPE)):
        for number, (case, facts) in enumerate(CASES.items(), 1):
            name, mark = (case, "") if again == 0 else (f"{case}-{again + 1}", f"{again + 1}.")
            for role, letter, size in (
                ("practice-partner", "w", facts[5]),
                ("education-partner", "o", facts[6]),
            ):
                found.append((name, role, [f"{mark}{letter}{number}{i}" for i in range(1, size + 1)]))
    return found


def codings(total: int) -> list[tuple[str, ...]]:
    """The raw rows, in the order in which two coders worked through the interviews."""
    rng = random.Random(SEED)
    said: list[tuple[str, str, str, str]] = []
    for case, role, people in groups(total):
        for code, (motive, _) in CODES.items():
            if (case, role, motive) != NOT_ASKED:
                for person in rng.sample(people, rng.randint(0, len(people))):
                    said.append((person, case, role, code))
    of_person: dict[str, list[str]] = {}
    for person, _, _, code in said:
        of_person.setdefault(person, []).append(code)
    rows: list[tuple[str, ...]] = []
    for number in range(total):
        person, case, role, code = said[number] if number < len(said) else rng.choice(said)
        text = CODES[code][1]
        segment = f"[{number + 1}] " + rng.choice(FORMS).format(text)
        level = rng.choice(("collectief", "organisationeel", "organisationeel", "individueel"))
        phase, date = rng.choice((("start", "12-1-2026"), ("nu", "9-3-2026")))
        rows.append((person, case, role, code, segment, "av", date, level, phase))
        if number >= len(said) // 2 and rng.random() < 0.5:
            other = code if rng.random() < 0.85 else rng.choice([*of_person[person], LEFT])
            rows.append((person, case, role, other, segment, "bk", date, level, phase))
        if len(rows) >= total and number >= len(said) - 1:
            break
    return rows[:total]


def table(columns: Sequence[str], rows: Iterable[Sequence[object]], separator: str = ",") -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\n")
    writer.writerows([columns, *rows])
    return out.getvalue().encode()


def workbook(rows: Iterable[Sequence[str]]) -> bytes:
    """The same as XLSX, without the time at which it was written."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = "Coderingen"
    for row in (COLUMNS, *rows):
        sheet.append(list(row))
    written, made = io.BytesIO(), io.BytesIO()
    book.save(written)
    with zipfile.ZipFile(written) as parts, zipfile.ZipFile(made, "w") as again:
        for info in parts.infolist():
            content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2026-01-01T00:00:00Z", parts.read(info))
            again.writestr(zipfile.ZipInfo(info.filename), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def own_tables(total: int, rows: Sequence[Sequence[str]]) -> dict[str, bytes]:
    """What people write by hand before they import: the study, its cases, and what codes and sources are."""
    cases = []
    for case in dict.fromkeys(case for case, _, _ in groups(total)):
        label_nl, label_en, sector, setting, year, _, _ = CASES[re.sub(r"-\d+$", "", case)]
        mark = case.rpartition("-")[2] if case not in CASES else ""
        cases.append(
            (case, f"{label_nl} {mark}".strip(), f"{label_en} {mark}".strip(), sector, setting, year)
        )
    people = [(person, case, role) for case, role, found in groups(total) for person in found]
    told = [
        (person, case, role, NOT_ASKED[2]) for person, case, role in people if (case, role) == NOT_ASKED[:2]
    ]
    motives = [*((code, motive) for code, (motive, _) in CODES.items()), (LEFT, "-")]
    own = ("regional-pride", "societal", "trots op de streek", "regional pride")
    own += ("Laten zien wat de streek kan.", "Showing what the region can do.")
    empty = [(case, role, 0) for case, role, found in groups(total) if not found]
    return {
        "study.toml": TOML.encode(),
        "schemes.csv": table(
            ("scheme", "code", "label_nl", "label_en"),
            [("sector", "agriculture", "landbouw", "agriculture")],
        ),
        "cases.csv": table(("id", "label_nl", "label_en", "sector", "setting", "start_year"), cases),
        "groups.csv": table(("case", "role", "respondents"), empty),
        "respondents.csv": table(("id", "case", "role", "motives_not_asked"), told),
        "motives.csv": table(
            ("code", "cluster", "label_nl", "label_en", "definition_nl", "definition_en"), [own]
        ),
        "codes.csv": table(("code", "path", "motive"), [(code, code, motive) for code, motive in motives]),
        "sources.csv": table(
            ("source", "name", "respondent", "case", "role"),
            [(p, p, p, case, role) for p, case, role in people],
        ),
    }


def make(out: Path, total: int = SHAPE, *, with_workbook: bool = True) -> None:
    """Write the study into a new folder, and import its raw codings as a researcher does."""
    rows = codings(total)
    spoken = {row[0] for row in rows}
    silent = [(p, c, r, *[""] * 6) for c, r, people in groups(total) for p in people if p not in spoken]
    (out / "raw").mkdir(parents=True)
    for file, content in own_tables(total, rows).items():
        (out / file).write_bytes(content)
    raw = out / "raw" / "codings.csv"
    raw.write_bytes(table(COLUMNS, [*rows, *silent], ";"))
    if with_workbook:
        (out / "raw" / "codings.xlsx").write_bytes(workbook([*rows, *silent]))
    intake = take_in(out, [(raw.name, read_codings_csv(raw, MAP))])
    write_all(out, intake.files)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("out", nargs="?", type=Path, default=OUT)
    parser.add_argument("--codings", type=int, default=SHAPE)
    given = parser.parse_args()
    if given.out == OUT:
        shutil.rmtree(OUT, ignore_errors=True)
    make(given.out, given.codings, with_workbook=given.codings == SHAPE)


if __name__ == "__main__":
    main()
