"""An import while others are at work too, and while someone is watching: locks, ends and progress."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from lcgraph.disk import alone
from lcgraph.errors import CallError

Ask = Callable[..., Any]
HOLD = """
import sys
from pathlib import Path
from lcgraph.disk import alone
with alone(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def study(tmp_path: Path) -> Path:
    folder = tmp_path / "study"
    folder.mkdir()
    (folder / "study.toml").write_text('id = "s"\ntitle.en = "S"\n[rule]\nthreshold = "2/3"\n')
    (folder / "cases.csv").write_text("id,label_en,sector,setting\nbakery,Bakery,technology,public-private\n")
    return folder


def raw(path: Path, code: str, rows: int = 1) -> Path:
    lines = [f"b{number},{code},bakery,practice-partner\n" for number in range(rows)]
    path.write_text("".join(["respondent,code,case,role\n", *lines]), encoding="utf-8")
    return path


@contextmanager
def holding(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Another program that holds the folder."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        yield other
        other.kill()


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_second_import_into_a_folder_waits_for_no_one_and_changes_nothing(
    ask: Ask, study: Path, tmp_path: Path
) -> None:
    before = content(study)
    file = raw(tmp_path / "a.csv", "Imago")
    with holding(study):
        done = ask("import", file, "--study", study)
        assert (done.status, done.out) == (2, "")
        assert f"another program is writing to {study}: wait until it is done" in done.err
        assert content(study) == before
    assert ask("import", file, "--study", study).status == 0


@pytest.mark.skipif(os.name == "nt", reason="ends a process as POSIX systems do")
def test_a_program_that_was_killed_holds_nothing(ask: Ask, study: Path, tmp_path: Path) -> None:
    with holding(study) as other:
        other.send_signal(signal.SIGKILL)
        other.wait(10)
        assert ask("import", raw(tmp_path / "a.csv", "Imago"), "--study", study).status == 0


def test_a_folder_is_let_go_when_an_import_fails(ask: Ask, study: Path, tmp_path: Path) -> None:
    broken = tmp_path / "a.csv"
    broken.write_text("respondent,code\n")
    assert ask("import", broken, "--study", study).status == 2
    with alone(study), pytest.raises(CallError, match="another program is writing to"), alone(study):
        pass


def test_of_imports_at_one_time_each_is_whole_or_refused(
    run: Callable[..., Any], study: Path, tmp_path: Path
) -> None:
    files = [raw(tmp_path / f"{name}.csv", "Imago", 400) for name in ("a", "b", "c")]
    command = [sys.executable, "-m", "lcgraph", "import", "--accept-guesses", "--study", str(study)]
    going = [
        subprocess.Popen([*command, str(file)], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL)
        for file in files
    ]
    ends = [(each.communicate()[1].decode(), each.returncode) for each in going]
    done = [file.name for file, (_, status) in zip(files, ends, strict=True) if status == 0]
    assert done
    assert all(status == 0 or "another program" in err for err, status in ends)
    rows = (study / "mentions.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert {name: sum(row.endswith(name) for row in rows) for name in done} == dict.fromkeys(done, 400)
    assert len(rows) == 400 * len(done)


# ---- Someone is watching


def shown(*words: str | Path) -> str:
    """All that a call shows on a terminal."""
    ours, theirs = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-m", "lcgraph", *map(str, words)],
        stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs,
    )  # fmt: skip
    os.close(theirs)
    parts = b""
    try:
        while part := os.read(ours, 65536):
            parts += part
    except OSError:
        pass
    os.close(ours)
    child.wait(60)
    return parts.decode()


def test_a_terminal_is_told_how_many_rows_were_read(study: Path, tmp_path: Path) -> None:
    file = raw(tmp_path / "a.csv", "Imago", 2500)
    told = shown("import", file, "--study", study, "--lang", "nl")
    assert "a.csv lezen, 1.000 rijen …" in told
    assert "a.csv lezen, 2.000 rijen …" in told
    assert "studiemap lezen …" in told
    assert "reading a.csv, 2,000 rows …" in shown("import", file, "--study", study, "--lang", "en")


@pytest.mark.parametrize("format_", ["maxqda", "qualcoder", "taguette"])
def test_a_terminal_is_told_how_many_codings_of_a_project_were_read(
    study: Path, tmp_path: Path, format_: str
) -> None:
    data = Path(__file__).parents[1] / "data" / "make_projects.py"
    subprocess.run([sys.executable, str(data), str(tmp_path / "made")], check=True)
    name = {"maxqda": "maxqda.qdpx", "qualcoder": "zes.qda", "taguette": "zes.sqlite3"}[format_]
    told = shown("import", tmp_path / "made" / name, "--study", study, "--lang", "en")
    assert f"reading {name}, 1,000 codings …" in told


def test_a_pipe_is_told_nothing_meanwhile(ask: Ask, study: Path, tmp_path: Path) -> None:
    done = ask("import", raw(tmp_path / "a.csv", "Imago", 2500), "--study", study, "--lang", "en")
    assert "…" not in done.err
