"""Cut: dead air and long pauses go; what the story keeps and drops is obeyed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from pipeline.domain.cut import EditDecisionList
from pipeline.domain.digest import digest
from pipeline.domain.errors import Held, UsageError
from pipeline.domain.footage import Footage
from pipeline.domain.settings import Settings
from pipeline.domain.timing import TimeBase, TimeRange, frames, timecode
from pipeline.domain.transcript import Transcript
from pipeline.rules import chapters
from pipeline.rules.cutting import cut_from
from pipeline.rules.frame_rates import program_frame_rate
from pipeline.rules.spoken import Spoken, spoken_in
from pipeline.rules.wording import counted
from pipeline.workspace.job import Job
from pipeline.workspace.stage import Progress, Stage

_PLACES_TOLD = 3
"""How many places with sound and without words are named; `vignette explain` tells all."""


def _shaped_by(job: Job, settings: Settings) -> Mapping[str, object]:
    show = settings.preset.show
    return {
        "footage": job.hash_of(Footage),
        "transcript": job.hash_of(Transcript),
        "rules": show.cut,
        "cards": (show.brand.intro_s, show.brand.outro_s),
        "keep": settings.story.keep,
        "drop": settings.story.drop,
        "chapters": [chapter.at for chapter in settings.story.chapters],
        "fastest": min(target.picture.max_frame_rate for target in settings.preset.targets),
    }


def _run(job: Job, settings: Settings, progress: Progress) -> tuple[Path, ...]:
    footage, transcript = job.load(Footage), job.load(Transcript)
    chapters.require_inside(settings.story.chapters, footage.source_range)
    brand = settings.preset.show.brand
    rate = program_frame_rate(
        footage.frame_rate, at_most=min(target.picture.max_frame_rate for target in settings.preset.targets)
    )
    lead_in, tail = frames(brand.intro_s, rate), frames(brand.outro_s, rate)
    decided = cut_from(
        footage,
        transcript.words,
        settings.preset.show.cut,
        keep=settings.story.keep,
        drop=settings.story.drop,
        frame_rate=rate,
        lead_in_frames=lead_in,
    )
    if not decided.clips:
        raise UsageError(
            "the story's keep and drop leave nothing of the footage",
            where="story.toml",
            remedy="Correct the times; they are source times, counted from the start of the first file",
        )
    cut = EditDecisionList(
        source_base=footage.time_base,
        program_base=TimeBase("program", digest([footage.time_base.id, rate, lead_in, tail, decided.clips])),
        frame_rate=rate,
        lead_in_frames=lead_in,
        tail_frames=tail,
        clips=decided.clips,
        removals=decided.removals,
        wordless=decided.wordless,
    )
    _require_whole_sentences(spoken_in(cut, transcript))
    removed_s = float(footage.source_range.duration - sum(clip.source_range.duration for clip in cut.clips))
    progress.note(
        f"{counted(len(cut.clips), 'clip')}, {removed_s:.1f} s taken out, film of {float(cut.duration):.1f} s"
    )
    if cut.wordless:
        progress.note(_about_wordless(cut.wordless))
    if left_out := chapters.about_left_out(settings.story.chapters, cut):
        progress.note(left_out)
    return (job.save(cut),)


def _require_whole_sentences(spoken: Sequence[Spoken]) -> None:
    """A sentence that is heard in part would stand there with the whole of its translation: a misquotation.

    Raises:
        Held: names each such sentence by its id and source time, before anybody translates it.
    """
    parts = {item.sentence.id: timecode(item.sentence.source_range.start) for item in spoken if not item.complete}
    if parts:
        named = ", ".join(f"{sentence_id} ({start})" for sentence_id, start in parts.items())
        raise Held(
            f"the cut keeps only a part of these sentences, and their captions would say more than is heard: {named}",
            where="story.toml",
            remedy="Widen or narrow keep and drop to whole sentences; draft/transcript.*.srt shows their times",
        )


def _about_wordless(sounds: Sequence[TimeRange]) -> str:
    """Where people should listen: a sentence that was not written down, the crew, or nothing but noise."""
    places = [f"{timecode(sound.start)} - {timecode(sound.end)}" for sound in sounds[:_PLACES_TOLD]]
    if len(sounds) > len(places):
        places.append(f"{len(sounds) - len(places)} more places")
    return (
        f"no words were written for what is heard at {', '.join(places)}; it stays in the film, "
        "without captions: listen, and write the times into drop, or bring a transcript that has the words"
    )


STAGE = Stage("cut", 2, "Decide the cut", _shaped_by, _run)
