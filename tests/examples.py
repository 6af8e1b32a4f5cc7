"""Small made-up values of the domain for tests: words, footage, cuts, transcripts, captions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from pipeline.domain.cut import Clip, EditDecisionList
from pipeline.domain.footage import AudioStream, ColourTags, Footage, SourceFile, VideoStream
from pipeline.domain.presets import SubtitleProfile
from pipeline.domain.story import Bilingual
from pipeline.domain.subtitles import Caption, Cue, SubtitleTrack
from pipeline.domain.timing import ZERO, TimeBase, TimeRange
from pipeline.domain.transcript import Language, Sentence, Transcript, Word
from pipeline.domain.translation import TranslatedLine, Translation
from pipeline.presets.library import PresetLibrary
from pipeline.rules.cues import track_from
from pipeline.rules.spoken import spoken_in
from pipeline.rules.subtitles.base import Yardstick
from pipeline.rules.utterances import utterances_from

HOUSE = PresetLibrary().subtitles("house")
SHOW = PresetLibrary().show("house")
YOUTUBE = PresetLibrary().target("youtube")

FRAME_RATES = tuple(Fraction(rate) for rate in ("24000/1001", "24", "25", "30000/1001", "30", "50", "60000/1001", "60"))
SOURCE = TimeBase("source", "footage")
PROGRAM = TimeBase("program", "cut")

Seconds = Fraction | int | str


def span(start: Seconds, end: Seconds) -> TimeRange:
    """The range between two moments: span("1.5", 2)."""
    return TimeRange(Fraction(start), Fraction(end))


def word(text: str, start: Seconds, end: Seconds) -> Word:
    return Word(text, span(start, end))


def words_from(text: str, *, at: Seconds = 0, each: Seconds = "1/2", pause: Seconds = "1/10") -> tuple[Word, ...]:
    """The text's words one after another, each as long as the others, with a pause behind each."""
    step = Fraction(each) + Fraction(pause)
    starts = [Fraction(at) + step * number for number in range(len(text.split()))]
    return tuple(
        Word(item, TimeRange(start, start + Fraction(each))) for item, start in zip(text.split(), starts, strict=True)
    )


def video(rate: Seconds = 25, **changes: Any) -> VideoStream:  # noqa: ANN401 - any of the stream's fields
    """A full-HD picture stream of this frame rate."""
    fields: dict[str, Any] = {
        "index": 0,
        "codec": "h264",
        "coded_width_px": 1920,
        "coded_height_px": 1080,
        "display_width_px": 1920,
        "display_height_px": 1080,
        "rotation_deg": 0,
        "frame_rate": Fraction(rate),
        "variable_frame_rate": False,
        "time_base": Fraction(1, 90_000),
        "zero": ZERO,
        "start": ZERO,
        "duration": Fraction(60),
        "entry_lead": Fraction(1),
        "interlaced": False,
        "colour": ColourTags("bt709", "bt709", "bt709", "tv"),
    }
    return VideoStream(**{**fields, **changes})


def audio(*, channels: int = 2, channels_used: tuple[int, ...] = (0, 1)) -> AudioStream:
    return AudioStream(1, "aac", 48_000, channels, channels_used, Fraction(1, 48_000), ZERO, ZERO, Fraction(60))


def source_file(number: int, source_range: TimeRange, picture: VideoStream | None = None) -> SourceFile:
    return SourceFile(
        label=f"file {number}",
        sha256=f"{number:064d}",
        size_bytes=1,
        source_range=source_range,
        video=picture or video(),
        audio=audio(),
    )


def footage(
    *lengths: Seconds, rate: Seconds = 25, silences: Sequence[TimeRange] = (), picture: VideoStream | None = None
) -> Footage:
    """Files of these lengths in seconds, end to end."""
    files: list[SourceFile] = []
    start = ZERO
    for number, length in enumerate(lengths, start=1):
        end = start + Fraction(length)
        files.append(source_file(number, TimeRange(start, end), picture or video(rate)))
        start = end
    return Footage(SOURCE, tuple(files), -20.0, -3.0, tuple(silences), ())


def edl(
    *clips: tuple[Seconds, int], rate: Seconds = 25, lead_in_frames: int = 0, tail_frames: int = 0
) -> EditDecisionList:
    """A cut of clips, each given as its source start and its number of frames."""
    made: list[Clip] = []
    frame = lead_in_frames
    for start, count in clips:
        first = Fraction(start)
        made.append(Clip(TimeRange(first, first + count / Fraction(rate)), frame, count))
        frame += count
    return EditDecisionList(SOURCE, PROGRAM, Fraction(rate), lead_in_frames, tail_frames, tuple(made), ())


def sentence(number: int, words: Sequence[Word]) -> Sentence:
    return Sentence(f"s{number:04d}", tuple(words))


def transcript(*sentences: Sentence, language: Language = "ko") -> Transcript:
    return Transcript(SOURCE, language, "from_file", sentences, len(sentences) + 1)


def translation(spoken: Transcript, *texts: str) -> Translation:
    """The transcript's sentences in the other language, in order."""
    lines = tuple(
        TranslatedLine(item.id, item.text, text, "person") for item, text in zip(spoken.sentences, texts, strict=True)
    )
    return Translation(spoken.time_base, "en" if spoken.language == "ko" else "ko", "worksheet", lines)


def cue(start: int, end: int, *, ko: Sequence[str] = ("네",), en: Sequence[str] = ("Yes",)) -> Cue:
    return Cue(start, end, ("s0001",), tuple(ko), tuple(en))


def track(*cues: Cue, rate: Seconds = 25, spoken: Language = "ko") -> SubtitleTrack:
    return SubtitleTrack(PROGRAM, Fraction(rate), spoken, cues)


def captioned(
    cut: EditDecisionList,
    spoken: Transcript,
    translated: Translation,
    profile: SubtitleProfile = HOUSE,
    *,
    speakers: Mapping[int, Bilingual] | None = None,
    shots: Sequence[int] = (),
) -> SubtitleTrack:
    """The captions of a film, as the program makes them."""
    utterances = utterances_from(
        spoken_in(cut, spoken), translated, profile, spoken=spoken.language, speakers=speakers or {}
    )
    return track_from(cut, utterances, profile, spoken=spoken.language, shots=shots)


def judged(
    item: SubtitleTrack, profile: SubtitleProfile = HOUSE, *, shots: Sequence[int] = ()
) -> tuple[tuple[Caption, ...], Yardstick]:
    """What a subtitle rule is called with: the track's captions and what they are measured against."""
    return item.captions(), replace(Yardstick.of(item, profile), shots=tuple(shots))


KOREAN_SPEECH = (
    "저는 그때 강을 건너 중국으로 갔습니다 어머니와 함께 살던 집에서 아버지가 수용소에 끌려간 다음 "
    "우리는 아무것도 먹지 못하고 있었어요 그리고 겨울이 왔는데 너무 추워서 밤에는 잘 수가 없었고 로동신문을 태웠지요"
)
ENGLISH_SPEECH = (
    "I crossed the river to China with my mother after father was taken away and we could not eat anything for days "
    "in that cold winter house so I burned the newspaper because it was the only thing we had left"
)
KOREAN = tuple(KOREAN_SPEECH.split())
ENGLISH = tuple(ENGLISH_SPEECH.split())
