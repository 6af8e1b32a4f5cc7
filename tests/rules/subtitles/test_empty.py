"""Every caption has something to read in every language it is shown in."""

from __future__ import annotations

import pytest

from pipeline.rules.subtitles.empty import check, fix
from tests.examples import cue, judged, track
from tests.rules.subtitles.written import against, cues, korean, texts_of


@pytest.mark.parametrize(
    ("ko", "en", "missing"),
    [
        (("네",), ("Yes",), []),
        ((), ("Yes",), ["Korean"]),
        (("네",), (), ["English"]),
        (("", " "), ("Yes",), ["Korean"]),
        ((), (), ["Korean", "English"]),
    ],
)
def test_a_blank_language_is_found(ko: tuple[str, ...], en: tuple[str, ...], missing: list[str]) -> None:
    found = check(*judged(track(cue(0, 50), cue(60, 110, ko=ko, en=en))))
    assert [finding.where for finding in found] == ["cue 2"] * len(missing)
    assert all(f"in {language}" in finding.message for language, finding in zip(missing, found, strict=True))
    assert all((finding.rule, finding.severity) == ("subtitle-empty", "error") for finding in found)


@pytest.mark.parametrize("blank", ["", " ", "<i></i>", "{\\an8}", "\u200b", "\ufeff \u200e", "\u3000", "<i> / </i>"])
def test_tags_and_what_is_not_seen_are_nothing_to_read(blank: str) -> None:
    captions = korean("네", blank)
    assert cues(check(captions, against("ko"))) == [2]
    assert texts_of(fix(captions, against("ko")), "ko") == ["네"]


@pytest.mark.parametrize("shown", ["…", "?", "♪", "-", "<남>", "1 < 2"])
def test_a_mark_is_something_to_read(shown: str) -> None:
    assert check(korean(shown), against("ko")) == []


def test_a_caption_that_is_blank_in_one_language_stays() -> None:
    captions, yardstick = judged(track(cue(0, 50, ko=())))
    assert fix(captions, yardstick) == captions
