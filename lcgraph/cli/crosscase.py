"""Commands across cases: concepts, qca."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lcgraph.cli.language import command, option, tell
from lcgraph.cli.options import (
    answering,
    chosen,
    deliver,
    graph_of,
    language_option,
    output_options,
    progress,
    public_option,
    source_options,
)
from lcgraph.errors import CallError, unknown
from lcgraph.render.rows import ROW_FORMATS, render_rows
from lcgraph.say import Text

if TYPE_CHECKING:
    from lcgraph.analysis.configurations.data import Data

_CONCEPTS = ("concepts", "implications", "rules", "questions")
_QCA = ("table", "models", "necessity", "assumptions", "robustness")
_UNITS = ("group", "case")

_data = option(
    "--data",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    nl="Een bestand in plaats van de studies: csv met gevallen in de eerste kolom, of (concepts) .cxt.",
    en="A file in place of the studies: csv with cases in its first column, or (concepts) .cxt.",
)
_unit = option(
    "--unit", type=click.Choice(_UNITS), default="group", show_default=True,
    nl="Wat vergeleken wordt.", en="What is compared.",
)  # fmt: skip
_blank = option(
    "--blank", type=click.Choice(["absent", "missing"]), default="absent", show_default=True,
    nl="Wat een lege gepubliceerde cel betekent; missing laat gevallen met lege cellen weg.",
    en="What an empty published cell means; missing leaves cases with empty cells out.",
)  # fmt: skip
_all = option(
    "--all", "every", is_flag=True, nl="Ook wat anders is weggevouwen.", en="Also what is folded away."
)


@command(
    nl="""Zeg welke motieven samen voorkomen en welke elkaar inhouden (formele begripsanalyse).

    concepts geeft elke grootste verzameling groepen met al hun gedeelde motieven; implications de
    kortste lijst waaruit alles volgt wat geldt (Duquenne en Guigues); rules ook wat voor een deel
    geldt; questions vraagt aan wie het weet of het altijd geldt: tegenvoorbeelden gaan terug met
    --counterexamples.
    """,
    en="""Say which motives come together and which imply each other (formal concept analysis).

    concepts gives every largest set of groups with all motives they share; implications the shortest
    list from which all that holds follows (Duquenne and Guigues); rules also what holds for a share;
    questions asks those who know whether it always holds: counterexamples go back with
    --counterexamples.
    """,
)
@option("--show", default="concepts", show_default=True, metavar="WHAT",
        nl=f"Een van {', '.join(_CONCEPTS)}.", en=f"One of {', '.join(_CONCEPTS)}.")  # fmt: skip
@_data
@_unit
@_blank
@_all
@option("--min-support", type=click.IntRange(min=0), default=2, show_default=True,
        nl="Bij rules: hoeveel groepen minstens.", en="For rules: at least so many groups.")  # fmt: skip
@option("--min-confidence", default="1/2", show_default=True, metavar="A/B",
        nl="Bij rules: welk deel minstens.", en="For rules: at least this share.")  # fmt: skip
@option("--counterexamples", type=click.Path(exists=True, dir_okay=False, path_type=Path),
        nl="Meer objecten, als csv van 0 en 1.", en="More objects, as a csv of 0 and 1.")  # fmt: skip
@public_option
@source_options
@language_option
@output_options(*ROW_FORMATS, "cxt")
def concepts(
    show: str, file: Path | None, unit: str, blank: str, every: bool, min_support: int, min_confidence: str,
    counterexamples: Path | None, studies: tuple[str, ...], store: str | None, lang: str,
    format_: str | None, output: Path | None,
    public: bool,
) -> None:  # fmt: skip
    """Formal concept analysis."""
    from lcgraph.analysis.concepts import concepts as found_in
    from lcgraph.analysis.concepts import lattice
    from lcgraph.analysis.implications import base, rules
    from lcgraph.crosscase.burmeister import context_text
    from lcgraph.crosscase.columns import context, context_of_file, motives, read_columns
    from lcgraph.render.concepts import concept_rows, implication_rows, note, rule_rows

    _one_of(show, _CONCEPTS)
    form = "cxt" if output and output.suffix == ".cxt" and format_ is None else ""
    form = form or chosen(format_, output, (*ROW_FORMATS, "cxt"))
    if file:
        whole = context_of_file(file)
    else:
        whole = context(
            motives(
                answering(graph_of(studies, store, lang), form, lang, public=public).cells(),
                unit=unit,
                blank=blank,
            ).filled
        )
    if counterexamples:
        whole = whole.plus(context(read_columns(counterexamples).only(whole.attributes)))
    if form == "cxt":
        deliver(context_text(whole), output)
        return
    progress(lang, nl="begrippen worden gezocht", en="looking for concepts")
    told: list[Text] = []
    if show == "concepts":
        rows = concept_rows(whole, found_in(whole))
    elif show == "rules":
        known = rules(lattice(whole), base(whole), support=min_support, confidence=_share(min_confidence))
        rows = rule_rows(whole, known, exact=form == "json")
    else:
        implied = base(whole)
        weak = [each for each in implied if note(each)]
        if weak and show == "implications" and not every and form in ("table", "markdown"):
            implied = [each for each in implied if not note(each)]
            told.append(Text(
                nl=f"weggevouwen: {len(weak)} implicaties die altijd gelden of hoogstens één keer voorkomen "
                "(--all)",
                en=f"folded away: {len(weak)} implications that always hold or occur once at most (--all)",
            ))  # fmt: skip
        rows = implication_rows(whole, implied, lang, ask=show == "questions")
    if not file:
        told.append(_BLANKS[blank])
    _deliver(render_rows(rows, form, lang=lang), told, form, lang, output)


_BLANKS = {
    "absent": Text(
        nl="een lege gepubliceerde cel telt als: niet gemeld",
        en="an empty published cell counts as: not reported",
    ),
    "missing": Text(
        nl="een lege gepubliceerde cel telt als: onbekend", en="an empty published cell counts as: unknown"
    ),
}


@command(
    nl="""Zeg welke combinaties van condities samengaan met een uitkomst (QCA).

    OUTCOME is een motief, of een kolom van --data; ~OUTCOME is zijn afwezigheid, die altijd ook
    berekend wordt. Condities zijn kolommen van --data, of role=practice-partner, setting=public-public,
    start_year<2010, sector, een attribuut of een ander motief. Alle even goede modellen worden genoemd,
    met wat erbij bedacht moet worden.
    """,
    en="""Say which combinations of conditions go with an outcome (QCA).

    OUTCOME is a motive, or a column of --data; ~OUTCOME is its absence, which is always computed too.
    Conditions are columns of --data, or role=practice-partner, setting=public-public, start_year<2010,
    sector, an attribute or another motive. All equally good models are named, with what must be minded
    about them.
    """,
)
@click.argument("outcome")
@option("--conditions", required=True, metavar="LIST", nl="Condities, met komma's ertussen.",
        en="Conditions, with commas between.")  # fmt: skip
@option("--show", default="models", show_default=True, metavar="WHAT",
        nl=f"Een van {', '.join(_QCA)}.", en=f"One of {', '.join(_QCA)}.")  # fmt: skip
@_data
@_unit
@_blank
@_all
@option("--consistency", default="4/5", show_default=True, metavar="A/B",
        nl="Vanaf welke consistentie een rij telt.", en="From which consistency a row counts.")  # fmt: skip
@option("--pri", default="0", show_default=True, metavar="A/B",
        nl="Vanaf welke PRI een rij telt.", en="From which PRI a row counts.")  # fmt: skip
@option("--frequency", type=click.IntRange(min=1), default=1, show_default=True,
        nl="Vanaf hoeveel gevallen een rij telt.", en="From how many cases a row counts.")  # fmt: skip
@option("--solution", type=click.Choice(["conservative", "parsimonious", "intermediate"]), multiple=True,
        nl="Deze oplossing; mag vaker. Anders alle die verschillen.",
        en="This solution; may be given again. Else all that differ.")  # fmt: skip
@option("--expect", multiple=True, metavar="NAME=present|absent",
        nl="Wat van een conditie verwacht wordt; mag vaker.",
        en="What is expected of a condition; may be given again.")  # fmt: skip
@option("--exclude", multiple=True, metavar="TERM", nl="Rijen die niet kunnen, als term; mag vaker.",
        en="Rows that cannot be, as a term; may be given again.")  # fmt: skip
@option("--calibrate", multiple=True, metavar="NAME=a,b,c",
        nl="IJk ruwe waarden: ankers van uitsluiting, omslag en insluiting (of MOTIEF=n/N); mag vaker.",
        en="Calibrate raw values: anchors of exclusion, crossover, inclusion (or MOTIVE=n/N); again for more."
)  # fmt: skip
@public_option
@source_options
@language_option
@output_options(*ROW_FORMATS)
def qca(
    outcome: str, conditions: str, show: str, file: Path | None, unit: str, blank: str, every: bool,
    consistency: str, pri: str, frequency: int, solution: tuple[str, ...], expect: tuple[str, ...],
    exclude: tuple[str, ...], calibrate: tuple[str, ...], studies: tuple[str, ...], store: str | None,
    lang: str, format_: str | None, output: Path | None,
    public: bool,
) -> None:  # fmt: skip
    """Qualitative comparative analysis."""
    from lcgraph.analysis.configurations.inquiry import Options, inquire
    from lcgraph.analysis.configurations.robustness import robustness
    from lcgraph.analysis.configurations.truth import Cuts
    from lcgraph.analysis.configurations.warnings import warnings
    from lcgraph.crosscase.asked import coded, expected, term
    from lcgraph.crosscase.columns import (
        configurations,
        motives,
        moved,
        read_columns,
        with_conditions,
        with_shares,
    )
    from lcgraph.render import configurations as show_as

    _one_of(show, _QCA)
    form = chosen(format_, output, ROW_FORMATS)
    anchors = dict(_anchors(each) for each in calibrate if not each.endswith("=n/N"))
    shares = [each.removesuffix("=n/N").strip() for each in calibrate if each.endswith("=n/N")]
    named: Sequence[str] = [each for each in (part.strip() for part in conditions.split(",")) if each]
    if file:
        columns = read_columns(file)
    else:
        graph = answering(graph_of(studies, store, lang), form, lang, public=public)
        columns = motives(graph.cells(), unit=unit, blank=blank)
        columns = with_shares(columns, graph.cells(), coded(shares, graph.schemes)) if shares else columns
        outcome, *named = coded([outcome, *named], graph.schemes)
        columns, named = with_conditions(columns, named, graph.group_values)
    data, left = configurations(
        columns, outcome, named, anchors=anchors, drop_missing=file is None or blank == "missing"
    )
    if every and show == "table" and len(data.conditions) > 16:
        raise CallError(
            nl="met meer dan 16 condities zijn er te veel rijen voor --all",
            en="with more than 16 conditions there are too many rows for --all",
        )
    never = tuple(term(each, data.conditions) for each in exclude)
    cuts = Cuts(_share(consistency), _share(pri), frequency, never)
    options = Options(cuts=cuts, kinds=tuple(solution), expected=expected(expect, data.conditions))
    progress(lang, nl="modellen worden gezocht", en="looking for models")
    inquiry = inquire(data, options)
    exact = form == "json"

    def shifted() -> dict[tuple[str, str], Data]:
        known = {}
        for name, value, other in moved(anchors):
            known[name, value], _ = configurations(columns, outcome, named, anchors=other, drop_missing=True)
        return known

    rows = {
        "table": lambda: show_as.table_rows(inquiry, every=every, exact=exact),
        "models": lambda: show_as.model_rows(inquiry, exact=exact),
        "necessity": lambda: show_as.necessity_rows(inquiry, exact=exact),
        "assumptions": lambda: show_as.assumption_rows(inquiry),
        "robustness": lambda: show_as.robustness_rows(robustness(data, options, shifted())),
    }[show]()
    told = warnings(inquiry, columns.of_case)
    if left:
        told.append(Text(nl=f"weggelaten, want niet alles is bekend: {', '.join(left)}",
                         en=f"left out, as not all is known of them: {', '.join(left)}"))  # fmt: skip
    if not file:
        told.append(_BLANKS[blank])
    _deliver(render_rows(rows, form, lang=lang), told, form, lang, output)


def _deliver(text: str, told: Sequence[Text], form: str, lang: str, output: Path | None) -> None:
    """The answer, with what must be minded below it for people, and beside it for programs."""
    if form in ("table", "markdown"):
        text += "".join(f"\n- {each.in_(lang)}" for each in told) + ("\n" if told else "")
    else:
        for each in told:
            tell(lang, nl=each.nl, en=each.en)
    deliver(text, output)


def _one_of(value: str, valid: Sequence[str]) -> None:
    if value not in valid:
        raise unknown("view", value, valid)


def _share(text: str) -> Fraction:
    try:
        share = Fraction(text.replace(",", "."))
        if 0 <= share <= 1:
            return share
    except (ValueError, ZeroDivisionError):
        pass
    raise CallError(
        nl=f"{text!r} is geen deel: schrijf een breuk van 0 tot 1, zoals 4/5",
        en=f"{text!r} is not a share: write a fraction from 0 to 1, such as 4/5",
    )


def _anchors(text: str) -> tuple[str, tuple[Fraction, Fraction, Fraction]]:
    name, _, rest = text.rpartition("=")
    try:
        low, middle, high = (Fraction(part.strip()) for part in rest.split(","))
        if name and (low < middle < high or low > middle > high):
            return name.strip(), (low, middle, high)
    except (ValueError, ZeroDivisionError):
        pass
    raise CallError(
        nl=f"--calibrate {text!r}: schrijf NAAM=uitsluiting,omslag,insluiting, oplopend of aflopend",
        en=f"--calibrate {text!r}: write NAME=exclusion,crossover,inclusion, going up or down",
    )
