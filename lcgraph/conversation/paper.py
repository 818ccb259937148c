"""The same conversation on paper: a form for each partner, cards to cut out, and a sheet for the reveal.

Goes in: a `Form` and a language. Comes out: the bytes of an HTML page without script, laid out for A4; a
browser prints it, or makes a PDF of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby
from typing import Final

from lcgraph.conversation.form import Form
from lcgraph.say import Text

_STYLE: Final = """
@page{size:A4;margin:14mm}
body{font:10.5pt/1.35 system-ui,sans-serif;color:#000;background:#fff;max-width:182mm;margin:0 auto}
h1{font-size:15pt;margin:0 0 2mm}h2{font-size:12pt;margin:4mm 0 1.5mm}p{margin:1mm 0}
section{break-after:page}section:last-child{break-after:auto}
table{border-collapse:collapse;width:100%}
th,td{border:.3mm solid #777;padding:1mm 1.6mm;text-align:left;vertical-align:top}
tr,li{break-inside:avoid}small{display:block;font:8.5pt/1.3 system-ui,sans-serif}
td.mark{text-align:center;white-space:nowrap;letter-spacing:1.2mm}
.cards{display:grid;grid-template-columns:1fr 1fr 1fr}
.card{border:.3mm dashed #777;padding:3mm;min-height:24mm;break-inside:avoid}
.line{border-bottom:.3mm solid #777;height:8mm}
@media(max-width:30rem){body{padding:1rem}.wide{overflow-x:auto}.cards{grid-template-columns:1fr}}
"""
_BOX: Final = "\N{BALLOT BOX}"
_WORDS: Final = {
    "form": Text(nl="Formulier: wat speelt voor ons?", en="Form: what matters to us?"),
    "form_help": Text(
        nl="Vul dit voor uzelf in, zonder overleg. Kruis per motief één gewicht aan (0 geen rol, 1 een "
        "beetje, 2 duidelijk, 3 sterk), of u het voor uzelf wilt of samen, en wat u anderen kunt bieden. "
        "Streep door wat u wilt achterhouden.",
        en="Fill this in by yourself, without talking. Tick one weight for each motive (0 no role, 1 a "
        "little, 2 clearly, 3 strongly), whether you want it for yourselves or together, and what you can "
        "bring to others. Strike out what you want to hold back.",
    ),
    "we": Text(nl="Wij zijn", en="We are"),
    "motive": Text(nl="Motief", en="Motive"),
    "weight": Text(nl="Gewicht", en="Weight"),
    "level": Text(nl="Voor onszelf / samen", en="For ourselves / together"),
    "bring": Text(nl="Kunnen wij bieden", en="We can bring"),
    "own": Text(nl="Een eigen motief", en="A motive of our own"),
    "top": Text(nl="De drie die het zwaarst wegen", en="The three that weigh most"),
    "alone": Text(nl="Ook alleen te bereiken?", en="Could we reach it alone?"),
    "yes_no": Text(nl=f"{_BOX} ja  {_BOX} nee", en=f"{_BOX} yes  {_BOX} no"),
    "guess": Text(
        nl="Wat speelt voor de anderen, denken wij? Hooguit drie elk",
        en="What matters to the others, do we think? Up to three each",
    ),
    "partner": Text(nl="Partner", en="Partner"),
    "consent": Text(
        nl=f"Hoe ver mag dit gaan?  {_BOX} deze ruimte  {_BOX} ook het onderzoek  {_BOX} iedereen",
        en=f"How far may this go?  {_BOX} this room  {_BOX} the study too  {_BOX} everybody",
    ),
    "reveal": Text(nl="De onthulling", en="The reveal"),
    "reveal_help": Text(
        nl="Leg alle formulieren tegelijk op tafel. Zet per motief een teken bij wie het wil (gewicht 2 of "
        "3), en bij wie het kan bieden.",
        en="Put all forms on the table at once. Mark for each motive who wants it (weight 2 or 3), and who "
        "can bring it.",
    ),
    "wants": Text(nl="Wie wil het", en="Who wants it"),
    "brings": Text(nl="Wie kan het bieden", en="Who can bring it"),
    "agreed": Text(
        nl="Wat spreken we af: wat, wie, wanneer kijken we weer",
        en="What we agree: what, who, when we look again",
    ),
    "cards": Text(nl="Kaarten om uit te knippen", en="Cards to cut out"),
}


def paper(form: Form, lang: str) -> bytes:
    """The pages to print: the form, the sheet for the reveal, the cards."""
    title = escape(form.title.in_(lang))
    body = "".join((*_form(form, lang), *_sheet(form, lang), *_cards(form, lang)))
    return (
        f'<!doctype html>\n<html lang="{lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{_STYLE}</style></head><body>{body}</body></html>\n"
    ).encode()


def _say(key: str, lang: str) -> str:
    return escape(_WORDS[key].in_(lang))


def _form(form: Form, lang: str) -> Iterator[str]:
    yield f"<section><h1>{escape(form.title.in_(lang))}</h1><h2>{_say('form', lang)}</h2>"
    yield f"<p>{_say('form_help', lang)}</p><p>{_say('we', lang)}: {'_' * 36}</p>"
    yield _table([_say(key, lang) for key in ("motive", "weight", "level", "bring")], _motives(form, lang))
    asked = _say("yes_no", lang)
    top = [_row(place, "<td></td>", f'<td class="mark">{asked}</td>') for place in ("1", "2", "3")]
    yield f"<h2>{_say('top', lang)}</h2>{_table(['', _say('motive', lang), _say('alone', lang)], top)}"
    guesses = [_row(escape(name), "<td></td>" * 3) for name in form.partners or ("", "", "")]
    yield f"<h2>{_say('guess', lang)}</h2>{_table([_say('partner', lang), '1', '2', '3'], guesses)}"
    yield f"<p>{_say('consent', lang)}</p></section>"


def _motives(form: Form, lang: str) -> Iterator[str]:
    marks = f'<td class="mark">0 1 2 3</td><td class="mark">{_BOX} / {_BOX}</td><td class="mark">{_BOX}</td>'
    for cluster, members in groupby(form.motives, lambda each: each.cluster.in_(lang)):
        if cluster:
            yield f'<tr><th colspan="4" scope="rowgroup">{escape(cluster)}</th></tr>'
        for each in members:
            label, definition = (escape(text.in_(lang)) for text in (each.label, each.definition))
            yield _row(f"{label}<small>{definition}</small>", marks)
    yield _row(f'{_say("own", lang)}<div class="line"></div>', marks)


def _sheet(form: Form, lang: str) -> Iterator[str]:
    yield f"<section><h1>{_say('reveal', lang)}</h1><p>{_say('reveal_help', lang)}</p>"
    rows = [
        f'<tr><th scope="row">{escape(each.label.in_(lang))}</th><td></td><td></td></tr>'
        for each in form.motives
    ]
    yield _table([_say("motive", lang), _say("wants", lang), _say("brings", lang)], rows)
    yield f"<h2>{_say('agreed', lang)}</h2>" + '<div class="line"></div>' * 5 + "</section>"


def _cards(form: Form, lang: str) -> Iterator[str]:
    yield f'<section><h1>{_say("cards", lang)}</h1><div class="cards">'
    for each in form.motives:
        label, definition = (escape(text.in_(lang)) for text in (each.label, each.definition))
        yield f'<div class="card"><strong>{label}</strong><small>{definition}</small></div>'
    yield "</div></section>"


def _row(head: str, *cells: str) -> str:
    return f'<tr><th scope="row">{head}</th>{"".join(cells)}</tr>'


def _table(heads: Iterable[str], rows: Iterable[str]) -> str:
    head = "".join(f'<th scope="col">{each}</th>' if each else "<td></td>" for each in heads)
    return (
        f'<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table></div>'
    )
