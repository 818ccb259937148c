"""Nothing that is published depends on what is withheld; and an attacker's program wins nothing by it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import lcgraph
from lcgraph.errors import CallError
from lcgraph.export.registry import FORMATS, written
from lcgraph.graph import Graph
from lcgraph.render.claims import claim_rows
from lcgraph.render.crosstables.writing import TABLE_FORMATS, render_tables
from lcgraph.render.networks import network_rows
from lcgraph.render.pictures.drawing import PICTURES, draw
from lcgraph.render.pictures.svg import svg
from lcgraph.render.rows import render_rows
from tests.privacy.attack import deduced
from tests.privacy.invented import invent, sizes_of

SEEDS = [0, *(pytest.param(seed, marks=pytest.mark.ci) for seed in (1, 2, 3))]
Files = dict[str, bytes]
Invented = Callable[..., Path]
Published = Callable[..., Files]


def everything(study: Path, *, earlier: Iterable[Graph] = (), site: bool = False) -> Files:
    """Every file that can be published of a study: formats, answers, tables, pictures, claims, site."""
    whole = lcgraph.open(studies=[study])
    before = [graph.public()[0] for graph in earlier]
    files: Files = {}
    for name, form in FORMATS.items():
        if form.private == "must":
            continue
        try:
            content = written(whole, name, earlier=before).content
        except CallError as error:
            files[f"{name}.refused"] = str(error).encode()
            continue
        parts = content if isinstance(content, Mapping) else {"": content}
        for path, data in parts.items():
            files[f"{name}/{path}".rstrip("/")] = data if isinstance(data, bytes) else b"".join(data)
    files["study.nq"] = files.pop("nquads")
    public = whole.published(earlier=before)[0]
    files |= {name: text.encode() for name, text in _answers(public)}
    if site:
        from lcgraph.web.site import Site

        files |= {f"site/{path}": data for path, data in Site(whole, before=before).made()}
    return files


def _answers(public: Graph) -> Iterable[tuple[str, str]]:
    for name in public.catalogue(own=False):
        yield f"{name}.csv", render_rows(public.free(name), "csv")
    yield "contrast.csv", render_rows(public.query("contrast"), "csv")
    for form in TABLE_FORMATS:
        tables = public.tables()
        yield (
            f"tables.{form}",
            render_tables(tables, form, labels=public.labels("nl"), lang="nl", counts=True),
        )
    for name in ("case-motive", "motive-co-occurrence"):
        rows = network_rows(public.network(name), "edges", public.names("en"), people=False)
        yield f"network-{name}.csv", render_rows(rows, "csv")
    for name in PICTURES:
        try:
            yield f"{name}.svg", svg(draw(public, name, lang="en"))
        except CallError as error:
            yield f"{name}.svg", str(error)
    yield "claims.csv", render_rows(claim_rows(public.claims(), "en"), "csv")
    for text in public.left_out():
        yield f"left-out-{text.en[:9]}", text.en + text.nl


def put(files: Mapping[str, bytes], folder: Path) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


@pytest.fixture(scope="session")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Invented:
    """An invented study by its seed and its secret; each is written once."""

    @cache
    def study(seed: int, secret: int, printed: bool, more: int) -> Path:
        return invent(tmp_path_factory.mktemp("invented"), seed, secret, printed=printed, more=more)

    return lambda seed, secret, printed=False, more=0: study(seed, secret, printed, more)


@pytest.fixture(scope="session")
def published(invented: Invented) -> Published:
    """Everything that is published of an invented study; each is made once."""

    made = cache(everything)
    return lambda *which, **how: made(invented(*which, **how))


@pytest.mark.parametrize("printed", [False, pytest.param(True, marks=pytest.mark.ci)])
@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_withheld_changes_no_public_byte(
    invented: Invented, published: Published, seed: int, printed: bool
) -> None:
    """So no reader can tell the one world from the other, however clever: there is nothing to find."""
    one, other = (invented(seed, secret, printed=printed) for secret in (1, 2))
    assert (one / "mentions.csv").read_bytes() != (other / "mentions.csv").read_bytes()
    first, second = (published(seed, secret, printed=printed) for secret in (1, 2))
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []
    assert len(first) > 60


@pytest.mark.ci
def test_no_page_of_a_site_changes_either(invented: Invented) -> None:
    from lcgraph.web.site import Site

    first, second = (dict(Site(lcgraph.open(studies=[invented(3, secret)])).made()) for secret in (1, 2))
    assert [name for name in first if first[name] != second.get(name)] == []
    assert len(first) > 300


@pytest.mark.parametrize("seed", SEEDS)
def test_an_attacker_wins_nothing(published: Published, tmp_path: Path, seed: int) -> None:
    assert any(0 < size < 3 for size in sizes_of(seed).values())
    assert deduced(put(published(seed, 1), tmp_path / "public")) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_nor_by_two_editions_when_the_second_is_told_of_the_first(
    invented: Invented, published: Published, tmp_path: Path, seed: int
) -> None:
    """One or two people more in each larger group: their answers would be the difference."""
    before, after = (invented(seed, 1, more=more) for more in (0, 1))
    first = put(published(seed, 1), tmp_path / "first")
    second = put(everything(after, earlier=[lcgraph.open(studies=[before])]), tmp_path / "second")
    careless = put(published(seed, 1, more=1), tmp_path / "careless")
    assert deduced(second, first) == []
    assert deduced(careless, first) != [] or not any(size > 2 for size in sizes_of(seed).values())


@pytest.mark.ci
@pytest.mark.parametrize("seed", [0, 1])
def test_nor_from_the_command_line(ask: Callable[..., Any], tmp_path: Path, seed: int) -> None:
    """`--earlier` is a file of the edition before, or the folder of then; both give the same."""
    before, after = (invent(tmp_path / str(more), seed, 1, more=more) for more in (0, 1))
    first = tmp_path / "first.nq"
    assert ask("export", "--study", before, "--format", "nquads", "-o", first).status == 0
    words = ["export", "--study", after, "--format", "nquads"]
    careless, *careful = (
        ask(*words, *earlier) for earlier in ([], ["--earlier", first], ["--earlier", before])
    )
    assert careful[0].out == careful[1].out != careless.out
    assert "sizes and answers of small groups" in careful[0].err
    files = {"study.nq": first.read_bytes()}
    found = put({"study.nq": careful[0].out.encode()}, tmp_path / "second")
    assert deduced(found, put(files, tmp_path / "known")) == []
    expected = everything(after, earlier=[lcgraph.open(studies=[before])])["study.nq"]
    assert careful[0].out.encode() == expected


@pytest.mark.ci
def test_a_site_is_set_against_the_edition_before_it(ask: Callable[..., Any], tmp_path: Path) -> None:
    before, after = (invent(tmp_path / str(more), 3, 1, more=more) for more in (0, 1))
    done = ask("site", tmp_path / "site", "--study", after, "--earlier", before)
    assert done.status == 0
    expected = everything(after, earlier=[lcgraph.open(studies=[before])], site=True)
    pages = {name.removeprefix("site/"): data for name, data in expected.items() if name.startswith("site/")}
    found = {
        path.relative_to(tmp_path / "site").as_posix(): path.read_bytes()
        for path in (tmp_path / "site").rglob("*")
        if path.is_file()
    }
    assert found == pages


def test_an_earlier_edition_that_cannot_be_read_is_told(ask: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("nothing <")
    for name, said in (("none.ttl", "does not exist"), ("a.ttl", "a.ttl")):
        done = ask("export", "--format", "turtle", "--earlier", tmp_path / name)
        assert (done.status, done.out) == (2, "")
        assert said in done.err
    done = ask("export", "--private", "--earlier", tmp_path / "a.ttl")
    assert (done.status, "--private and --earlier do not go together" in done.err) == (2, True)


@pytest.mark.parametrize("name", ["tiny", pytest.param("city", marks=pytest.mark.ci)])
def test_an_attacker_wins_nothing_of_the_studies_of_the_tests(
    name: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    study = request.getfixturevalue(name)
    assert deduced(put(everything(study), tmp_path)) == []


LEAKS: Mapping[str, Callable[[Files], Files]] = {}
"""Editions that leak, by what they leak."""


def leak(name: str) -> Callable[[Any], Any]:
    def add(change: Callable[[Files], Files]) -> Callable[[Files], Files]:
        LEAKS[name] = change  # type: ignore[index]
        return change

    return add


def _lines(files: Files) -> list[str]:
    return files["study.nq"].decode().splitlines(keepends=True)


@leak("the status of a small group")
def _(files: Files) -> Files:
    text = files["study.nq"].decode().replace("/status/withheld>", "/status/reported>", 1)
    return {**files, "study.nq": text.encode()}


@leak("a motive that only a small group names has cells")
def _(files: Files) -> Files:
    kept = [line for line in _lines(files) if "/image>" in line or "respondentsMentioning" not in line]
    return {**files, "study.nq": "".join(kept).encode()}


@leak("a total that holds small groups")
def _(files: Files) -> Files:
    rows = files["respondent-totals.csv"].decode().splitlines()
    last = rows[-1].split(",")
    rows[-1] = ",".join([last[0], str(int(last[1]) + 1), *last[2:]])
    return {**files, "respondent-totals.csv": "\n".join(rows).encode()}


@leak("a count of groups that holds small groups")
def _(files: Files) -> Files:
    rows = files["motive-coverage.csv"].decode().splitlines()
    cells = rows[1].split(",")
    rows[1] = ",".join([*cells[:2], str(int(cells[2]) + 1), *cells[3:]])
    return {**files, "motive-coverage.csv": "\n".join(rows).encode()}


@leak("absence that is denied")
def _(files: Files) -> Files:
    rows = files["absent-motives.csv"].decode().splitlines()
    return {**files, "absent-motives.csv": "\n".join(row.rpartition(",")[0] for row in rows).encode()}


@leak("words of a respondent")
def _(files: Files) -> Files:
    return {**files, "tables.svg": files["tables.svg"] + b"<!-- SECRET 0.5 -->"}


def test_so_many_attacks_are_tried() -> None:
    """The numbers in docs/threat-model.md: pairs of worlds, attacks that must fail, leaks to be found."""
    assert (2 * len(SEEDS) + 1, 3 * len(SEEDS), len(LEAKS)) == (9, 12, 6)


@pytest.mark.parametrize("name", LEAKS)
def test_an_attacker_can_win(published: Published, tmp_path: Path, name: str) -> None:
    """Each leak that is planted is found, so that finding none says something."""
    files = published(0, 1)
    assert deduced(put(files, tmp_path / "sound")) == []
    assert deduced(put(LEAKS[name](files), tmp_path / "leaky")) != []
