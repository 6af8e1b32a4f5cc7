"""Transcribe: what was said, word by word, in sentences whose ids stay."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.domain.digest import digest
from pipeline.domain.errors import Held, InputRefused
from pipeline.domain.footage import Footage
from pipeline.domain.settings import Settings
from pipeline.domain.transcript import LANGUAGES, Language, Transcript, Word
from pipeline.domain.translation import FormerLine, SheetOrigin
from pipeline.engines import korean, models, sheet_files
from pipeline.engines.transcribers import TRANSCRIBERS, from_file
from pipeline.engines.transcribers.base import Recognised, Request, WrittenCue
from pipeline.rules import sheets
from pipeline.rules.doubts import doubts
from pipeline.rules.sentences import grouped, identified
from pipeline.rules.speakers import Marks, marks_of, said_in_files, speakers_of_files, unmarked
from pipeline.rules.word_times import words_in
from pipeline.rules.wording import counted
from pipeline.workspace import artefacts
from pipeline.workspace.job import Job
from pipeline.workspace.stage import Progress, Stage


@dataclass(frozen=True, slots=True)
class _Written:
    """What people wrote: the whole transcript, and one of our sheets with corrections; None where nobody did."""

    whole: Path | None
    sheet: Path | None


def _written(job: Job, settings: Settings) -> _Written:
    """What people wrote; both may have the same name, so their content tells them apart.

    Raises:
        Held: one of them is there in several places with different texts.
    """
    found = _peoples_files(job, from_file.names(settings.story.language))
    sheet_like = {path: sheet_files.is_sheet(path) for path in found}
    return _Written(
        _only_one(job, [path for path in found if not sheet_like[path]]),
        _only_one(job, [path for path in found if sheet_like[path]]),
    )


def _peoples_files(job: Job, names: Sequence[str]) -> list[Path]:
    """Every file of these names that a person wrote, the first name first."""
    hand_outs = job.hand_outs
    found = [
        folder / name
        for name in names
        for folder in (*hand_outs.returns, hand_outs.draft)
        if folder != hand_outs.draft or hand_outs.is_changed(folder / name)
    ]
    return [path for path in found if path.is_file()]


def _only_one(job: Job, found: Sequence[Path]) -> Path | None:
    """The file that counts: the first name, wherever it lies; held when two of that name differ."""
    alike = [path for path in found if path.name == found[0].name]
    if len({job.hash_if_there(path) for path in alike}) > 1:
        raise Held(
            f"there are {len(alike)} different files {alike[0].name}, and only one can be used",
            where=", ".join(str(path.parent) for path in alike),
            remedy="Keep the one that is right and delete the others",
        )
    return alike[0] if alike else None


def listens(job: Job, settings: Settings) -> bool:
    """Whether the recogniser is asked, and needs its model: not when a person supplied the whole transcript.

    Raises:
        Held: people supplied several that differ.
    """
    return settings.preset.show.speech.engine != "from_file" and _written(job, settings).whole is None


def _heard_key(job: Job, settings: Settings) -> str:
    """What shapes what the recogniser hears; corrections do not, so that they cost nothing."""
    speech = settings.preset.show.speech
    model = models.model_hash(speech.model, job.home.models)
    return digest([job.hash_of(Footage), settings.story.language, speech, model])


def _shaped_by(job: Job, settings: Settings) -> Mapping[str, object]:
    written = _written(job, settings)
    return {
        "footage": job.hash_of(Footage),
        "language": settings.story.language,
        "whole": job.hash_if_there(written.whole) if written.whole else "",
        "sheet": job.hash_if_there(written.sheet) if written.sheet else "",
        "heard": _heard_key(job, settings) if listens(job, settings) else "",
        "speakers": [marks_of(settings.story.speakers), _speakers_of_files(job, settings)],
    }


def _speakers_of_files(job: Job, settings: Settings) -> tuple[int, ...]:
    """Who speaks in each file, as the story says."""
    story = settings.story
    return speakers_of_files([path.name for path in job.source_paths], story.sources, marks_of(story.speakers))


def _run(job: Job, settings: Settings, progress: Progress) -> tuple[Path, ...]:
    written = _written(job, settings)
    known = _base(job, settings, written.whole, progress)
    if not known.sentences:
        raise InputRefused(
            "no speech was found in the footage",
            remedy="Play it and listen; if there is speech, write transcript.ko.srt and put it beside story.toml",
        )
    name = f"transcript.{known.language}.srt"
    former = [line for origin in job.hand_outs.given(name, SheetOrigin) for line in origin.lines]
    transcript = _corrected(known, written, former, settings)
    sheet = sheets.transcript_sheet(transcript.sentences)
    job.hand_out(name, sheet_files.text_of(sheet), about=sheets.origin_of(known.sentences))
    doubtful = sum(1 for sentence in transcript.sentences if sentence.flags)
    sentences = counted(len(transcript.sentences), "sentence")
    progress.note(f"{sentences}, {doubtful} doubtful; correct them in the job's draft/{name}")
    return (job.save(transcript),)


def _base(job: Job, settings: Settings, whole: Path | None, progress: Progress) -> Transcript:
    """What was said and by whom, before people corrected it on a sheet; remembered, so that no id comes back."""
    before = _before(job)
    if listens(job, settings):
        base = _heard(job, settings, before, progress)
    else:
        base = _remembered(job, _supplied(job, settings, whole, before, progress), before)
    files = [file.source_range for file in job.load(Footage).files]
    return replace(base, sentences=said_in_files(base.sentences, files, _speakers_of_files(job, settings)))


def _heard(job: Job, settings: Settings, before: Transcript | None, progress: Progress) -> Transcript:
    """What the recogniser heard, from this run or an earlier one."""
    speech = settings.preset.show.speech
    path = _heard_folder(job) / f"{_heard_key(job, settings)}.json"
    cached = _readable(path)
    if cached is not None:
        return _remembered(job, cached, before)
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
    # Sentences stay as they were first heard: a grammar that is installed later must not part those that people have.
    ends = korean.sentence_ends([word.text for word in recognised.words]) if recognised.language == "ko" else ()
    groups = grouped(recognised.words, grammar_ends=ends)
    heard = _remembered(job, _transcript(job, recognised, groups, speech.engine, before), before)
    artefacts.save(path, heard)
    return heard


def _supplied(
    job: Job, settings: Settings, whole: Path | None, before: Transcript | None, progress: Progress
) -> Transcript:
    """The whole transcript as a person wrote it, the marks of speakers taken off the words."""
    language = settings.story.language or (_language_of_name(whole) if whole else None)
    recognised = TRANSCRIBERS["from_file"](Request(job.speech_wav, language, None, 1, whole, progress.advance))
    footage, marks = job.load(Footage), marks_of(settings.story.speakers)
    read = [_words_of(cue, footage, marks) for cue in recognised.cues]
    found = _transcript(job, recognised, tuple(words for _, words in read), "from_file", before)
    said_by = [speaker for speaker, _ in read]
    return replace(
        found,
        sentences=tuple(replace(item, speaker=number) for item, number in zip(found.sentences, said_by, strict=True)),
    )


def _language_of_name(path: Path) -> Language | None:
    return next((language for language in LANGUAGES if f".{language}." in path.name), None)


def _transcript(
    job: Job,
    recognised: Recognised,
    groups: tuple[tuple[Word, ...], ...],
    engine: str,
    before: Transcript | None,
) -> Transcript:
    footage = job.load(Footage)
    sentences, following = identified(groups, doubts(groups, silences=footage.silences), before=before)
    return Transcript(footage.time_base, recognised.language, engine, sentences, following)


def _words_of(cue: WrittenCue, footage: Footage, marks: Marks) -> tuple[int, tuple[Word, ...]]:
    """The speaker a cue is marked with, and its words with their times; a mark without words is words."""
    inside = cue.source_range.intersection(footage.source_range)
    if inside is None:
        raise InputRefused(
            f"the transcript has a cue at {float(cue.source_range.start):.1f} s, after the footage's end",
            remedy="Check that the transcript belongs to this footage, and correct its times",
        )
    speaker, text = unmarked(cue.text, marks)
    if not text:
        speaker, text = 0, cue.text
    if not cue.words:
        return speaker, words_in(text, inside)
    spoken = unmarked(" ".join(word.text for word in cue.words), marks)[1].split()
    return speaker, cue.words[-len(spoken) :] if spoken else cue.words


# What is remembered, so that ids stay


def _heard_folder(job: Job) -> Path:
    return job.work / "heard"


def _base_path(job: Job) -> Path:
    return job.work / "transcript-before-corrections.json"


def _before(job: Job) -> Transcript | None:
    """The transcript as it was last, before corrections; it has the first number that no sentence of the job ever had.

    One that cannot be read is as good as none: it is made anew.
    """
    return _readable(_base_path(job)) or _readable(job.artefact_path(Transcript))


def _readable(path: Path) -> Transcript | None:
    """The transcript in this file; None when there is none or it is damaged."""
    try:
        return artefacts.load(path, Transcript)
    except InputRefused:
        return None


def _remembered(job: Job, base: Transcript, before: Transcript | None) -> Transcript:
    """What people correct, remembered before anything is made of it: no number of it may ever be given again."""
    latest = max(base.next_sentence_number, before.next_sentence_number if before else 0)
    remembered = replace(base, next_sentence_number=latest)
    artefacts.save(_base_path(job), remembered)
    return remembered


def _corrected(base: Transcript, written: _Written, former: Sequence[FormerLine], settings: Settings) -> Transcript:
    """The transcript with a person's corrections.

    Raises:
        Held: a correction cannot be placed; it is named, and nothing is guessed.
    """
    if written.sheet is None:
        return base
    found = sheets.corrected(
        base.sentences,
        sheet_files.read(written.sheet),
        former=former,
        marks=marks_of(settings.story.speakers),
        supplied=written.whole is not None,
    )
    if found.unplaced:
        raise Held(
            f"these corrections of the transcript cannot be placed: {'; '.join(found.unplaced)}",
            where=str(written.sheet),
            remedy="Put each under the sentence it belongs to in the job's draft/transcript sheet, and run again",
        )
    return replace(base, sentences=found.sentences)


def _forget_heard(job: Job, settings: Settings) -> None:
    """Have the recogniser listen again; the ids it gave are remembered apart from what it heard."""
    shutil.rmtree(_heard_folder(job), ignore_errors=True)


STAGE = Stage("transcribe", 2, "Write down what was said", _shaped_by, _run, forget=_forget_heard)
