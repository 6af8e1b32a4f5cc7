"""What every caption exporter keeps, whoever added it: read back by another program's library, nothing is lost."""

from __future__ import annotations

import html
from fractions import Fraction

import pysubs2
import pytest

from pipeline.domain.subtitles import Cue, SubtitleTrack
from pipeline.domain.timing import TimeBase, milliseconds
from pipeline.domain.transcript import LANGUAGES, Language
from pipeline.engines.exporters import EXPORTERS
from pipeline.engines.importers import IMPORTERS

TEXTS = (
    ("안녕하세요.",),
    ("두 줄에 나눠", "적은 말입니다."),
    ("로동신문 & <자유>",),
    ("1998",),
    ("– 정말요? – 네…",),
    ("{\\an8}는 명령이 아닙니다.",),
    ("<i>기울임</i>도 아닙니다.",),
    ("10% → 50%",),
    ("1 -> 2", "12:30 → 12:45"),
)
RATES = (Fraction(25), Fraction(30000, 1001), Fraction(24000, 1001), Fraction(60))
HOUR_LATER = 3600 * 60


def track_at(rate: Fraction) -> SubtitleTrack:
    """A cue for each text, the last more than an hour into the film."""
    cues = [
        Cue(10 + 50 * number, 48 + 50 * number, (f"s{number:04d}",), lines, tuple(line.upper() for line in lines))
        for number, lines in enumerate(TEXTS)
    ]
    cues.append(Cue(HOUR_LATER, HOUR_LATER + 30, ("s9999",), ("끝",), ("The end",)))
    return SubtitleTrack(TimeBase("program", "p"), rate, "ko", tuple(cues))


@pytest.mark.parametrize("rate", RATES, ids=str)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("suffix", EXPORTERS)
def test_every_cue_comes_once_in_order_with_its_times(suffix: str, language: Language, rate: Fraction) -> None:
    track = track_at(rate)
    events = pysubs2.SSAFile.from_string(EXPORTERS[suffix](track, language), format_=suffix).events
    wanted = [track.program_range(cue) for cue in track.cues]
    assert [(event.start, event.end) for event in events] == [
        (milliseconds(span.start), milliseconds(span.end)) for span in wanted
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("suffix", EXPORTERS)
def test_our_own_reader_reads_the_same_times_and_texts_and_repairs_nothing(suffix: str, language: Language) -> None:
    track = track_at(RATES[1])
    file = IMPORTERS[suffix](EXPORTERS[suffix](track, language), where="x")
    assert file.repairs == ()
    texts = [html.unescape("\n".join(cue.lines)) if suffix == "vtt" else "\n".join(cue.lines) for cue in file.cues]
    assert texts == ["\n".join(cue.lines(language)) for cue in track.cues]
    assert [(cue.start_ms, cue.end_ms) for cue in file.cues] == [
        (milliseconds(span.start), milliseconds(span.end)) for span in map(track.program_range, track.cues)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("suffix", EXPORTERS)
def test_every_text_stands_in_the_file_with_its_lines(suffix: str, language: Language) -> None:
    track = track_at(RATES[0])
    written = EXPORTERS[suffix](track, language)
    position = 0
    for cue in track.cues:
        text = "\n".join(cue.lines(language))
        escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        position = written.index(escaped if suffix == "vtt" else text, position)


@pytest.mark.parametrize("suffix", EXPORTERS)
def test_a_film_without_captions_makes_a_file_without_cues(suffix: str) -> None:
    empty = SubtitleTrack(TimeBase("program", "p"), RATES[0], "ko", ())
    assert "-->" not in EXPORTERS[suffix](empty, "ko")


@pytest.mark.parametrize("suffix", EXPORTERS)
def test_lines_end_with_line_feeds_alone(suffix: str) -> None:
    assert "\r" not in EXPORTERS[suffix](track_at(RATES[0]), "ko")
