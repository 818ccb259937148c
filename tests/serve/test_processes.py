"""The processes of a server: how it starts and stops, what happens when one is killed, what it holds."""

from __future__ import annotations

import json
import os
import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

Server = Any  # that of conftest.py
Start = Callable[..., Any]
Until = Callable[[Callable[[], bool]], None]
Ask = Callable[..., Any]


def _alive(pid: int) -> bool:
    with suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_says_where_it_is_and_stops_clean(
    start: Start, tiny: Path, eventually: Until, number: int
) -> None:
    with start("--study", tiny, "--workers", "2") as server:
        assert f"lcgraph: serving on http://127.0.0.1:{server.port}/\n" in server.told
        assert server.ask("/health").text == "ok\n"
        assert server.ask("/sparql?query=ASK%20%7B%7D").status == 200
        children = server.children()
        assert len(children) == 4
        eventually(lambda: any(f"127.0.0.1:{server.port}/sparql" in line for line in server.told))
        server.process.send_signal(number)
        assert server.process.wait(60) == 0
        assert not [pid for pid in children if _alive(pid)]
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", server.port))
    assert "Traceback" not in "".join(server.told)


def test_a_killed_process_is_replaced_and_the_others_go_on(
    start: Start, tiny: Path, eventually: Until
) -> None:
    with start("--study", tiny, "--workers", "2") as server:
        server.ready()
        listening, *others = server.children()
        for victim in others:
            os.kill(victim, signal.SIGKILL)
            assert server.sparql("ASK {}").status == 200
            assert server.ask("/health").status == 200
        eventually(lambda: len(server.children()) == 4 and not set(others) & set(server.children()))
        server.ready()
        assert server.ask("/motive/image.ttl").status == 200
        before = server.children()
        os.kill(listening, signal.SIGKILL)

        def answers() -> bool:
            with suppress(OSError):
                return bool(server.sparql("ASK {}").status == 200)
            return False

        eventually(answers)
        assert not set(before) & set(server.children())
        assert server.process.poll() is None


def test_when_the_parent_is_killed_nothing_is_left(start: Start, tiny: Path, eventually: Until) -> None:
    with start("--study", tiny, "--workers", "2") as server:
        children = server.children()
        server.process.kill()
        eventually(lambda: not [pid for pid in children if _alive(pid)])


def test_only_what_may_be_published_is_served(start: Start, leaky: Path, secrets: tuple[str, ...]) -> None:
    with start("--study", leaky) as server:
        assert any("withheld" in line for line in server.told)
        answers = [
            server.sparql("SELECT * WHERE { ?s ?p ?o }"),
            server.sparql("DESCRIBE ?s WHERE { ?s ?p ?o }"),
        ]
        answers += [
            server.ask(f"/query/{name}?format=json")
            for name in ("cross-case-matrix", "recomputed-versus-published", "respondent-totals", "codings")
        ]
        server.ready()
        answers += [
            server.ask(f"/{path}") for path in ("tables.html", "study/leaky.ttl", "download/study.trig")
        ]
        assert {answer.status for answer in answers} == {200}
        planted = [secret.encode() for secret in secrets if secret.startswith(("SECRET", "19"))]
        assert len(planted) >= 8
        assert not [secret for secret in planted for each in answers if secret in each.body]


def test_private_answers_stay_on_this_machine(start: Start, leaky: Path) -> None:
    with start("--study", leaky, "--private") as server:
        server.ask("/health")
        answer = server.sparql("ASK { ?mention lcg:segment ?said }")
        assert json.loads(answer.body)["boolean"] is True
        assert "access-control-allow-origin" not in answer.headers
        for host in ("evil.example", "evil.example:80", "127.0.0.1.evil.example", "localhost.evil.example"):
            assert server.ask("/sparql", host=host).status == 421  # a name that was bound to this address
        assert server.ask("/sparql", host=f"localhost:{server.port}").status == 200
    assert any("PRIVATE" in line for line in server.told)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.org"])
def test_private_is_refused_for_others(ask: Ask, host: str) -> None:
    outcome = ask("serve", "--private", "--host", host)
    assert outcome.status == 2
    assert "--private does not go with" in outcome.err


def test_what_cannot_be_listened_on_is_told(ask: Ask) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        outcome = ask("serve", "--port", str(taken.getsockname()[1]))
    assert outcome.status == 2
    assert "choose another --port" in outcome.err
    assert "cannot listen" in ask("serve", "--host", "256.1.1.1", "--port", "0").err
    assert ask("serve", "--port", "70000").status == 2


def test_a_store_is_served_as_a_study_is(start: Start, ask: Ask, tiny: Path, tmp_path: Path) -> None:
    assert ask("load", tiny, "--store", tmp_path / "store").status == 0
    with start("--study", tiny) as one, start("--store", tmp_path / "store") as other:
        path = "/query/cross-case-matrix?format=csv"
        assert one.ask(path).body == other.ask(path).body
