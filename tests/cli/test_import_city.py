"""A study with roles, clusters, levels and phases of its own: out as a project or a table, and in again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.written import rows

Ask = Callable[..., Any]
CITY = Path(__file__).parents[1] / "data" / "city"


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """The alliances before anything was coded."""
    folder = tmp_path / "study"
    folder.mkdir()
    for name in ("study.toml", "schemes.csv", "cases.csv", "motives.csv"):
        (folder / name).write_bytes((CITY / name).read_bytes())
    return folder


def test_a_project_with_own_roles_and_clusters_comes_back_with_its_respondents_and_mentions(
    ask: Ask, study: Path, tmp_path: Path
) -> None:
    project = tmp_path / "city.qdpx"
    assert ask("export", "--study", CITY, "--format", "qdpx", "--private", "-o", project).status == 0
    done = ask("import", project, "--study", study, "--accept-guesses", "--lang", "en")
    assert done.status == 0
    columns = ("id", "case", "role", "organisation", "interviewed_on", "motives_not_asked", "joined")
    back, there = rows(study / "respondents.csv"), rows(CITY / "respondents.csv")
    assert sorted([row[name] for name in columns] for row in back) == sorted(
        [row[name] for name in columns] for row in there
    )
    columns = ("respondent", "motive", "segment", "coder")
    back, there = rows(study / "mentions.csv"), rows(CITY / "mentions.csv")
    assert len(back) == len(there)
    assert sorted([row[name] for name in columns] for row in back) == sorted(
        [row[name] for name in columns] for row in there
    )


TABLE = """Geïnterviewde;Code;Alliantie;Rol;Niveau;Fase;Fragment
p1;meer groen;Groene daken;BEW;buurt;aftrap;Meer bomen.
p2;meer groen;green-roofs;bewoners;Buurt;LAUNCH;Bomen.
p3;Koele straten;green-roofs;gemeente;collectief;verkenning;Schaduw.
"""


def test_a_table_in_the_words_of_the_study_is_understood(ask: Ask, study: Path, tmp_path: Path) -> None:
    raw = tmp_path / "raw.csv"
    raw.write_text(TABLE, encoding="utf-8")
    columns = [f"--column={each}" for each in ("respondent=Geïnterviewde", "code=Code", "case=Alliantie",
               "role=Rol", "level=Niveau", "phase=Fase", "segment=Fragment")]  # fmt: skip
    done = ask("import", raw, "--study", study, *columns, "--accept-guesses", "--lang", "en")
    assert done.status == 0
    assert [[row[name] for name in ("id", "case", "role")] for row in rows(study / "respondents.csv")] == [
        ["p1", "green-roofs", "residents"],
        ["p2", "green-roofs", "residents"],
        ["p3", "green-roofs", "municipality"],
    ]
    names = ("respondent", "motive", "level", "phase")
    assert [[row[name] for name in names] for row in rows(study / "mentions.csv")] == [
        ["p1", "more-green", "neighbourhood", "launch"],
        ["p2", "more-green", "neighbourhood", "launch"],
        ["p3", "cool-streets", "collective", "exploration"],
    ]
    assert [
        [row[name] for name in ("case", "role", "respondents")] for row in rows(study / "groups.csv")
    ] == [
        ["green-roofs", "residents", "2"],
        ["green-roofs", "municipality", "1"],
    ]
