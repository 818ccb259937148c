"""Named queries by their addresses: as the command line answers them, kept as long as the data are these."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from lcgraph import queries

Server = Any  # that of conftest.py
Ask = Callable[..., Any]


def test_every_query_answers_as_the_command_line_does(server: Server, ask: Ask) -> None:
    wanted = {"case": "ict", "work": "gray-purdy-2018", "year": "2015", "role": "practice-partner"}
    count = 0
    for name, query in queries.catalogue().items():
        given = {each.name: wanted.get(each.type, "image") for each in query.parameters if each.required}
        options = [word for key, value in given.items() for word in (f"--{key.replace('_', '-')}", value)]
        path = "&".join(["format=csv", *(f"{key}={value}" for key, value in given.items())])
        answer = server.ask(f"/query/{name}?{path}")
        assert answer.status == 200, (name, answer.text)
        assert answer.text == ask("query", name, *options, "--public", "--format", "csv").out, name
        count += 1
    assert count >= 50


@pytest.mark.parametrize("form", ["table", "csv", "tsv", "json", "xml", "markdown"])
def test_every_format_is_that_of_the_command_line(server: Server, ask: Ask, form: str) -> None:
    answer = server.ask(f"/query/contrast?by=setting&format={form}&lang=nl")
    words = ("query", "contrast", "--by", "setting", "--format", form, "--lang", "nl")
    assert answer.text == ask(*words).out


def test_a_label_is_understood_where_a_code_is(server: Server) -> None:
    assert (
        server.ask("/query/case-profile?case=ict&format=csv").body
        == server.ask("/query/case-profile?case=ICT&format=csv").body
    )


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("nope", 404, "unknown query"),
        ("contrast?nope=1", 400, "unknown parameter"),
        ("contrast?by=nope", 400, "Valid: role"),
        ("contrast?by=role&by=role", 400, "twice"),
        ("contrast?format=pdf", 400, "there is no such format"),
        ("contrast?lang=fr", 400, "nl or en"),
        ("case-profile", 400, "case"),
        ('contrast?by=role"%20%7D%20DROP%20ALL', 400, "unknown"),
    ],
)
def test_what_cannot_be_asked_is_told(server: Server, path: str, status: int, words: str) -> None:
    answer = server.ask(f"/query/{path}")
    assert answer.status == status
    assert words in answer.text


def test_answers_are_kept_and_known_by_their_tag(server: Server) -> None:
    path = "/query/cross-case-matrix?format=json"
    first = server.ask(path)
    before = server.metric('lcgraph_cache_total{found="yes"}')
    again = server.ask(path)
    assert (again.body, again.headers["etag"]) == (first.body, first.headers["etag"])
    assert server.metric('lcgraph_cache_total{found="yes"}') == before + 1
    known = server.ask(path, if_none_match=first.headers["etag"])
    assert (known.status, known.body) == (304, b"")
    assert known.headers["etag"] == first.headers["etag"]
    assert server.ask(path, if_none_match='"another"').status == 200
    tags = {server.ask(f"/query/cross-case-matrix?format={form}").headers["etag"] for form in ("csv", "tsv")}
    assert len(tags | {first.headers["etag"]}) == 3


def test_a_tag_is_of_the_version_of_the_data(server: Server, start: Ask, tiny: Any) -> None:
    with start("--study", tiny) as other:
        tags = [each.ask("/query/motive-coverage?format=csv").headers["etag"] for each in (server, other)]
        assert tags[0] != tags[1]
        assert json.loads(other.ask("/query/studies").body)["results"]["bindings"]


def test_a_query_that_a_study_brings_is_asked_by_its_name(server: Server) -> None:
    answer = server.ask("/query/five-sectors?format=csv")
    assert answer.status == 200
    assert answer.text.startswith("holds,")
