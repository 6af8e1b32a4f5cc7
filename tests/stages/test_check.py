"""The check: an error blocks the delivery and is named, a warning is told and does not."""

from __future__ import annotations

from pipeline.domain.qc import QcReport
from tests import clips
from tests.clips import Clip
from tests.interview import TARGET, write
from tests.studio import Studio


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
