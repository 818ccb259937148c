"""The claims of the studies as pages show them: what fails first, each with its verdict and readings.

Goes in: a graph over the public quads. Comes out: what fills the page of
all claims, and by the IRI of a claim what stands on its page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from lcgraph.analysis.claims import Judgement, Reading, Verdict
from lcgraph.graph import Graph
from lcgraph.render.claims import counted, evidence_text
from lcgraph.vocab import study_iri
from lcgraph.web.asked import Asked
from lcgraph.web.view import View

STATES: Final[Mapping[bool | None, str]] = {False: "fails", None: "unknown", True: "holds"}
"""What is shown of a verdict, in the order in which people see them."""
SECONDS: Final = 60.0
"""How long a question of a study's own may take."""


class Claims:
    """The verdicts on all claims of a graph."""

    def __init__(self, graph: Graph, labels: Mapping[str, Mapping[tuple[str, str], str]]) -> None:
        found = graph.claims(seconds=SECONDS)
        self.verdicts = sorted(found, key=lambda verdict: list(STATES).index(verdict.holds))
        self.labels = labels
        self._by_iri = {self.iri(verdict): verdict for verdict in self.verdicts}

    @staticmethod
    def iri(verdict: Verdict) -> str:
        """The IRI of a claim."""
        return study_iri(verdict.study, "claim", verdict.id).value

    def unanswered(self, asked: Asked) -> Asked:
        """A question without its answer, where its claim cannot be checked with what may be published."""
        reasons = (
            judged.reason
            for verdict in self.verdicts
            for judged in verdict.readings
            if (verdict.study, judged.reading.query) == (asked.query.study, asked.query.name)
        )
        reason = next((each for each in reasons if each.en), None)
        return asked if reason is None or not asked.iri else replace(asked, answers=(), failure=reason)

    def listed(self, view: View) -> dict[str, Any]:
        """What fills the page of all claims."""
        several = len({verdict.study for verdict in self.verdicts}) > 1
        return {
            "groups": {
                state: [verdict for verdict in self.verdicts if verdict.holds is holds]
                for holds, state in STATES.items()
            },
            "counted": counted(self.verdicts).in_(view.lang) if self.verdicts else "",
            "iri_of": self.iri,
            "study_of": lambda verdict: study_iri(verdict.study).value if several else "",
        }

    def about(self, kind: str, code: str, study: str = "") -> list[tuple[str, str, Verdict]]:
        """The claims about a motive, or about groups of a case, a role and the like, of a study or of any.

        The IRI of each, its verdict as a word of pages, and the claim.
        """
        return [
            (self.iri(verdict), STATES[verdict.holds], verdict)
            for verdict in self.verdicts
            if study in ("", verdict.study)
            and any(_names(judged.reading, kind, code) for judged in verdict.readings)
        ]

    def state(self, iri: str) -> str:
        """The verdict on a claim, as a word of pages; "" for what is not a claim."""
        return STATES[self._by_iri[iri].holds] if iri in self._by_iri else ""

    def checked(self, view: View, iri: str) -> dict[str, Any] | None:
        """What stands on the page of a claim; None for what is none."""
        verdict = self._by_iri.get(iri)
        if verdict is None:
            return None
        return {
            "state": STATES[verdict.holds],
            "kind": verdict.kind,
            "locator": verdict.locator,
            "study": study_iri(verdict.study).value,
            "readings": [self._reading(view, verdict, judged) for judged in verdict.readings],
        }

    def _reading(self, view: View, verdict: Verdict, judged: Judgement) -> dict[str, str]:
        reading = judged.reading
        return {
            "state": STATES[judged.holds],
            "evidence": evidence_text(verdict.study, judged, self.labels[view.lang], view.lang),
            "reason": judged.reason.in_(view.lang),
            "reading": reading.text.in_(view.lang),
            "differs": reading.differs.in_(view.lang),
            "query": study_iri(verdict.study, "query", reading.query).value if reading.query else "",
        }


def _names(reading: Reading, kind: str, code: str) -> bool:
    """Whether a reading is about a motive, or asks for groups that have this value."""
    if kind == "motive":
        return code in reading.motives
    return any(
        (each.key, each.operator) == (kind, "=") and code in each.values
        for each in (*reading.groups, *reading.than)
    )
