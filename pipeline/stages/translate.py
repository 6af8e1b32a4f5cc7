"""Translate: every sentence of the film in the other language, by whoever the show names; a person in any case."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path

from pipeline.domain.cut import EditDecisionList
from pipeline.domain.errors import Held
from pipeline.domain.footage import Footage
from pipeline.domain.render_plan import Tools
from pipeline.domain.settings import Settings
from pipeline.domain.transcript import Language, Sentence, Transcript, other
from pipeline.domain.translation import SheetOrigin, Translation
from pipeline.engines import film, fonts, sheet_files
from pipeline.engines.ffmpeg import binary
from pipeline.engines.translators import TRANSLATORS
from pipeline.engines.translators.base import TranslationRequest
from pipeline.rules import drawing, render_planning, sheets
from pipeline.rules.spoken import spoken_in
from pipeline.rules.translating import Left, superseded, what_to_do, why_held
from pipeline.rules.wording import counted
from pipeline.workspace import files
from pipeline.workspace.job import Job
from pipeline.workspace.stage import Progress, Stage

_PREVIEW_HEIGHT_PX = 360


def sheet_name(language: Language, number: int = 1) -> str:
    """How a sheet in this language is called, in `draft/`, in `edits/` and beside the story.

    What is still to be written after a sheet came back goes on a second one, then on a third: nothing a person wrote
    is overwritten.
    """
    return f"translation.{language}.srt" if number == 1 else f"translation.{language}.{number}.srt"


def _came_back(job: Job, language: Language) -> dict[int, Path]:
    """The sheets that people sent, by their number, the oldest first."""
    pattern = re.compile(rf"translation\.{language}\.(\d+)\.srt")
    folders = (*job.hand_outs.returns, job.hand_outs.draft)
    there = [match for folder in folders for path in folder.glob("*.srt") if (match := pattern.fullmatch(path.name))]
    numbers = sorted({1, *(int(match[1]) for match in there)})
    found = ((number, job.people_file(sheet_name(language, number))) for number in numbers)
    return {number: path for number, path in found if path is not None}


def _language(job: Job) -> Language:
    return other(job.load(Transcript).language)


def _shaped_by(job: Job, settings: Settings) -> Mapping[str, object]:
    return {
        "transcript": job.hash_of(Transcript),
        "cut": job.hash_of(EditDecisionList),
        "people": [job.hash_if_there(path) for path in _came_back(job, _language(job)).values()],
        "translator": settings.preset.show.translator,
    }


def _run(job: Job, settings: Settings, progress: Progress) -> tuple[Path, ...]:
    transcript, cut = job.load(Transcript), job.load(EditDecisionList)
    language = other(transcript.language)
    heard = {spoken.sentence.id for spoken in spoken_in(cut, transcript)}
    sentences = [item for item in transcript.sentences if item.id in heard]
    came_back = _came_back(job, language)
    returned = _matched(job, transcript, came_back)
    found = sheets.gathered([(came_back[number].name, sheet) for number, sheet in returned.items()])
    by_people = {line.sentence_id: line for line in found.lines}
    left = [item for item in sentences if item.id not in by_people]
    if left or found.unplaced:
        _hold(job, settings, Left(transcript.language, len(sentences), left, returned, found), came_back)
    translation = Translation(
        time_base=transcript.time_base,
        language=language,
        engine=settings.preset.show.translator,
        lines=tuple(by_people[item.id] for item in sentences),
    )
    progress.note(f"{counted(len(translation.lines), 'sentence')} translated")
    if unused := superseded(tuple(returned.values()), found):
        progress.note(f"{counted(unused, 'older text')} not used: the words above were changed, and newer texts count")
    return (job.save(translation),)


def _matched(job: Job, transcript: Transcript, came_back: Mapping[int, Path]) -> dict[int, sheets.Matched]:
    """What each sheet gave, by its number."""
    language = other(transcript.language)
    names = {sheet_name(language), *(path.name for path in came_back.values())}
    former = [line for name in names for origin in job.hand_outs.given(name, SheetOrigin) for line in origin.lines]
    return {
        number: sheets.matched(transcript.sentences, sheet_files.read(path), former=former, language=language)
        for number, path in came_back.items()
    }


def _by_machine(sentences: Sequence[Sentence], spoken: Language, settings: Settings) -> dict[str, str]:
    """What the show's translator gives, by the sentence's id; nothing, when it is a person."""
    if not sentences:
        return {}
    request = TranslationRequest(tuple(item.text for item in sentences), spoken, other(spoken))
    texts = TRANSLATORS[settings.preset.show.translator](request)
    return {item.id: text for item, text in zip(sentences, texts, strict=True) if text}


def _hold(job: Job, settings: Settings, left: Left, came_back: Mapping[int, Path]) -> None:
    """Hand out what is left, with what is there already, and a preview; then wait for a person.

    A machine's lines stand in the sheet for a person to correct; only what comes back on a person's sheet is used.
    What has room on a sheet that came back is not handed out again.

    Raises:
        Held: always.
    """
    by_machine = _by_machine(left.blank, left.spoken, settings)
    number = left.sheet_with_room
    place = came_back[number] if number is not None and not by_machine else None
    path = place or _hand_out(job, left, by_machine)
    _make_preview(job, settings)
    raise Held(
        why_held(left, by_machine),
        where=str(path),
        remedy=what_to_do(left, sheet=path.name, fresh=place is None),
        waiting_for="translator",
    )


def _hand_out(job: Job, left: Left, by_machine: Mapping[str, str]) -> Path:
    """Write a sheet of what is left; gives where it lies."""
    number = next(number for number in count(1) if number not in left.returned)
    sheet = sheets.translation_sheet(left.sentences, texts=by_machine, unsure=left.unsure)
    name = sheet_name(other(left.spoken), number)
    return job.hand_out(name, sheet_files.text_of(sheet), about=sheets.origin_of(left.sentences))


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


STAGE = Stage("translate", 3, "Put it into the other language", _shaped_by, _run)
