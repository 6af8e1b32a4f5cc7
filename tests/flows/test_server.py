"""The flow against a real Prefect server, with a password, as a team would run it."""

from __future__ import annotations

import contextlib
import secrets
import signal
import socket
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from pipeline.domain.render_plan import RenderPlan
from pipeline.engines import process
from pipeline.run import STEPS
from tests import interview
from tests.faults.program import assert_nobody_works_in
from tests.flows import canary
from tests.flows.running import until
from tests.studio import Studio

pytestmark = pytest.mark.full

_START_S = 180
_FLOW_S = 300
_RUN_THE_FLOW = "import sys; from flows.vignette import vignette; vignette(sys.argv[1])"
_END_IT_WHILE_IT_ENCODES = """
import os, pathlib, signal, sys, threading, time

def end():
    while not list(pathlib.Path(sys.argv[2]).rglob(".*partial*")):
        time.sleep(0.05)
    os.kill(os.getpid(), signal.SIGTERM)

threading.Thread(target=end, daemon=True).start()
"""
_SLOW_TARGET = '[picture]\nwidth_px = 1280\nheight_px = 720\nencoder_preset = "placebo"\n'


@dataclass(frozen=True)
class Server:
    """A server that runs: where it answers, its password as Prefect writes it, "user:password", and its files."""

    address: str
    password: str
    home: Path

    def ask(self, path: str, question: dict[str, Any], *, password: str | None) -> httpx.Response:
        """Post a question; Prefect answers 503 while its database is busy, and is then asked again."""
        user, _, word = (password or "").partition(":")
        for _ in range(20):
            answer = httpx.post(f"{self.address}/api{path}", json=question, auth=(user, word) if password else None)
            if answer.status_code != httpx.codes.SERVICE_UNAVAILABLE:
                break
            time.sleep(0.5)
        return answer

    def answer(self, path: str, question: dict[str, Any]) -> list[dict[str, Any]]:
        """What somebody with the password is told."""
        told: list[dict[str, Any]] = self.ask(path, question, password=self.password).raise_for_status().json()
        return told


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of this module's own; it and all it started are gone afterwards, whatever happens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    made = Server(f"http://127.0.0.1:{port}", f"team:{secrets.token_urlsafe()}", tmp_path_factory.mktemp("prefect"))
    settings = {
        "PREFECT_HOME": str(made.home),
        "PREFECT_API_URL": f"{made.address}/api",
        "PREFECT_API_AUTH_STRING": made.password,
        "PREFECT_SERVER_API_AUTH_STRING": made.password,
        "PREFECT_SERVER_UI_V2_ENABLED": "false",
    }
    argv = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    with (
        pytest.MonkeyPatch.context() as patch,
        process.scope() as started,
        ThreadPoolExecutor(max_workers=1) as pool,
    ):
        for name, value in settings.items():
            patch.setenv(name, value)
        running = pool.submit(copy_context().run, process.run, argv, timeout_s=_START_S + 2 * _FLOW_S)
        try:
            _wait_for(made, running)
            yield made
        finally:
            started.end_all()


def _wait_for(server: Server, running: Future[process.Finished]) -> None:
    deadline = time.monotonic() + _START_S
    while not running.done():
        assert time.monotonic() < deadline, "the Prefect server did not answer in time"
        with contextlib.suppress(httpx.TransportError):
            if httpx.get(f"{server.address}/api/health").is_success:
                return
        time.sleep(0.3)
    pytest.fail(f"the Prefect server did not start: {running.result().stderr}")


def with_home(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in studio.environment.items():
        monkeypatch.setenv(name, value)


def test_a_run_in_a_process_of_its_own_is_told_to_the_server(
    server: Server, talking: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio = canary.studio(tmp_path)
    job = canary.opened(studio, talking)
    with_home(studio, monkeypatch)
    ran = process.run([sys.executable, "-c", _RUN_THE_FLOW, job.id], timeout_s=_FLOW_S)
    assert ran.returncode == 0, ran.stderr
    (run,) = server.answer("/flow_runs/filter", {"flow_runs": {"name": {"any_": [job.id]}}})
    assert (run["state_name"], run["state"]["message"]) == ("Completed", "Delivered")
    tasks = until(
        lambda: server.answer(
            "/task_runs/filter", {"flow_runs": {"id": {"any_": [run["id"]]}}, "sort": "EXPECTED_START_TIME_ASC"}
        ),
        lambda found: len(_stages(found)) == len(STEPS) and {task["state_name"] for task in found} == {"Completed"},
    )
    assert _stages(tasks) == [stage.name for stage in STEPS]
    kept = {path: path.read_bytes() for path in server.home.rglob("*") if path.is_file()}
    assert any(job.id.encode() in content for content in kept.values())
    assert [path for path, content in kept.items() if canary.is_in(content)] == []


def _stages(tasks: list[dict[str, Any]]) -> list[str]:
    return [task["name"] for task in tasks if task["task_key"].startswith("work-")]


def test_a_run_that_is_ended_takes_its_encoders_with_it_and_a_new_one_goes_on(
    server: Server, talking: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio = canary.studio(tmp_path)
    slow = interview.write(studio.home.presets / "targets" / "small.toml", _SLOW_TARGET)
    job = canary.opened(studio, talking)
    with_home(studio, monkeypatch)
    ending = _END_IT_WHILE_IT_ENCODES + _RUN_THE_FLOW
    ran = process.run([sys.executable, "-c", ending, job.id, str(studio.home.cache / "chunks")], timeout_s=_FLOW_S)
    assert ran.returncode == -signal.SIGTERM, ran.stderr
    assert_nobody_works_in(studio.root)
    planned = {chunk.key for film in studio.job.load(RenderPlan).films for chunk in film.chunks}
    assert len(studio.chunks()) < len(planned), "it was ended too late to show anything"
    (run,) = server.answer("/flow_runs/filter", {"flow_runs": {"name": {"any_": [job.id]}}})
    assert run["state_name"] == "Crashed"
    interview.write(slow, interview.TARGET)
    assert process.run([sys.executable, "-c", _RUN_THE_FLOW, job.id], timeout_s=_FLOW_S).returncode == 0
    assert studio.delivery().is_dir()


@pytest.mark.parametrize("password", [None, "team:guessed"])
def test_nobody_is_told_anything_without_the_password(server: Server, password: str | None) -> None:
    answer = server.ask("/flow_runs/filter", {}, password=password)
    assert answer.status_code in {httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN}
