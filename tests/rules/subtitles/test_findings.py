"""All rules together: one name each, findings rule by rule."""

from __future__ import annotations

from pipeline.rules import subtitles
from tests.examples import cue, judged, track


def test_good_cues_pass_every_rule() -> None:
    assert subtitles.findings(*judged(track(cue(0, 50), cue(52, 100)))) == ()


def test_a_bad_cue_breaks_every_rule_under_its_own_name() -> None:
    long = ("가" * 17,) * 3
    found = subtitles.findings(*judged(track(cue(0, 4, ko=long, en=()), cue(5, 60))))
    assert list(dict.fromkeys(finding.rule for finding in found)) == [rule.name for rule in subtitles.RULES]
    assert all(finding.message.endswith(".") and finding.limit and finding.measured for finding in found)
