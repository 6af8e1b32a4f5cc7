"""Big and spiteful files: time grows with the size alone, and memory stays within ten times the size."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pysubs2
import pytest

from pipeline.domain.errors import InputRefused
from pipeline.domain.timed_text import Format, SubtitleFile, TimedCue
from pipeline.engines import exporters, importers
from pipeline.engines.exporters import WRITERS
from pipeline.engines.importers import IMPORTERS

TEXT = ("저는 그때 강을 건너 중국으로", "I crossed the <i>river</i> to China")


def cues(count: int) -> tuple[TimedCue, ...]:
    return tuple(TimedCue(0, 300 * number, 300 * number + 290, TEXT) for number in range(count))


def text_with(kind: Format, count: int) -> str:
    head = {"srt": "", "vtt": "WEBVTT", "ass": "[Script Info]\n[Events]"}[kind]
    return exporters.written(SubtitleFile(kind, cues(count), head=head))


def cpu_s(work: Callable[[], object], *, times: int = 3) -> float:
    """The least CPU time the work took."""
    spent = []
    for _ in range(times):
        begun = time.process_time()
        work()
        spent.append(time.process_time() - begun)
    return min(spent)


def there_and_back(kind: Format, text: str) -> str:
    return exporters.written(IMPORTERS[kind](text, where="big"))


@pytest.mark.parametrize("kind", WRITERS)
def test_reading_and_writing_costs_at_most_three_times_what_pysubs2_takes(kind: Format) -> None:
    text = text_with(kind, 4_000)
    keep = ({"keep_html_tags": True}, {"keep_ssa_tags": True}) if kind != "ass" else ({}, {})
    ours = cpu_s(lambda: there_and_back(kind, text))
    theirs = cpu_s(lambda: pysubs2.SSAFile.from_string(text, format_=kind, **keep[0]).to_string(kind, **keep[1]))
    assert ours < 3 * theirs


@pytest.mark.parametrize("kind", WRITERS)
def test_ten_times_the_cues_take_about_ten_times_as_long(kind: Format) -> None:
    small, big = text_with(kind, 800), text_with(kind, 8_000)
    assert cpu_s(lambda: there_and_back(kind, big)) < 20 * cpu_s(lambda: there_and_back(kind, small))


@pytest.mark.parametrize("kind", WRITERS)
def test_memory_stays_within_ten_times_the_size(kind: Format, tmp_path: Path) -> None:
    path = tmp_path / f"big.{kind}"
    path.write_text(text_with(kind, 4_000), encoding="utf-8")
    importers.read(path)
    tracemalloc.start()
    try:
        file = importers.read(path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert len(file.cues) == 4_000
    assert peak < 10 * path.stat().st_size


@pytest.mark.parametrize(
    "piece",
    ["<", "{", "<a", "{\\", "{\\p1", "&", "\\N", "1:", " ", "0 ", "1:1:1 ", ">", "-", "->", "-->", "1 -->", "\x1a",
     "\u2028", "\r", "\n1", "\n1:1:1,1", "\u0301", "가"],
)  # fmt: skip
@pytest.mark.parametrize("kind", WRITERS)
def test_no_text_takes_more_than_its_size_is_worth(kind: Format, piece: str) -> None:
    """A search that goes back over 200,000 characters for each of them would take minutes."""
    above = {
        "srt": "1\n00:00:01,000 --> 00:00:02,000\n",
        "vtt": "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n",
        "ass": "[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,",
    }[kind]

    def work() -> None:
        with suppress(InputRefused):
            file = IMPORTERS[kind](above + piece * (200_000 // len(piece)), where="big")
            file.plain_lines(file.cues[0])
            exporters.written(file)

    assert cpu_s(work, times=1) < 3
