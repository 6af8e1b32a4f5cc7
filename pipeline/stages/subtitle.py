"""Subtitle: bilingual cues on one time grid, checked before anything is rendered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from pipeline.domain.cut import EditDecisionList
from pipeline.domain.errors import CheckFailed, Held
from pipeline.domain.settings import Settings
from pipeline.domain.subtitles import SubtitleTrack
from pipeline.domain.timing import timecode
from pipeline.domain.transcript import LANGUAGES, Transcript
from pipeline.domain.translation import Translation
from pipeline.engines import typesetting
from pipeline.engines.exporters import EXPORTERS
from pipeline.rules import subtitles
from pipeline.rules.cues import Spoken, spoken_in, track_from
from pipeline.rules.subtitles.base import Yardstick
from pipeline.rules.wording import counted
from pipeline.workspace.job import Job
from pipeline.workspace.stage import Progress, Stage


def _shaped_by(job: Job, settings: Settings) -> Mapping[str, object]:
    return {
        "cut": job.hash_of(EditDecisionList),
        "transcript": job.hash_of(Transcript),
        "translation": job.hash_of(Translation),
        "profile": settings.preset.subtitles,
    }


def _run(job: Job, settings: Settings, progress: Progress) -> tuple[Path, ...]:
    cut, transcript, translation = job.load(EditDecisionList), job.load(Transcript), job.load(Translation)
    _require_whole_sentences(spoken_in(cut, transcript))
    track = track_from(cut, transcript, translation, settings.preset.subtitles)
    _require_letters(track)
    for language in LANGUAGES:
        job.hand_out(f"captions.{language}.srt", EXPORTERS["srt"](track, language))
    found = subtitles.findings(track.captions(), Yardstick.of(track, settings.preset.subtitles))
    errors = [item for item in found if item.severity == "error"]
    if errors:
        first = errors[0]
        sentence = ", ".join(track.cues[int(first.where.removeprefix("cue ")) - 1].sentence_ids)
        raise CheckFailed(
            f"{counted(len(errors), 'caption')} outside the limits; the first is {first.where} ({sentence}): "
            f"{first.measured}, at most {first.limit}",
            where=str(job.draft / "captions.ko.srt"),
            remedy=f"{first.message} Its text comes from the sheets translation.*.srt and transcript.*.srt",
        )
    progress.note(f"{counted(len(track.cues), 'caption')} in each language")
    return (job.save(track),)


def _require_whole_sentences(spoken: Sequence[Spoken]) -> None:
    """A sentence that is heard in part would stand there with the whole of its translation: a misquotation."""
    parts = [item for item in spoken if not item.complete]
    if parts:
        named = ", ".join(f"{item.sentence.id} ({timecode(item.sentence.source_range.start)})" for item in parts)
        raise Held(
            f"the cut keeps only a part of these sentences, and their translation says more than is heard: {named}",
            where="story.toml",
            remedy="Widen or narrow keep and drop to whole sentences; draft/transcript.*.srt shows their times",
        )


def _require_letters(track: SubtitleTrack) -> None:
    text = "".join(line for cue in track.cues for line in (*cue.ko, *cue.en))
    missing = typesetting.missing_glyphs(text)
    if missing:
        places = [
            f"cue {number}"
            for number, cue in enumerate(track.cues, start=1)
            if set(missing) & set("".join((*cue.ko, *cue.en)))
        ]
        raise CheckFailed(
            f"the font has no letter for {' '.join(missing)} ({', '.join(places)})",
            remedy="Write it in Hangul or Latin letters in the sheet; this font has no Hanja",
        )


STAGE = Stage("subtitle", 1, "Make the captions", _shaped_by, _run)
