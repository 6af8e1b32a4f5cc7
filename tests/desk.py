"""A desk at which captions are made, corrected as editors do it, and made again: the caption stage alone, in moments.

The interview is the sample's, sentence by sentence; its words lie evenly in their sentences.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from pathlib import Path

from pipeline.domain.cut import EditDecisionList, TargetCuts
from pipeline.domain.errors import Held
from pipeline.domain.settings import Settings
from pipeline.domain.story import Selection, Story
from pipeline.domain.subtitles import ReflowedSubtitles, SubtitleTrack
from pipeline.domain.timing import TimeRange, timecode
from pipeline.domain.transcript import Language, Sentence, Transcript, Word
from pipeline.engines import importers, sheet_files
from pipeline.presets.library import PresetLibrary
from pipeline.presets.story import story_from
from pipeline.stages.subtitle import STAGE
from pipeline.workspace.home import Home
from pipeline.workspace.job import Job, JobRecord, stage_key
from tests.examples import edl, footage, transcript, translation

SAMPLE = Path(__file__).parents[1] / "assets" / "sample"
RATE = Fraction(30)
STORY: Story = story_from((SAMPLE / "story.toml").read_text(encoding="utf-8"), where="story.toml")


def _said() -> tuple[tuple[TimeRange, str, str], ...]:
    """When each sentence is said, what it is, and its translation."""
    cues = sheet_files.read(SAMPLE / "translation.en.srt")
    return tuple((cue.source_range, cue.source_text, cue.text) for cue in cues)


SAID = _said()


@dataclass(frozen=True)
class Caption:
    """A caption as a subtitle editor has it; times in milliseconds."""

    start_ms: int
    end_ms: int
    lines: tuple[str, ...]

    def says(self, *lines: str) -> Caption:
        """The caption with another text."""
        return replace(self, lines=lines)

    def between(self, start_ms: int, end_ms: int) -> Caption:
        """The caption at another time."""
        return replace(self, start_ms=start_ms, end_ms=end_ms)


Captions = list[Caption]
Edit = Callable[[Captions], Captions]


@dataclass
class Notes:
    """What a stage told."""

    told: list[str] = field(default_factory=list)

    def advance(self, share: float) -> None:
        """Say nothing."""

    def note(self, text: str) -> None:
        """Keep it."""
        self.told.append(text)


@dataclass
class Desk:
    """Where captions go out and come back.

    Attributes:
        root: everything of the test lies below.
        dropped: the numbers of the sentences that the cut leaves out.
        korean, english: what sentences say by now, by their number, where it is not what they said first.
        targets: what the film is made for.
        selected: name of each target with a cut of its own, to the numbers of the sentences that it shows.
    """

    root: Path
    dropped: set[int] = field(default_factory=set)
    korean: dict[int, str] = field(default_factory=dict)
    english: dict[int, str] = field(default_factory=dict)
    targets: tuple[str, ...] = ("youtube",)
    selected: dict[str, set[int]] = field(default_factory=dict)
    pauses_shortened: bool = False

    @property
    def job(self) -> Job:
        """The job whose captions are made."""
        return Job(Home(self.root / "home", self.root / "local"), JobRecord("v-1", (), ""))

    @property
    def settings(self) -> Settings:
        """What people decided."""
        kept = {target: tuple(SAID[number - 1][0] for number in sorted(some)) for target, some in self.selected.items()}
        story = replace(STORY, selections=tuple(Selection(target, keep=keep) for target, keep in kept.items()))
        return Settings(story, PresetLibrary().preset("house", self.targets), None, date(2026, 1, 1))

    def cut(self, target: str = "") -> EditDecisionList:
        """The film: all sentences but those that were dropped, each with half the pause on its sides.

        A target with a cut of its own shows those that are selected for it.
        """
        shown = self.selected.get(target, set(range(1, len(SAID) + 1))) - self.dropped
        kept = [index for index in range(len(SAID)) if index + 1 in shown]
        clips: list[tuple[Fraction, int]] = []
        for index in kept:
            span = SAID[index][0]
            before = SAID[index - 1][0].end if index else span.start - Fraction(1, 2)
            after = SAID[index + 1][0].start if index + 1 < len(SAID) else span.end + 1
            longest = Fraction(1, 5) if self.pauses_shortened else Fraction(2)
            start = max((before + span.start) / 2, span.start - longest)
            end = min((span.end + after) / 2, span.end + longest)
            first, last = ((moment * RATE).__floor__() for moment in (start, end))
            if clips and clips[-1][0] + clips[-1][1] / RATE == first / RATE:
                clips[-1] = (clips[-1][0], clips[-1][1] + last - first)
            else:
                clips.append((first / RATE, last - first))
        return edl(*clips, rate=RATE, lead_in_frames=75, tail_frames=90)

    def _sentences(self) -> tuple[Sentence, ...]:
        found = []
        for number, (span, text, _) in enumerate(SAID, start=1):
            words = self.korean.get(number, text).split()
            step = span.duration / len(words)
            times = [TimeRange(span.start + step * at, span.start + step * (at + 1)) for at in range(len(words))]
            found.append(
                Sentence(f"s{number:04d}", tuple(Word(word, time) for word, time in zip(words, times, strict=True)))
            )
        return tuple(found)

    def lay_out(self) -> None:
        """Put what earlier stages make into the job."""
        heard: Transcript = transcript(*self._sentences())
        texts = [self.english.get(number, text) for number, (_, _, text) in enumerate(SAID, start=1)]
        own = TargetCuts({target: self.cut(target) for target in self.selected})
        for value in (self.cut(), own, heard, translation(heard, *texts), footage(101, rate=30)):
            self.job.save(value)

    def make(self) -> Notes:
        """Make the captions; gives what was told."""
        self.lay_out()
        notes = Notes()
        STAGE.run(self.job, self.settings, notes)
        return notes

    def held(self) -> str:
        """Make the captions, which a person must hold; gives why."""
        try:
            self.make()
        except Held as held:
            return held.what
        raise AssertionError("it was not held")

    def key(self) -> str:
        """What the captions would be filed under now."""
        self.lay_out()
        return stage_key(STAGE.name, STAGE.version, STAGE.shaped_by(self.job, self.settings))

    @property
    def track(self) -> SubtitleTrack:
        """The captions as they were made last and accepted."""
        return self.job.load(SubtitleTrack)

    def reflowed(self, target: str) -> SubtitleTrack:
        """Those of a target with captions of its own."""
        return self.job.load(ReflowedSubtitles).tracks[target]

    def shown(self, language: Language) -> list[str]:
        """Every caption's text in one language."""
        return [" / ".join(cue.lines(language)) for cue in self.track.cues]

    def of_sentences(self, *, but: Sequence[int] = ()) -> Mapping[tuple[str, ...], list[tuple[str, str]]]:
        """What stands in the captions of each sentence, in both languages."""
        found: dict[tuple[str, ...], list[tuple[str, str]]] = {}
        for cue in self.track.cues:
            if not {f"s{number:04d}" for number in but} & set(cue.sentence_ids):
                found.setdefault(cue.sentence_ids, []).append((" ".join(cue.ko), " ".join(cue.en)))
        return found

    # What people do

    def draft(self, language: Language) -> Captions:
        """The captions that lie in the draft folder."""
        return read(self.job.draft / f"captions.{language}.srt")

    def send(
        self, language: Language, captions: Captions, *, folder: str = "edits", form: str = "srt", plain: bool = False
    ) -> Path:
        """Put a file of captions where people put them, saved as an editor on Windows saves it."""
        path = self.job.folder / folder / f"captions.{language}.{form}"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = FORMS[form](captions)
        path.write_bytes(text.encode() if plain else b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
        return path

    def edit(self, language: Language, edit: Edit, *, folder: str = "edits", form: str = "srt") -> Path:
        """Take the captions from the draft folder, change them, and send them."""
        return self.send(language, edit(self.draft(language)), folder=folder, form=form)


def read(path: Path) -> Captions:
    """The captions of a file."""
    file = importers.read(path)
    return [Caption(cue.start_ms, cue.end_ms, file.plain_lines(cue)) for cue in file.cues]


def _stamp(moment_ms: int) -> str:
    return timecode(Fraction(moment_ms, 1000))


def _srt(captions: Captions) -> str:
    return "\n".join(
        f"{number + 7}\n{_stamp(item.start_ms).replace('.', ',')} --> {_stamp(item.end_ms).replace('.', ',')}\n"
        + "\n".join(item.lines)
        + "\n"
        for number, item in enumerate(captions)
    )


def _vtt(captions: Captions) -> str:
    return "WEBVTT\n\n" + "\n".join(
        f"{_stamp(item.start_ms)} --> {_stamp(item.end_ms)}\n" + "\n".join(item.lines) + "\n" for item in captions
    )


def _ass(captions: Captions) -> str:
    """Times in centiseconds, as Aegisub writes them."""
    head = "[Script Info]\nScriptType: v4.00+\n\n[Events]\n"
    head += "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    return head + "".join(
        f"Dialogue: 0,{_centi(item.start_ms)},{_centi(item.end_ms)},Default,,0,0,0,,{chr(92)}N".rstrip("\\N")
        + "\\N".join(item.lines)
        + "\n"
        for item in captions
    )


def _centi(moment_ms: int) -> str:
    return re.sub(r"^0", "", _stamp(10 * ((moment_ms + 5) // 10))[:-1])


FORMS: Mapping[str, Callable[[Captions], str]] = {"srt": _srt, "vtt": _vtt, "ass": _ass}
