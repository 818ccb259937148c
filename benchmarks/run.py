"""How long lcgraph takes beside named peers, in ratios that hold from machine to machine.

    python benchmarks/run.py                   cold starts: whole processes, from call to exit
    python benchmarks/run.py --load 100000     loading that many triples into a store on disk as well

In each round every contestant runs once, in another order each time, so that a slow moment of the machine
hits all alike. The first round is thrown away. Printed are the median processor time of each contestant and
the median over rounds of its time divided by that of lcgraph in the same round. Contestants that answer the
same question must give the same number of lines.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
SEED = 7

_RDFLIB = """
import sys, rdflib
from pathlib import Path
graph = rdflib.Dataset(default_union=True)
for name in ("lcgraph", "core", "motives", "literature", "alignments"):
    graph.graph(rdflib.URIRef("https://w3id.org/lcgraph/ontology")).parse(f"ontology/{name}.ttl")
graph.parse("data/bos-2023.trig")
result = graph.query(Path("queries/cases/cross-case-matrix.rq").read_text(encoding="utf-8"))
sys.stdout.buffer.write(result.serialize(format="csv"))
"""
_BARE = """
import argparse, sys
import pyoxigraph as ox
parser = argparse.ArgumentParser()
parser.add_argument("query")
asked = parser.parse_args().query
store, ontology = ox.Store(), ox.NamedNode("https://w3id.org/lcgraph/ontology")
for name in ("lcgraph", "core", "motives", "literature", "crosswalk", "alignments"):
    store.load(path=f"ontology/{name}.ttl", to_graph=ontology)
store.load(path="data/bos-2023.trig")
with open(f"queries/cases/{asked}.rq", encoding="utf-8") as file:
    found = store.query(file.read(), use_default_graph_as_union=True)
sys.stdout.buffer.write(found.serialize(format=ox.QueryResultsFormat.CSV))
"""
_BULK = """
import sys, pyoxigraph
store = pyoxigraph.Store(sys.argv[2])
store.bulk_load(path=sys.argv[1], to_graph=pyoxigraph.NamedNode("https://example.org/graph"))
"""
_RDFLIB_LOAD = """
import sys, rdflib
rdflib.Graph().parse(sys.argv[1], format="nt")
"""

Call = Sequence[str]
PYTHON = sys.executable
LCGRAPH = (str(Path(PYTHON).with_name("lcgraph")),)


def cold_starts() -> dict[str, Call]:
    """What is run, lcgraph first; the same question is asked by lcgraph and by rdflib."""
    return {
        "lcgraph query cross-case-matrix": (*LCGRAPH, "query", "cross-case-matrix", "--format", "csv"),
        "the same, bare pyoxigraph and argparse": (PYTHON, "-c", _BARE, "cross-case-matrix"),
        "the same, rdflib over the same files": (PYTHON, "-c", _RDFLIB),
        'python -c "import rdflib, pyshacl"': (PYTHON, "-c", "import rdflib, pyshacl"),
        'python -c "import rdflib"': (PYTHON, "-c", "import rdflib"),
        'python -c "pass"': (PYTHON, "-c", "pass"),
        "lcgraph tables": (*LCGRAPH, "tables", "--format", "table"),
        "lcgraph --help": (*LCGRAPH, "--help"),
    }


def loads(folder: Path, triples: int) -> dict[str, Call]:
    """Loading one file into a new store on disk; `{round}` keeps the stores apart."""
    file = folder / "mentions.nt"
    write_mentions(file, triples)
    return {
        "lcgraph load --store DIR": (*LCGRAPH, "load", str(file), "--store", str(folder / "lcgraph-{round}")),
        "pyoxigraph bulk_load": (PYTHON, "-c", _BULK, str(file), str(folder / "bulk-{round}")),
        "rdflib parse, into memory": (PYTHON, "-c", _RDFLIB_LOAD, str(file)),
    }


def write_mentions(file: Path, triples: int) -> None:
    """Invented mentions as N-Triples, five triples each, from a fixed seed."""
    lottery = random.Random(SEED)
    base, lcg = "https://w3id.org/lcgraph/", "https://w3id.org/lcgraph/ontology#"
    motives = ("image", "recruitment", "network", "student-development", "cost-reduction")
    with file.open("w", encoding="utf-8") as out:
        for number in range(triples // 5):
            mention = f"<{base}study/load/mention/{number}>"
            respondent = lottery.randrange(1 + triples // 50)
            out.write(
                f"{mention} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{lcg}Mention> .\n"
                f"{mention} <{lcg}byRespondent> <{base}study/load/respondent/{respondent}> .\n"
                f"{mention} <{lcg}mentionsMotive> <{base}motive/{lottery.choice(motives)}> .\n"
                f"{mention} <{lcg}partOfStudy> <{base}study/load> .\n"
                f'{mention} <{lcg}segment> "segment {lottery.randrange(10**9)}" .\n'
            )


def measure(contestants: Mapping[str, Call], rounds: int) -> dict[str, list[float]]:
    """Seconds of each contestant, one figure per round."""
    lottery = random.Random(SEED)
    seconds: dict[str, list[float]] = {name: [] for name in contestants}
    lines: dict[str, int] = {}
    for number in range(rounds + 1):
        for name in lottery.sample(list(contestants), len(contestants)):
            taken, lines[name] = once([word.replace("{round}", str(number)) for word in contestants[name]])
            if number:
                seconds[name].append(taken)
    same = [lines[name] for name in contestants if "cross-case-matrix" in name or "the same" in name]
    if len(set(same)) > 1:
        sys.exit(f"the answers to the same question differ in length: {same} lines")
    return seconds


def once(call: Call) -> tuple[float, int]:
    """Seconds of processor time that a process takes, and how many lines it writes."""
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith(("LCGRAPH_", "PYTHON"))
    }
    start = computed()
    done = subprocess.run(call, capture_output=True, cwd=ROOT, env=environment, check=False)
    taken = computed() - start
    if done.returncode:
        sys.exit(f"{' '.join(call)[:200]}\nleft with {done.returncode}:\n{done.stderr.decode()}")
    return taken, done.stdout.count(b"\n")


def computed() -> float:
    """Seconds of processor time of the processes that have ended, with the children they waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def show(title: str, seconds: Mapping[str, Sequence[float]]) -> None:
    """A table: median milliseconds, the quickest and slowest round, and the ratio to the first contestant."""
    first = next(iter(seconds))
    print(f"{title}\n")
    print(f"| {'what':<40} | median ms |       range | ratio |")
    print(f"| {'-' * 40} | --------: | ----------: | ----: |")
    for name, taken in seconds.items():
        ratio = median(mine / base for mine, base in zip(taken, seconds[first], strict=True))
        spread = f"{min(taken) * 1000:.0f}-{max(taken) * 1000:.0f}"
        print(f"| {name:<40} | {median(taken) * 1000:9.0f} | {spread:>11} | {ratio:5.2f} |")
    print()


def main() -> None:
    """Run what is asked for and print it."""
    parser = argparse.ArgumentParser(description="lcgraph beside named peers, in ratios")
    parser.add_argument("--rounds", type=int, default=15, help="rounds of the cold starts (15)")
    parser.add_argument("--load", type=int, metavar="TRIPLES", help="measure loading as well")
    given = parser.parse_args()
    show(f"Cold starts, {given.rounds} rounds", measure(cold_starts(), given.rounds))
    if given.load:
        with tempfile.TemporaryDirectory(prefix="lcgraph-bench-") as folder:
            seconds = measure(loads(Path(folder), given.load), 3)
        show(f"Loading {given.load:,} triples, 3 rounds", seconds)


if __name__ == "__main__":
    main()
