"""Names of people and organisations: read from BibTeX, written so that they are read back the same."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lcgraph.literature.model import Agent
from lcgraph.literature.names import (
    Names,
    as_bibtex,
    identified,
    names,
    organisation,
    person,
    slug,
)

WORD = st.text(st.sampled_from("ABCabcéü-'.&{}\\ "), min_size=1, max_size=8).map(
    lambda text: " ".join(text.split())
)
NAME = WORD.filter(lambda word: any(char.isalpha() for char in word))


@pytest.mark.parametrize(
    ("field", "found"),
    [
        (
            r"Mu\~noz, Jos\'e and \~Nandu, Z. and Iv\'an Mu\~{n}oz and de la Pe{\~n}a, I.",
            Names(
                (
                    person("Muñoz", "José"),
                    person("Ñandu", "Z."),
                    person("Muñoz", "Iván"),
                    person("de la Peña", "I."),
                )
            ),
        ),
        ("Bos, P. and others", Names((person("Bos", "P."),), others=True)),
        ("Bos, P. and Ros, A. and et al.", Names((person("Bos", "P."), person("Ros", "A.")), others=True)),
        ("Bos, P., et al.", Names((person("Bos", "P."),), others=True)),
        ("Bos, P. e.a.", Names((person("Bos", "P."),), others=True)),
        ("{Bos and others}", Names((organisation("Bos and others"),))),
        ("Vereniging Hogescholen,", Names((organisation("Vereniging Hogescholen"),))),
        ("family=Vaart, given=Rob, prefix=van der, useprefix=true", Names((person("van der Vaart", "Rob"),))),
        ("family=King, given=Martin, suffix=Jr.", Names((person("King", "Martin, Jr."),))),
        (
            "Vaart, Rob van der and Laat, M. de",
            Names((person("van der Vaart", "Rob"), person("de Laat", "M."))),
        ),
        ("Vaart, Jr., Rob van der", Names((person("van der Vaart", "Rob, Jr."),))),
        ("", Names()),
        (r"Bos, P. and \'Etienne, X.", Names((person("Bos", "P."), person("Étienne", "X.")))),
    ],
)
def test_a_field_of_names_is_read(field: str, found: Names) -> None:
    assert names(field) == found


@pytest.mark.parametrize(
    ("field", "found", "told"),
    [
        ("Bos, P.; Ros, A.", ["Bos, P.", "Ros, A."], "'Bos, P.; Ros, A.' was read as 2 names"),
        ("Piet Bos; Anna Ros", ["Bos, Piet", "Ros, Anna"], "'Piet Bos; Anna Ros' was read as 2 names"),
        ("Bos, P., Ros, A., Vos, M.", ["Bos, P.", "Ros, A.", "Vos, M."],
         "'Bos, P., Ros, A., Vos, M.' was read as 3 names"),
        (r"Bos, P. \& Ros, A.", ["Bos, P.", "Ros, A."], r"'Bos, P. \\& Ros, A.' was read as 2 names"),
        ("Bos RJ and de Vries A", ["Bos, R. J.", "de Vries, A."],
         "'Bos RJ' has no comma and was read as 'Bos, R. J.'"),
        ("Bos RJ, de Vries A", ["Bos, R. J.", "de Vries, A."], "'Bos RJ, de Vries A' was read as 2 names"),
        ("Bread & Sons", ["Bread & Sons"], "'Bread & Sons' was read as an organisation"),
        ("Bos, P. and Jansen, Jan, Bakker, Piet, Ros, Anna", ["Bos, P."],
         "'Jansen, Jan, Bakker, Piet, Ros, Anna' is not a name and is left out: write Family, Given and "
         "Family, Given"),
        ("et al. and Bos, P.", ["Bos, P."], "'et al.' does not end the names: it was read as if it did"),
        ("{Bread; Butter} and Bos, P.", ["Bread; Butter", "Bos, P."], ""),
    ],
)  # fmt: skip
def test_one_name_that_is_none_costs_no_other(field: str, found: list[str], told: str) -> None:
    read = names(field)
    assert [agent.name for agent in read.agents] == found
    assert (read.notes[0].en if read.notes else "") == told


@given(st.text(st.sampled_from("AaBb{}\\,;&.'\"~= -ö"), max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_as_names_or_told(field: str) -> None:
    read = names(field)
    assert names(as_bibtex(read.agents)).agents is not None
    assert read.agents or read.notes or not re.search("[A-Za-zö]", field)


@given(NAME, st.one_of(st.just(""), NAME))
@example("van der Vaart", "Rob")
@example("van der Vaart", "")
@example("Van Den Broek", "")
@example("Ortega y Gasset", "José")
@example("A, B", "C")
@example("and", "and")
@example("King", "Martin, Jr.")
@example("Aé A", "Aé A")
@settings(max_examples=200, deadline=None)
def test_a_person_is_read_back_as_written(family: str, given_: str) -> None:
    agent = person(family, given_)
    assert names(as_bibtex([agent, agent], others=True)) == Names((agent, agent), others=True)


@given(NAME)
@example("Procter & Gamble, Inc. and others")
@settings(max_examples=100, deadline=None)
def test_an_organisation_is_read_back_as_written(name: str) -> None:
    assert names(as_bibtex([organisation(name)])) == Names((organisation(name),))


def test_identifiers_go_to_the_person_at_their_place_or_of_their_name() -> None:
    people = (person("Bos", "P."), person("Ros", "A."), person("Bos", "Peter"))
    by_place = identified(people, {"author+an:orcid": '2="0000-0002-1825-0097"; 3="nonsense"'}, "author")
    assert [agent.same_as for agent in by_place] == ["", "https://orcid.org/0000-0002-1825-0097", ""]
    by_name = identified(
        people, {"orcid-numbers": "Ros, Anje/0000-0002-1825-0097\nX, Y/0000-0002-1694-233X"}, "author"
    )
    assert [agent.same_as for agent in by_name] == ["", "https://orcid.org/0000-0002-1825-0097", ""]
    assert identified([Agent("x", "X", "")], {}, "editor") == (Agent("x", "X", ""),)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Müller-De Laat, É.", "muller-de-laat-e"),
        ("Straße", "strasse"),
        ("Łukasz Ørsted", "lukasz-orsted"),
        ("李 明", "u674e-u660e"),
        ("--", "unnamed"),
    ],
)
def test_a_slug_is_plain_ascii(text: str, words: str) -> None:
    assert slug(text) == words


def test_two_authors_in_another_script_do_not_become_one() -> None:
    assert slug("李, 明") != slug("王, 明")
