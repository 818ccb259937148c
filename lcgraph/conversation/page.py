"""The form of a conversation as one page that needs nothing else: no requests, no installation, no account.

Goes in: a `Form` and a language. Comes out: the bytes of an HTML file. Its policy allows the one script and
the one style sheet in it, by their hashes, and nothing from anywhere; so answers cannot leave the device but
by the code that a person shows.
"""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from html import escape
from pathlib import Path
from typing import Any, Final

from lcgraph.conversation.form import Form
from lcgraph.say import Text

_STATIC: Final = Path(__file__).with_name("static")
_PAGE: Final = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<header><h1>{title}</h1><button type="button" id="lang"></button></header>
<main id="main"></main>
<noscript><p>{noscript}</p></noscript>
<script type="application/json" id="form">{form}</script>
<script type="application/json" id="words">{words}</script>
<script>{script}</script>
</body>
</html>
"""
_NO_SCRIPT: Final = Text(
    nl="Dit formulier heeft JavaScript nodig. Zonder gaat het op papier: lcgraph converse paper.",
    en="This form needs JavaScript. Without it, use paper: lcgraph converse paper.",
)


def page(form: Form, lang: str) -> bytes:
    """The page, which opens in `lang` and can be switched to the other language."""
    script, style = (
        _STATIC.joinpath(name).read_text(encoding="utf-8") for name in ("converse.js", "converse.css")
    )
    words = json.loads(_STATIC.joinpath("words.json").read_text(encoding="utf-8"))
    policy = (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    filled = _PAGE.format(
        lang=lang,
        policy=escape(policy),
        title=escape(form.title.in_(lang)),
        style=style,
        noscript=escape(_NO_SCRIPT.in_(lang)),
        form=_inside(as_json(form, lang)),
        words=_inside(words),
        script=script,
    )
    return filled.encode()


def as_json(form: Form, lang: str) -> dict[str, Any]:
    """What the page knows of the form; texts as [Dutch, English]. `id` tells forms on one device apart."""
    motives = [
        {
            "code": each.code,
            "label": _pair(each.label),
            "definition": _pair(each.definition),
            "cluster": _pair(each.cluster),
        }
        for each in form.motives
    ]
    said = {"title": _pair(form.title), "partners": list(form.partners), "motives": motives}
    return {"id": hashlib.sha256(json.dumps(said).encode()).hexdigest()[:8], "lang": lang, **said}


def _pair(text: Text) -> list[str]:
    return [text.nl, text.en]


def _hash(text: str) -> str:
    return "sha256-" + b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _inside(value: Any) -> str:
    """JSON that cannot end the element it stands in."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
