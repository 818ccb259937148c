"""Motives of the study's own, named in `codes.csv` with a cluster, as rows of `motives.csv`."""

from __future__ import annotations

from dataclasses import replace

from lcgraph.intake import Intake
from lcgraph.interviews.mapping import OUT, CodeRow, Mappings, confirmed
from lcgraph.say import many
from lcgraph.schemes import Schemes, is_code


def own_motives(mappings: Mappings, schemes: Schemes, intake: Intake, lang: str) -> list[dict[str, str]]:
    """The rows that are new, each with the name and the description of its code; they are told."""
    rows: dict[str, dict[str, str]] = {}
    for code in mappings.codes:
        for motive in code.motives:
            one = replace(code, motive=motive)
            if _is_own(one, schemes):
                rows.setdefault(motive, _row(one, lang))
    if rows:
        intake.tell(
            "warning",
            nl=f"{many(len(rows), 'eigen motief', 'eigen motieven')} van de studie in motives.csv gezet: "
            "kijk naam en definitie na, in beide talen",
            en=f"{many(len(rows), 'motive', 'motives')} of the study's own put in motives.csv: "
            "check name and definition, in both languages",
            names=rows,
        )
    return list(rows.values())


def _is_own(code: CodeRow, schemes: Schemes) -> bool:
    new = confirmed(code) and code.motive != OUT and not schemes.get("motive", code.motive)
    return new and is_code(code.motive) and bool(schemes.get("cluster", code.cluster))


def _row(code: CodeRow, lang: str) -> dict[str, str]:
    name = code.label.rpartition(" > ")[2]
    return {
        "code": code.motive,
        "cluster": code.cluster,
        "label_nl": name if lang == "nl" else "",
        "label_en": name,
        "definition_nl": code.description if lang == "nl" else "",
        "definition_en": code.description if lang == "en" else "",
    }
