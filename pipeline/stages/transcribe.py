"""Transcribe: what was said, word by word, in sentences whose ids stay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from pipeline.domain.digest import digest
from pipeline.domain.errors import Held, InputRefused
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
from pipeline.rules.wording import counted
from pipeline.workspace import artefacts
from pipeline.workspace.job import Job
from pipeline.workspace.stage import Progress, Stage


def _written(job: Job, settings: Settings) -> Path | None:
    """What a person wrote: a whole transcript, or one of our sheets with corrections."""
    return job.people_file(*from_file.names(settings.story.language))


def _listens(job: Job, settings: Settings) -> bool:
    """Whether the recogniser is asked: not when a person supplied the whole transcript."""
    written = _written(job, settings)
    if written is not None:
        return sheet_files.is_sheet(written)
    return settings.preset.show.speech.engine != "from_file"


def _heard_key(job: Job, settings: Settings) -> str:
    """What shapes what the recogniser hears; corrections do not, so that they cost nothing."""
    speech = settings.preset.show.speech
    model = models.model_hash(speech.model, job.home.models) if _listens(job, settings) else ""
    return digest([job.hash_of(Footage), settings.story.language, speech, model])


def _shaped_by(job: Job, settings: Settings) -> Mapping[str, object]:
    written = _written(job, settings)
    return {
        "footage": job.hash_of(Footage),
        "language": settings.story.language,
        "written": job.hash_if_there(written) if written else "",
        "heard": _heard_key(job, settings) if _listens(job, settings) else "",
    }


def _run(job: Job, settings: Settings, progress: Progress) -> tuple[Path, ...]:
    written = _written(job, settings)
    if _listens(job, settings):
        transcript = _heard(job, settings, progress)
        if written is not None:
            transcript = _corrected(transcript, written)
    else:
        transcript = _supplied(job, settings, written, progress)
    if not transcript.sentences:
        raise InputRefused(
            "no speech was found in the footage",
            remedy="Play it and listen; if there is speech, write transcript.ko.srt and put it beside story.toml",
        )
    name = f"transcript.{transcript.language}.srt"
    job.hand_out(name, sheet_files.text_of(sheets.sheet_of(transcript.sentences)))
    doubtful = sum(1 for sentence in transcript.sentences if sentence.flags)
    sentences = counted(len(transcript.sentences), "sentence")
    progress.note(f"{sentences}, {doubtful} doubtful; correct them in the job's draft/{name}")
    return (job.save(transcript),)


def _heard(job: Job, settings: Settings, progress: Progress) -> Transcript:
    """What the recogniser heard, from this run or an earlier one."""
    footage, speech = job.load(Footage), settings.preset.show.speech
    path = job.work / "heard" / f"{_heard_key(job, settings)}.json"
    if path.is_file():
        return artefacts.load(path, Transcript)
    recognised = TRANSCRIBERS[speech.engine](
        Request(
            speech_wav=job.speech_wav,
            language=settings.story.language,
            model_folder=models.model_folder(speech.model, job.home.models),
            beam_size=speech.beam_size,
            file=None,
            on_share=progress.advance,
        )
    )
    heard = _transcript(job, footage, recognised, grouped(recognised.words), speech.engine)
    artefacts.save(path, heard)
    return heard


def _corrected(heard: Transcript, sheet: Path) -> Transcript:
    """The transcript with a person's corrections.

    Raises:
        Held: a correction cannot be placed; it is named, and nothing is guessed.
    """
    found = sheets.corrected(heard.sentences, sheet_files.read(sheet))
    if found.unplaced:
        raise Held(
            f"these corrections of the transcript cannot be placed: {'; '.join(found.unplaced)}",
            where=str(sheet),
            remedy="Put each under the sentence it belongs to in the job's draft/transcript sheet, and run again",
        )
    return replace(heard, sentences=found.sentences)


def _supplied(job: Job, settings: Settings, written: Path | None, progress: Progress) -> Transcript:
    """The whole transcript as a person wrote it."""
    footage = job.load(Footage)
    language = settings.story.language or (_language_of_name(written) if written else None)
    request = Request(job.speech_wav, language, None, 1, written, progress.advance)
    recognised = TRANSCRIBERS["from_file"](request)
    groups = tuple(_words_of(cue, footage) for cue in recognised.cues)
    return _transcript(job, footage, recognised, groups, "from_file")


def _language_of_name(path: Path) -> Language | None:
    return next((language for language in LANGUAGES if f".{language}." in path.name), None)


def _transcript(
    job: Job, footage: Footage, recognised: Recognised, groups: tuple[tuple[Word, ...], ...], engine: str
) -> Transcript:
    before = job.load(Transcript) if job.artefact_path(Transcript).is_file() else None
    sentences, following = identified(groups, doubts(groups, silences=footage.silences), before=before)
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
