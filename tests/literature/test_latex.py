"""LaTeX in reference lists: decoding undoes encoding, whatever stands in a title."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lcgraph.literature.latex import balanced, decode, encode, verbatim

TEXT = st.text(
    st.one_of(st.characters(exclude_categories=("C",)), st.sampled_from("\\{}&%$#_~^-`'<>,?!\"@=|")),
    max_size=40,
)


@given(TEXT)
@example("R&D -- ''x'' {y} \\ ~^ <<a>> ?`")
@example("\\textbackslash{}")
@example("}{")
@settings(max_examples=300, deadline=None)
def test_a_text_is_read_back_as_it_was_written(text: str) -> None:
    plain = " ".join(text.split())
    assert decode(encode(plain)) == plain
    assert balanced(encode(plain))


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        ("{\\textless}i{\\textgreater}", "<i>"),
        ("a\\textbar b", "a|b"),
        ("``Quotes'' -- and more", "“Quotes” – and more"),
        ("$\\alpha$ of $x_2$ at US\\$5", "α of x_2 at US$5"),
        ("from $5 to $6_a", "from $5 to $6_a"),
        ("\\{\\vphantom{\\}}x\\vphantom{\\{}\\}", "{x}"),
        ("Caf{\\'{e}}", "Café"),
        ("{\\'{\\i}}", "í"),
        ("{" * 3000 + "deep" + "}" * 3000, "deep"),
        ("\\input{/etc/passwd}x", "x"),
        ("See \\href{https://example.org/}{the page}", "See the page"),
        ("\\href{x", "hrefx"),
        ("a \\verb", "a verb"),
        ("\\begin{^\\end{*a_\\author\\author", "begin^end*a_authorauthor"),
    ],
)
def test_the_commands_of_programs_are_known_and_depth_is_no_danger(latex: str, text: str) -> None:
    assert decode(latex) == text


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://example.org/a~b_c%20d", "https://example.org/a~b_c%20d"),
        ("\\url{https://example.org/a\\_b}", "https://example.org/a_b"),
        ("https://example.org/{\\textasciitilde}me", "https://example.org/~me"),
        ("http://example.org/bread{\\_}1", "http://example.org/bread_1"),
    ],
)
def test_an_address_keeps_what_belongs_to_it(written: str, address: str) -> None:
    assert verbatim(written) == address


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        ("plain", "plain"),
        ("a~b", "a b"),
        ("\\textit{Learning} together", "Learning together"),
        ("R{\\&}D at 5\\% of \\$3", "R&D at 5% of $3"),
        ("5% of $3_#", "5% of $3_#"),
        ('na{\\"\\i}ve', "naïve"),
        ("2019--2023", "2019--2023"),
        ("{{Double}}", "Double"),
    ],
)
def test_latex_is_read_as_people_read_it(latex: str, text: str) -> None:
    assert decode(latex) == text


def test_what_a_command_lacks_is_printed_nowhere() -> None:
    code = (
        r"from lcgraph.literature.latex import decode; decode(r'\frac'); decode(r'\input'); decode(r'\url')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")
