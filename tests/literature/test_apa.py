"""References in the style of the APA, in English and Dutch."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from lcgraph.literature import apa
from lcgraph.literature.model import Work

EN = """*A page*. (n.d.). <https://example.org/x_y>

Bos, P. (1998). *Moved* (C. Vos & A. Zeel, Trans.). Press. <https://example.org/1>

Bos, P. (2020a). *A draft*.

Bos, P. (2020b). In a magazine. *Weekly*.

Bos, P. (2020c). In a newspaper. *Daily*.

Bos, P., & Ros, A. (2020). A paper. In *Proceedings*.

Bos, P., Ros, A., & Aarts, Z. (2020). *The rest*.

Crumb, A. (2019). *Why crumb* \\[Master's thesis, Invented University\\].

Crust, J.-P. (n.d.). *Why crust* \\[Doctoral dissertation, Invented University\\].

de Bree, E., et al. (2014). A chapter? In M. De Laat & A. Ros (Eds.), *A book* (2nd ed., pp. 37–66). Press.

De Laat, M., et al. (Eds.). (2014). *Edited*. Press.

Invented Guild. (2019). *Agenda* (Report No. 7). <https://example.org/a~b?c=1&d=%20>

van der Vaart, R., King, M. L., Jr., & R&D Inc. (2011). Bread & DNA: 5% – a {study. *Oven*, *3*(1–2), \
10–19. <https://doi.org/10.99999/a_b%3Cc%3E>
"""
NL = {
    "(n.d.)": "(z.d.)",
    "Master's thesis": "Masterscriptie",
    "Doctoral dissertation": "Proefschrift",
    "(Eds.)": "(Red.)",
    "2nd ed.": "2e druk",
    "Report No.": "Rapport nr.",
    "Trans.": "Vert.",
}


def dutch(text: str) -> str:
    for english, words in NL.items():
        assert english in text
        text = text.replace(english, words)
    lines = text.split("\n\n")
    bree, laat = (next(line for line in lines if line.startswith(name)) for name in ("de Bree", "De Laat"))
    lines.remove(laat)
    lines.insert(lines.index(next(line for line in lines if line.startswith("Invented"))) + 1, laat)
    lines.remove(bree)
    lines.insert(lines.index(next(line for line in lines if line.startswith("Crumb"))), bree)
    return "\n\n".join(lines)


@pytest.mark.parametrize(("lang", "expected"), [("en", EN), ("nl", dutch(EN))])
def test_references_are_in_the_style_of_the_apa(works: list[Work], lang: str, expected: str) -> None:
    assert apa.write(works, lang=lang) == expected


@pytest.mark.parametrize(
    ("lang", "order"),
    [
        ("en", ["Oberg", "Öberg", "Ohm", "Uhl", "Ümit", "Van Dam", "van der Vaart", "Zand"]),
        ("nl", ["Van Dam", "Oberg", "Öberg", "Ohm", "Uhl", "Ümit", "van der Vaart", "Zand"]),
    ],
)
def test_names_are_sorted_by_the_rules_of_the_language(
    listed: Callable[[str], list[Work]], lang: str, order: list[str]
) -> None:
    works = listed(
        "".join(
            f"@book{{x{at}, author = {{{name}, {'AB'[name[0] == 'Ö']}.}}, title = {{X{at}}}}}\n"
            for at, name in enumerate(sorted(order))
        )
    )
    lines = apa.write(works, lang=lang).splitlines()[::2]
    assert [line.partition(",")[0] for line in lines] == order


def test_hostile_titles_and_addresses_stay_text(listed: Callable[[str], list[Work]]) -> None:
    works = listed("@misc{x, title = {<script>*x* [y](javascript:1)}, url = {javascript:alert(1)}}")
    assert apa.write(works) == ("*\\<script\\>\\*x\\* \\[y\\](javascript:1)*. (n.d.). javascript:alert(1)\n")


def test_initials_editions_and_particles_are_as_the_manual_has_them(
    listed: Callable[[str], list[Work]],
) -> None:
    works = listed(
        "@book{x, author = {Bos, JM and Ros, Anna de la}, title = {X}, edition = {Revised ed.}, year = 2000}"
    )
    assert apa.write(works) == "Bos, J. M., & de la Ros, A. (2000). *X* (Revised ed.).\n"


def test_a_year_before_our_era(listed: Callable[[str], list[Work]]) -> None:
    works = listed("@book{x, author = {Plato}, title = {X}, year = {-250}}")
    assert apa.write(works) == "Plato. (250 B.C.E.). *X*.\n"
    assert apa.write(works, lang="nl") == "Plato. (250 v.Chr.). *X*.\n"


def test_more_than_twenty_authors_are_cut_short(listed: Callable[[str], list[Work]]) -> None:
    names = " and ".join(f"Name{number:02}, A." for number in range(1, 23))
    (line,) = apa.write(listed(f"@book{{x, author = {{{names}}}, title = {{X}}}}")).splitlines()
    assert line.endswith("Name18, A., Name19, A., … Name22, A. (n.d.). *X*.")


def test_the_references_of_the_article(bundled: list[Work]) -> None:
    lines = apa.write(bundled, lang="nl").splitlines()[::2]
    assert len(lines) == 36
    assert lines[3] == (
        "Bos, P., & Snoeren, M. (2021). Het ontwikkelen van een impactvolle hybride leeromgeving: vijf "
        "aanbevelingen. In A. Ros, M. Thunissen, & H. Van Beelen (Red.), *Duurzaam leren en werken in een "
        "veranderende samenleving. Praktijk gericht onderzoek en tools voor praktijk en onderzoek* "
        "(pp. 26–32). Fontys University of Applied Sciences. "
        "<https://indd.adobe.com/view/8ffbc142-47c7-4cae-9689-fa3b127e507a>"
    )
    assert lines[28] == (
        "Schipper, T., Vos, M., & Wallner, C. (Red.). (2022). *Landelijk position paper Learning Communities "
        "(in opdracht van nwo)*. hogeschool Windesheim."
    )
