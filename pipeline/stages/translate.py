"""Translate: every sentence of the film in the other language, by whoever the show names; a person in any case."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.domain.cut import EditDecisionList
from pipeline.domain.errors import Held, UsageError
from pipeline.domain.footage import Footage
from pipeline.domain.settings import Settings
from pipeline.domain.transcript import NAMES, Language, Sentence, Transcript, other
from pipeline.domain.translation import TranslatedLine, Translation
from pipeline.engines import film, fonts, sheet_files
from pipeline.engines.ffmpeg import binary
from pipeline.engines.translators import TRANSLATORS
from pipeline.engines.translators.base import TranslationRequest
from pipeline.rules import drawing, render_planning, sheets
from pipeline.rules.cues import spoken_in
from pipeline.rules.render_planning import Tools
from pipeline.rules.wording import counted
from pipeline.workspace import files
from pipeline.workspace.job import Job
from pipeline.workspace.stage import Progress, Stage

_PREVIEW_HEIGHT_PX = 360


def sheet_name(language: Language) -> str:
    """How the sheet in this language is called, in `draft/`, in `edits/` and beside the story."""
    return f"translation.{language}.srt"


def _language(job: Job) -> Language:
    return other(job.load(Transcript).language)


def _shaped_by(job: Job, settings: Settings) -> Mapping[str, object]:
    return {
        "transcript": job.hash_of(Transcript),
        "cut": job.hash_of(EditDecisionList),
        "people": job.hashes_of_people_files(sheet_name(_language(job))),
        "translator": settings.preset.show.translator,
    }


def _run(job: Job, settings: Settings, progress: Progress) -> tuple[Path, ...]:
    transcript, cut = job.load(Transcript), job.load(EditDecisionList)
    language = other(transcript.language)
    heard = tuple(dict.fromkeys(spoken.sentence.id for spoken in spoken_in(cut, transcript)))
    sentences = tuple(item for item in transcript.sentences if item.id in heard)
    returned = job.people_file(sheet_name(language))
    matched = sheets.matched(transcript.sentences, sheet_files.read(returned) if returned else ())
    lines = {line.sentence_id: line for line in _by_machine(sentences, transcript.language, settings)}
    lines |= {line.sentence_id: line for line in matched.lines}
    missing = [item.id for item in sentences if item.id not in lines]
    unseen = [item.id for item in sentences if item.id in lines and lines[item.id].origin == "machine"]
    if missing or unseen or matched.unplaced:
        _hold(job, settings, sentences, lines, language, came_back=returned is not None, unplaced=matched.unplaced)
    translation = Translation(
        time_base=transcript.time_base,
        language=language,
        engine=settings.preset.show.translator,
        lines=tuple(lines[item.id] for item in sentences),
    )
    progress.note(f"{counted(len(translation.lines), 'sentence')} translated")
    return (job.save(translation),)


def _by_machine(sentences: Sequence[Sentence], spoken: Language, settings: Settings) -> list[TranslatedLine]:
    """What the show's translator gives; nothing, when it is a person."""
    name = settings.preset.show.translator
    if name not in TRANSLATORS:
        raise UsageError(f'there is no translator "{name}"', remedy=f"Write one of: {', '.join(sorted(TRANSLATORS))}")
    request = TranslationRequest(tuple(item.text for item in sentences), spoken, other(spoken))
    texts = TRANSLATORS[name](request)
    return [
        TranslatedLine(item.id, item.text, text, "machine") for item, text in zip(sentences, texts, strict=True) if text
    ]


def _hold(
    job: Job,
    settings: Settings,
    sentences: Sequence[Sentence],
    lines: Mapping[str, TranslatedLine],
    language: Language,
    *,
    came_back: bool,
    unplaced: Sequence[str],
) -> None:
    """Hand out the sheet, with what is there already, and a preview; then wait for a person.

    A machine's lines stand in the sheet for a person to correct; only what comes back on a person's sheet is used.

    Raises:
        Held: always.
    """
    sheet = [
        replace(line, text=lines[line.sentence_id].text if line.sentence_id in lines else "")
        for line in sheets.sheet_of(sentences)
    ]
    path = job.hand_out(sheet_name(language), sheet_files.text_of(sheet))
    _make_preview(job, settings)
    name = NAMES[language]
    missing = [item.id for item in sentences if item.id not in lines]
    unseen = [item.id for item in sentences if item.id in lines and lines[item.id].origin == "machine"]
    reasons = [f"{len(missing)} of {counted(len(sentences), 'sentence')} without {name} text"] if missing else []
    reasons += [f"{counted(len(unseen), 'sentence')} by a machine that no person has looked at"] if unseen else []
    if came_back:
        reasons += [f"missing: {', '.join(missing)}"] if missing else []
        reasons += unplaced
    raise Held(
        f"the {name} sheet is to be written: {'; '.join(reasons)}"
        if not came_back
        else f"the {name} sheet that came back is not complete: {'; '.join(reasons)}",
        where=str(path),
        remedy=(
            f"Write the {name} under each line of that file (draft/preview.mp4 beside it shows the film), "
            f"save it as {path.name} in the job's folder edits/ or beside story.toml, and run the same command again"
        ),
        waiting_for="translator",
    )


def _make_preview(job: Job, settings: Settings) -> None:
    """A small, marked film of the rough cut, so that translators hear and see what they translate."""
    footage, cut = job.load(Footage), job.load(EditDecisionList)
    rough = replace(
        cut,
        lead_in_frames=0,
        tail_frames=0,
        clips=tuple(
            replace(clip, program_start_frame=clip.program_start_frame - cut.lead_in_frames) for clip in cut.clips
        ),
    )
    out = job.draft / "preview.mp4"
    made_for = job.work / "preview.id"
    if out.is_file() and made_for.is_file() and made_for.read_text() == rough.program_base.id:
        return
    target = settings.preset.targets[0]
    small = replace(target, picture=render_planning.draft_picture(target.picture, height_px=_PREVIEW_HEIGHT_PX))
    plan = render_planning.film_from(
        footage,
        rough,
        target="preview",
        picture=small.picture,
        styles=drawing.styles(small),
        drawn=[drawing.draft_mark(rough.frame_count)],
        intro=None,
        outro=None,
        logo_key="",
        tools=Tools(binary.find().version, fonts.FAMILY),
    )
    media = job.media()
    job.draft.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=job.work, prefix=".partial-") as scratch, files.replacing(out) as partial:
        film.make_whole(
            binary.find(),
            footage,
            plan,
            render_planning.sound_from(rough),
            frame_rate=rough.frame_rate,
            media=media,
            sound=small.sound,
            fade=settings.preset.show.cut.fade_s,
            scratch=Path(scratch),
            out=partial,
        )
    files.write_text(made_for, rough.program_base.id)


STAGE = Stage("translate", 1, "Put it into the other language", _shaped_by, _run)
