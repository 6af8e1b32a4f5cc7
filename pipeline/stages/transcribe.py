"""Transcribe: what was said, word by word, in sentences whose ids stay."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pipeline.domain.errors import InputRefused
from pipeline.domain.footage import Footage
from pipeline.domain.settings import Settings
from pipeline.domain.transcript import LANGUAGES, Language, Transcript, Word
from pipeline.engines import models, sheet_files
from pipeline.engines.transcribers import TRANSCRIBERS, from_file
from pipeline.engines.transcribers.base import Recognised, Request, WrittenCue
from pipeline.rules import sheets
from pipeline.rules.doubts import doubts
from pipeline.rules.sentences import grouped, identified
from pipeline.rules.word_times import words_in
from pipeline.workspace.job import Job
from pipeline.workspace.stage import Progress, Stage


def _people_names(settings: Settings) -> tuple[str, ...]:
    return from_file.names(settings.story.language)


def _shaped_by(job: Job, settings: Settings) -> Mapping[str, object]:
    speech = settings.preset.show.speech
    people = job.hashes_of_people_files(*_people_names(settings))
    listens = not people and speech.engine != "from_file"
    return {
        "footage": job.hash_of(Footage),
        "language": settings.story.language,
        "people": people,
        "speech": speech if listens else None,
        "model": models.model_hash(speech.model, job.home.models) if listens else "",
    }


def _run(job: Job, settings: Settings, progress: Progress) -> tuple[Path, ...]:
    footage = job.load(Footage)
    written = job.people_file(*_people_names(settings))
    speech = settings.preset.show.speech
    engine = "from_file" if written else speech.engine
    recognised = TRANSCRIBERS[engine](
        Request(
            speech_wav=job.speech_wav,
            language=settings.story.language or (_language_of_name(written) if written else None),
            model_folder=models.model_folder(speech.model, job.home.models) if engine != "from_file" else None,
            beam_size=speech.beam_size,
            file=written,
            on_share=progress.advance,
        )
    )
    transcript = _transcript(job, footage, recognised, engine)
    if not transcript.sentences:
        raise InputRefused(
            "no speech was found in the footage",
            remedy="Play it and listen; if there is speech, write transcript.ko.srt and put it beside story.toml",
        )
    job.hand_out(f"transcript.{transcript.language}.srt", sheet_files.text_of(sheets.sheet_of(transcript.sentences)))
    flagged = sum(1 for sentence in transcript.sentences if sentence.flags)
    progress.note(
        f"{len(transcript.sentences)} sentences, {flagged} doubtful; "
        f"read and correct them in the job's draft/transcript.{transcript.language}.srt"
    )
    return (job.save(transcript),)


def _language_of_name(path: Path) -> Language | None:
    return next((language for language in LANGUAGES if f".{language}." in path.name), None)


def _transcript(job: Job, footage: Footage, recognised: Recognised, engine: str) -> Transcript:
    before = job.load(Transcript) if job.artefact_path(Transcript).is_file() else None
    if recognised.cues:
        groups = tuple(_words_of(cue, footage) for cue in recognised.cues)
        given = {number: cue.sentence_id for number, cue in enumerate(recognised.cues) if cue.sentence_id}
    else:
        groups, given = grouped(recognised.words), {}
    sentences, following = identified(groups, doubts(groups, silences=footage.silences), before=before, given=given)
    return Transcript(footage.time_base, recognised.language, engine, sentences, following)


def _words_of(cue: WrittenCue, footage: Footage) -> tuple[Word, ...]:
    inside = cue.source_range.intersection(footage.source_range)
    if inside is None:
        raise InputRefused(
            f"the transcript has a cue at {float(cue.source_range.start):.1f} s, after the footage's end",
            remedy="Check that the transcript belongs to this footage, and correct its times",
        )
    return cue.words or words_in(cue.text, inside)


STAGE = Stage("transcribe", 1, "Write down what was said", _shaped_by, _run)
