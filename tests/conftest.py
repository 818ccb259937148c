"""What several rooms of tests share: the tiny study, variants of it, and the command line."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from lcgraph.cli import main
from lcgraph.say import Problem

TINY = Path(__file__).parent / "data" / "tiny"
CITY = Path(__file__).parent / "data" / "city"
SYNTHETIC = Path(__file__).parent / "data" / "synthetic-2026"
ATTRIBUTES = "[attribute" + TINY.joinpath("study.toml").read_text(encoding="utf-8").partition("[attribute")[2]
ATTRIBUTES = ATTRIBUTES[: ATTRIBUTES.index("[rule]")]
"""What the tiny study declares of its cases."""
ENVIRONMENT = {
    name: value
    for name, value in os.environ.items()
    if not name.startswith(("LCGRAPH_", "LC_", "LANG", "PYTHON", "COV"))
}


@dataclass(frozen=True)
class Outcome:
    """How a call of the command line ended: its exit status, and what it wrote to either stream."""

    status: int
    out: str
    err: str


@pytest.fixture(scope="session")
def tiny() -> Path:
    """The folder of the tiny synthetic study."""
    return TINY


@pytest.fixture(scope="session")
def synthetic() -> Path:
    """The folder of the synthetic study of realistic shape, with the raw codings it is imported from."""
    return SYNTHETIC


@pytest.fixture(scope="session")
def city() -> Path:
    """The folder of the synthetic study whose roles, settings, clusters and phases are its own."""
    return CITY


@pytest.fixture
def study_with(tmp_path: Path) -> Callable[[Mapping[str, str | bytes | None]], Path]:
    """Make a copy of the tiny study in which some files differ; None leaves a file out.

    Another `study.toml` declares the attributes of the tiny study too, so that its tables can be read.
    """

    def make(files: Mapping[str, str | bytes | None]) -> Path:
        folder = tmp_path / "study"
        shutil.copytree(TINY, folder)
        for name, content in files.items():
            path = folder / name
            if name == "study.toml" and isinstance(content, str) and "[attribute." not in content:
                content = f"{content}\n{ATTRIBUTES}"
            if content is None:
                path.unlink()
            else:
                path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return folder

    return make


@pytest.fixture(scope="session")
def in_both_languages() -> Callable[[Sequence[Problem]], list[str]]:
    """The English lines, once it is certain that the Dutch ones differ and name the same codes."""

    def lines(problems: Sequence[Problem]) -> list[str]:
        for problem in problems:
            dutch, english = (set(re.findall(r"'([^']+)'", problem.in_(lang))) for lang in ("nl", "en"))
            assert problem.message.nl
            assert problem.message.nl != problem.message.en
            assert {word for word in english if " " not in word} <= dutch, problem
        return [str(problem) for problem in problems]

    return lines


@pytest.fixture(scope="session")
def computing() -> Callable[[float], AbstractContextManager[None]]:
    """Fails where more seconds of processor time are taken, children included: a busy machine changes little.

    The bound is many times what is needed, and far below what a quadratic way takes.
    """

    @contextmanager
    def at_most(seconds: float) -> Iterator[None]:
        before = sum(os.times()[:4])
        yield
        assert sum(os.times()[:4]) - before < seconds

    return at_most


SECRETS = (
    "SECRETPERSON", "SECRETORGANISATION", "1987-06-05", "SECRETSEGMENT", "SECRETSOURCE", "SECRETCODER",
    "1988-07-06", "SECRETNOTE", "mentions.csv", "respondents.csv", "byRespondent", "notAskedAbout", "inGroup",
)  # fmt: skip
"""What is planted in the leaky study: words of respondents and mentions, their files, their properties."""


@pytest.fixture
def secrets() -> tuple[str, ...]:
    """The secrets of the leaky study."""
    return SECRETS


@pytest.fixture
def leaky(study_with: Callable[[Mapping[str, str | bytes | None]], Path]) -> Path:
    """Groups of one to four interviewed people; two of the four were asked on network."""
    sizes = {
        ("bakery", "practice-partner"): 4,
        ("bakery", "education-partner"): 1,
        ("hospital", "practice-partner"): 3,
        ("hospital", "education-partner"): 2,
    }
    people = [
        (f"SECRETPERSON{case}{role[0]}{number}", case, role, number)
        for (case, role), size in sizes.items()
        for number in range(size)
    ]
    asked = dict.fromkeys((("bakery", 2), ("bakery", 3)), "network")
    respondents = "".join(
        f"{who},{case},{role},SECRETORGANISATION,1987-06-05,"
        f"{asked.get((case, number), '') if role == 'practice-partner' else ''}\n"
        for who, case, role, number in people
    )
    mentions = (
        "".join(
            f"{who},image,collective,now,SECRETSEGMENT {who},SECRETSOURCE,SECRETCODER,1988-07-06,SECRETNOTE\n"
            for who, *_ in people
        )
        + "SECRETPERSONbakeryp0,network,,,SECRETSEGMENT,SECRETSOURCE,SECRETCODER,,\n"
    )
    return study_with(
        {
            "study.toml": 'id = "leaky"\ntitle.en = "Leaky"\nlicence = "https://example.org/licence"\n'
            '\n[rule]\nthreshold = "3/4"\nconsensus = "SECRETCODER"\n',
            "groups.csv": "case,role,respondents\n"
            + "".join(f"{case},{role},{size}\n" for (case, role), size in sizes.items()),
            "respondents.csv": "id,case,role,organisation,interviewed_on,motives_not_asked\n" + respondents,
            "mentions.csv": "respondent,motive,level,phase,segment,source,coder,coded_on,note\n" + mentions,
            "findings.csv": None,
            "citations.csv": None,
            "references.bib": "@book{open-2020, author = {Open, O.}, title = {Openness}, year = {2020}}\n",
        }
    )


@pytest.fixture
def ask(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Outcome]:
    """Call the command line within this process: `ask("query", "contrast")`."""
    for name in [*os.environ]:
        if name.startswith(("LCGRAPH_", "LC_", "LANG", "COLUMNS")):
            monkeypatch.delenv(name)

    def call(*words: str | Path) -> Outcome:
        capfdbinary.readouterr()
        with pytest.raises(SystemExit) as leaving:
            main([str(word) for word in words])
        out, err = capfdbinary.readouterr()
        assert isinstance(leaving.value.code, int)
        return Outcome(leaving.value.code, out.decode(), err.decode())

    return call


@pytest.fixture
def run() -> Callable[..., Outcome]:
    """Call the command line as a process of its own, with an environment that says no language."""

    def call(
        *words: str | Path, stdin: str = "", env: Mapping[str, str] | None = None, cwd: Path | None = None
    ) -> Outcome:
        done = subprocess.run(
            [sys.executable, "-m", "lcgraph", *(str(word) for word in words)],
            input=stdin.encode(),
            capture_output=True,
            env={**ENVIRONMENT, **(env or {})},
            cwd=cwd,
            check=False,
        )
        return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())

    return call


# ---- Which tests run, and where ----------------------------------------------------------------------


def _every_extra() -> bool:
    """Whether every optional component must be present, as in `.ci/run`: then nothing is left out either."""
    return os.environ.get("LCGRAPH_REQUIRE_EXTRAS") == "1"


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """All tests together share the work among the processors, and leave the dearest ones to CI.

    A file or a test that is named runs whole, in one process; so does everything with `-n 0`.
    """
    if hasattr(config, "workerinput"):  # one of those who share the work
        config.option.left_to_ci = config.workerinput["left_to_ci"]
        return
    together = config.args_source is pytest.Config.ArgsSource.TESTPATHS
    config.option.left_to_ci = together and not _every_extra()
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    option = config.option
    alone = option.usepdb or option.capture == "no" or option.collectonly
    if together and processors > 1 and not alone and getattr(option, "numprocesses", 0) is None:
        option.numprocesses = processors
        option.dist = "loadfile" if option.dist == "no" else option.dist


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Whoever shares the work leaves out the same."""
    node.workerinput["left_to_ci"] = node.config.option.left_to_ci


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What is marked `ci` is left out where it is left to CI, or all but one in `every` of its cases."""
    if not getattr(config.option, "left_to_ci", False):
        return
    kept: list[pytest.Item] = []
    left: list[pytest.Item] = []
    cases: Counter[str] = Counter()
    for item in items:
        mark, test = item.get_closest_marker("ci"), item.nodeid.partition("[")[0]
        every = mark.kwargs.get("every", 0) if mark else 1
        (kept if every and cases[test] % every == 0 else left).append(item)
        cases[test] += 1
    config.hook.pytest_deselected(items=left)
    items[:] = kept


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if getattr(config.option, "left_to_ci", False):
        terminalreporter.write_line("The dearest tests were left to CI: LCGRAPH_REQUIRE_EXTRAS=1 runs all.")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where every optional component must be present (`LCGRAPH_REQUIRE_EXTRAS=1`), a skip is a failure."""
    report = yield
    if report.skipped and _every_extra():
        report.outcome = "failed"
        report.longrepr = f"skipped where nothing may be skipped: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The same for a module that is skipped as a whole."""
    report = yield
    if report.outcome == "skipped" and _every_extra():
        report.outcome = "failed"
        report.longrepr = f"skipped where nothing may be skipped: {report.longrepr}"
    return report
