"""Ten thousand random films, and as many captions mended: nothing is lost, nothing broken goes unsaid."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.domain.corrections import words_of
from pipeline.domain.story import Bilingual
from pipeline.domain.subtitles import SubtitleTrack
from pipeline.domain.transcript import LANGUAGES, Language
from pipeline.rules import subtitles
from pipeline.rules.spoken import spoken_in
from pipeline.rules.subtitles.mending import mended
from pipeline.rules.text_width import width
from tests.examples import (
    ENGLISH,
    FRAME_RATES,
    HOUSE,
    KOREAN,
    captioned,
    edl,
    judged,
    sentence,
    transcript,
    translation,
)
from tests.strategies import spoken_words

SPEAKERS = {1: Bilingual("이가온", "Gaon Lee"), 2: Bilingual("한바다", "Bada Han")}
EVERY_KOREAN = (*KOREAN, "네.", "2009년", "CD를", "“정말?”", "그런데…", "아니요,", "조선민주주의인민공화국에서의")
EVERY_ENGLISH = (*ENGLISH, "Yes.", "2009,", "Dr.", "“really?”", "No!", "well…", "misunderstandings,")

PROFILES = (HOUSE, replace(HOUSE, speakers="labels"), replace(HOUSE, snap_to_shots=False))


@st.composite
def tracks(draw: st.DrawFn) -> tuple[SubtitleTrack, dict[Language, list[str]], tuple[int, ...]]:
    """Captions of any film, the words they must show, and where its picture changes."""
    language: Language = draw(st.sampled_from(LANGUAGES))
    said, read = (EVERY_KOREAN, EVERY_ENGLISH) if language == "ko" else (EVERY_ENGLISH, EVERY_KOREAN)
    words = draw(spoken_words(vocabulary=said, max_size=24))
    ends = sorted(draw(st.sets(st.integers(1, len(words)), max_size=4)) | {len(words)})
    sentences = [
        replace(sentence(number, words[first:last]), speaker=draw(st.integers(0, 2)))
        for number, (first, last) in enumerate(pairwise([0, *ends]), start=1)
    ]
    spoken = transcript(*sentences, language=language)
    texts = st.lists(st.sampled_from(read), min_size=1, max_size=15).map(" ".join)
    translated = translation(spoken, *(draw(texts) for _ in sentences))
    rate = draw(st.sampled_from(FRAME_RATES))
    length = int(words[-1].source_range.end * rate) + 1 + draw(st.integers(0, 50))
    cut = edl((0, length), rate=rate, lead_in_frames=draw(st.integers(0, 90)), tail_frames=draw(st.integers(0, 90)))
    shots = tuple(sorted(draw(st.sets(st.integers(1, cut.frame_count), max_size=5))))
    track = captioned(cut, spoken, translated, draw(st.sampled_from(PROFILES)), speakers=SPEAKERS, shots=shots)
    heard = [item.sentence for item in spoken_in(cut, spoken)]
    shown: dict[Language, list[str]] = {
        language: [word for item in heard for word in words_of(item.text)],
        translated.language: [word for item in heard for word in words_of(translated.text_of(item.id) or "")],
    }
    return track, shown, shots


def read_in(track: SubtitleTrack, language: Language) -> list[str]:
    """The words of the captions, without the marks of their speakers."""
    words = words_of(" ".join(line for cue in track.cues for line in cue.lines(language)))
    return [
        word.removeprefix("-")
        for word in words
        if word not in {"-", "이가온:", "한바다:", "Gaon", "Lee:", "Bada", "Han:"}
    ]


def broken_limits(track: SubtitleTrack) -> set[tuple[str, str]]:
    """The limits the captions break, counted here again, by the name of their rule."""
    broken = set()
    for number, cue in enumerate(track.cues, start=1):
        length = cue.end_frame - cue.start_frame
        for language in LANGUAGES:
            limits, lines = HOUSE.limits(language), cue.lines(language)
            if any(width(line, language) > limits.max_line for line in lines):
                broken.add(("subtitle-line-length", f"cue {number}"))
            if len(lines) > 2 or len(cue.ko) + len(cue.en) > 3:
                broken.add(("subtitle-line-count", f"cue {number}"))
            same = language == track.spoken
            speed = limits.max_reading_speed_same_language if same else limits.max_reading_speed
            if Fraction(width(" ".join(lines), language)) * track.frame_rate > Fraction(speed) * length:
                broken.add(("subtitle-reading-speed", f"cue {number}"))
        if length < round(HOUSE.min_duration_s * track.frame_rate) or length > HOUSE.max_duration_s * track.frame_rate:
            broken.add(("subtitle-duration", f"cue {number}"))
    return broken


def judge(case: tuple[SubtitleTrack, dict[Language, list[str]], tuple[int, ...]]) -> None:
    """Whatever was said and translated, and wherever the picture changes."""
    track, shown, shots = case
    for language in LANGUAGES:
        assert read_in(track, language) == shown[language]
    captions, yardstick = judged(track, shots=shots)
    reported = {(finding.rule, finding.where) for finding in subtitles.findings(captions, yardstick)}
    assert reported >= broken_limits(track)
    assert all(after.start_frame - before.end_frame >= HOUSE.min_gap_frames for before, after in pairwise(track.cues))
    once = mended(captions, yardstick)
    assert mended(once.captions, yardstick).changes == ()
    assert {item.rule for item in subtitles.findings(once.captions, yardstick) if item.severity == "error"} <= {
        item.rule for item in subtitles.findings(captions, yardstick) if item.severity == "error"
    }


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(tracks())
def test_any_captions(case: tuple[SubtitleTrack, dict[Language, list[str]], tuple[int, ...]]) -> None:
    judge(case)


@pytest.mark.full
@settings(max_examples=10_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tracks())
def test_any_captions_ten_thousand_times(
    case: tuple[SubtitleTrack, dict[Language, list[str]], tuple[int, ...]],
) -> None:
    judge(case)
