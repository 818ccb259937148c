"""The folder of a site: whole or not at all, and never over what lcgraph did not make."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from lcgraph.errors import CallError
from lcgraph.web.folder import write

Ask = Callable[..., Any]
FILES = [
    ("index.html", b"one"),
    ("a/b.html", b"two"),
    ("lcgraph-site.sha256", b"0  index.html\n0  a/b.html\n"),
]


def there(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_a_site_is_written_into_a_new_folder_and_replaces_an_older_site(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "out"
    assert write(out, FILES) == (3, 32)
    assert there(out) == dict(FILES)
    other = [("index.html", b"three"), ("lcgraph-site.sha256", b"0  index.html\n")]
    write(out, other)
    assert there(out) == dict(other)
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["out"]


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    assert there(tmp_path) == dict(FILES)


def a_thesis(out: Path) -> None:
    out.mkdir()
    (out / "thesis.doc").write_text("years of work")


def a_file(out: Path) -> None:
    out.write_text("a file")


def a_site_with_a_file_of_ours(out: Path) -> None:
    write(out, FILES)
    (out / "CNAME").write_text("example.org")


def a_link(out: Path) -> None:
    (out.parent / "real").mkdir()
    out.symlink_to(out.parent / "real")


@pytest.mark.parametrize(
    ("lay", "message"),
    [
        (a_thesis, "out is there and was not made by lcgraph site: name a new folder"),
        (a_file, "out is not a folder: name a new one"),
        (
            a_site_with_a_file_of_ours,
            "out holds files that lcgraph site did not make.*: CNAME. Take them out",
        ),
        (a_link, "out is not a folder: name a new one"),
    ],
)
def test_what_is_not_ours_is_refused_and_stays(
    tmp_path: Path, lay: Callable[[Path], None], message: str
) -> None:
    out = tmp_path / "out"
    lay(out)
    before = there(tmp_path)
    with pytest.raises(CallError, match=message):
        write(out, [("index.html", b"new")])
    assert there(tmp_path) == before


def test_a_site_that_fails_half_way_leaves_the_old_one(tmp_path: Path) -> None:
    def failing() -> Iterator[tuple[str, bytes]]:
        yield "index.html", b"new"
        raise CallError(nl="niets meer", en="no more")

    out = tmp_path / "out"
    write(out, FILES)
    with pytest.raises(CallError, match="no more"):
        write(out, failing())
    assert there(tmp_path) == {f"out/{path}": data for path, data in FILES}


@pytest.mark.ci
def test_the_command_says_what_it_made_and_what_it_withheld(ask: Ask, tiny: Path, tmp_path: Path) -> None:
    done = ask("site", tmp_path / "out", "--study", tiny, "--lang", "en")
    assert (done.status, done.out) == (0, "")
    assert "lcgraph: public site, withheld: respondents (9), mentions (23)" in done.err
    assert f"open {tmp_path}/out/index.html" in done.err
    assert (tmp_path / "out" / "index.nl.html").is_file()


def test_the_command_refuses_before_it_works(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    done = ask("site", tmp_path)
    assert done.status == 2
    assert "was not made by lcgraph site: name a new folder" in done.err
    assert ask("site", tmp_path / "out", "--date", "soon").status == 2


def test_without_the_extra_the_command_says_what_to_install(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    done = ask("site", tmp_path / "out")
    assert done.status == 2
    assert "this needs Jinja2: pip install 'lcgraph[site]'" in done.err
    assert not (tmp_path / "out").exists()
