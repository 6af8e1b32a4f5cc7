"""The check: an error blocks the delivery and is named, a warning is told and does not."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from pipeline.domain.qc import QcReport
from pipeline.engines import finished
from pipeline.engines.ffmpeg import binary
from pipeline.rules import quality
from tests import clips
from tests.clips import Clip
from tests.interview import TARGET, sheet, write
from tests.studio import Ran, Studio

FAR_AHEAD_S = 4_000_000_000
"""A time of last reading that reading does not change; only one that is set."""


def test_a_warning_is_told_and_the_film_delivered(studio: Studio) -> None:
    dark = "testsrc2={shape},drawbox=w=320:h=180:color=black:t=fill:enable='between(t,2,6)'"
    studio.arrange(clips.film(studio.root / "dark.mp4", Clip(picture=dark)))
    write(studio.home.presets / "targets" / "small.toml", TARGET.replace("[captions]", "[captions]\nburned_in = false"))
    ran = studio.make()
    assert ran.code == 0, ran.said
    assert "warning: black at 00:00:01" in ran.err
    report = studio.delivered_json("qc.json")
    assert (report["verdict"], report["counts"]) == ("pass", {"error": 0, "warning": 1})
    assert "findings" not in report  # they may tell what is private
    assert [finding.rule for finding in studio.job.load(QcReport).findings] == ["black"]


def test_after_a_changed_caption_only_its_chunk_is_decoded_again(studio: Studio, talking: Path) -> None:
    studio.arrange(talking)
    first = studio.make()
    assert "small: 3 of 3 chunks decoded" in first.said
    known = records(studio)
    for path in known:
        os.utime(path, (FAR_AHEAD_S, path.stat().st_mtime))
    write(
        studio.folder / "translation.en.srt", sheet(texts=["Hello, nice to meet you.", "I came from afar.", "Thanks."])
    )
    again = studio.make()
    assert again.code == 0, again.said
    assert "small: 1 of 3 chunks decoded" in again.said
    marked = [path for path in known if path.stat().st_atime < FAR_AHEAD_S]
    assert len(marked) == 3  # the other two chunks, and the sound: the cache keeps them longest
    after = records(studio)
    assert {path: after[path] for path in known} == known
    assert len(after) - len(known) == 3  # the chunk, and the joints on both sides of it


def test_what_is_measured_by_chunks_is_what_the_whole_film_tells(studio: Studio, talking: Path) -> None:
    studio.arrange(talking)
    studio.make()
    report = studio.job.load(QcReport)
    film = finished.measure(binary.find(), studio.job.film_path("small"))
    told = {f"small.{name}": value for name, value in quality.measured(film).items()}
    assert report.measured == {**told, "small.encoder": "x264"}


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory, talking: Path) -> Studio:
    """A film that is made and checked; tests leave it so."""
    studio = Studio.at(tmp_path_factory.mktemp("checked"))
    studio.arrange(talking)
    ran = studio.make()
    assert ran.code == 0, ran.said
    return studio


def checked_again(studio: Studio) -> Ran:
    """Made once more, after the record that the check is done was lost."""
    studio.job.forget("check")
    return studio.make()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        '{"schema": "MeasuredPicture", "version": 1, "frame_count": -3}',
        '{"schema": "MeasuredPicture", "version": "x"}',
        '{"schema": "MeasuredSound"}',
    ],
)
def test_a_damaged_measurement_is_made_again(checked: Studio, text: str) -> None:
    report, known = checked.job.load(QcReport), records(checked)
    for path in known:
        path.write_text(text, encoding="utf-8")
    again = checked_again(checked)
    assert "small: 3 of 3 chunks decoded" in again.said
    assert checked.job.load(QcReport) == report
    assert records(checked) == known


def test_a_wrong_measurement_is_believed_until_the_check_is_to_be_done_again(checked: Studio) -> None:
    """What is asked for with `--redo` begins from the start; what was measured of other films stays."""
    report, known = checked.job.load(QcReport), records(checked)
    for path, text in known.items():
        path.write_text(re.sub(r'"integrated_lufs": [-0-9.]+', '"integrated_lufs": -30', text), encoding="utf-8")
    another = write(checked.home.measured("f" * 64), "another film's")
    believed = checked_again(checked)
    assert believed.code == 5
    assert "loudness at" in believed.err
    assert "small: 0 of 3 chunks decoded" in believed.said
    again = checked.make("--redo", "check")
    assert again.code == 0, again.said
    assert "small: 3 of 3 chunks decoded" in again.said
    assert checked.job.load(QcReport) == report
    assert records(checked) == {**known, another: "another film's"}


def records(studio: Studio) -> dict[Path, str]:
    """What the cache holds of measurements, by file."""
    return {path: path.read_text(encoding="utf-8") for path in (studio.home.cache / "measured").rglob("*.json")}
