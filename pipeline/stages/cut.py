"""Cut: dead air and long pauses go; what the story keeps, drops and selects for a target is obeyed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path

from pipeline.domain.cut import EditDecisionList, TargetCuts
from pipeline.domain.digest import digest
from pipeline.domain.errors import Held, UsageError
from pipeline.domain.footage import Footage
from pipeline.domain.settings import Settings
from pipeline.domain.story import Selection
from pipeline.domain.timing import TimeBase, TimeRange, frames, timecode
from pipeline.domain.transcript import Transcript
from pipeline.rules import chapters, framing
from pipeline.rules.cutting import Cut, cut_from, selected_from
from pipeline.rules.frame_rates import program_frame_rate
from pipeline.rules.selecting import about_outside, too_long
from pipeline.rules.spoken import spoken_in
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
        "selections": settings.selections,
        "longest": [(target.name, target.limits.max_duration_s) for target in settings.preset.targets],
        "chapters": [chapter.at for chapter in settings.story.chapters],
        "framing": [wish.source_range for wish in settings.story.framing],
        "fastest": min(target.picture.max_frame_rate for target in settings.preset.targets),
    }


def _run(job: Job, settings: Settings, progress: Progress) -> tuple[Path, ...]:
    footage, transcript = job.load(Footage), job.load(Transcript)
    cut = _film_cut(footage, transcript, settings)
    own = _own_cuts(cut, footage, transcript, settings)
    _require_whole_sentences(cut, own, transcript)
    removed_s = float(footage.source_range.duration - sum(clip.source_range.duration for clip in cut.clips))
    progress.note(
        f"{counted(len(cut.clips), 'clip')}, {removed_s:.1f} s taken out, film of {float(cut.duration):.1f} s"
    )
    if cut.wordless:
        progress.note(_about_wordless(cut.wordless))
    if left_out := chapters.about_left_out(settings.story.chapters, cut):
        progress.note(left_out)
    for selection in settings.selections:
        for told in _about_selection(selection, cut, own[selection.target], footage):
            progress.note(told)
    saved = (job.save(cut), job.save(TargetCuts(own)))
    if hold := _too_long(cut, own, transcript, settings):
        raise hold
    return saved


def _film_cut(footage: Footage, transcript: Transcript, settings: Settings) -> EditDecisionList:
    """The cut of the film; raises UsageError where the story asks for what cannot be."""
    chapters.require_inside(settings.story.chapters, footage.source_range)
    framing.require_inside(settings.story.framing, footage.source_range)
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
    return _on_program_time(decided, footage, frame_rate=rate, lead_in_frames=lead_in, tail_frames=tail)


def _own_cuts(
    cut: EditDecisionList, footage: Footage, transcript: Transcript, settings: Settings
) -> dict[str, EditDecisionList]:
    """The cut of each target with a selection; raises UsageError where one leaves nothing of the film."""
    found: dict[str, EditDecisionList] = {}
    for selection in settings.selections:
        decided = selected_from(cut, footage, transcript.words, selection)
        if not decided.clips:
            raise UsageError(
                f'the [[selection]] for "{selection.target}" leaves nothing of the film',
                where="story.toml",
                remedy="Correct its times: it chooses among what the story's own keep and drop leave; "
                "`vignette explain` shows what that is",
            )
        found[selection.target] = _on_program_time(
            decided,
            footage,
            frame_rate=cut.frame_rate,
            lead_in_frames=cut.lead_in_frames,
            tail_frames=cut.tail_frames,
        )
    return found


def _on_program_time(
    decided: Cut, footage: Footage, *, frame_rate: Fraction, lead_in_frames: int, tail_frames: int
) -> EditDecisionList:
    """What was decided, on a program time axis of its own."""
    base = [footage.time_base.id, frame_rate, lead_in_frames, tail_frames, decided.clips]
    return EditDecisionList(
        source_base=footage.time_base,
        program_base=TimeBase("program", digest(base)),
        frame_rate=frame_rate,
        lead_in_frames=lead_in_frames,
        tail_frames=tail_frames,
        clips=decided.clips,
        removals=decided.removals,
        wordless=decided.wordless,
    )


def _require_whole_sentences(
    cut: EditDecisionList, own: Mapping[str, EditDecisionList], transcript: Transcript
) -> None:
    """A sentence that is heard in part would stand there with the whole of its translation: a misquotation.

    Raises:
        Held: names each such sentence by its id and source time, before anybody translates it.
    """
    told: list[str] = []
    for target, film in (("", cut), *own.items()):
        parts = {
            item.sentence.id: timecode(item.sentence.source_range.start)
            for item in spoken_in(film, transcript)
            if not item.complete
        }
        if parts:
            named = ", ".join(f"{sentence_id} ({start})" for sentence_id, start in parts.items())
            told.append(f"{target}: {named}" if target else named)
        if told and not target:
            break
    if told:
        raise Held(
            "the cut keeps only a part of these sentences, and their captions would say more than is heard: "
            f"{'; '.join(told)}",
            where="story.toml",
            remedy="Widen or narrow keep and drop to whole sentences; draft/transcript.*.srt shows their times",
        )


def _about_selection(
    selection: Selection, cut: EditDecisionList, own: EditDecisionList, footage: Footage
) -> Iterator[str]:
    """What a person should know of a target's own cut."""
    yield f"{selection.target}: {counted(len(own.clips), 'clip')}, film of {float(own.duration):.1f} s"
    if outside := about_outside(selection, cut, footage.source_range):
        yield outside


def _too_long(
    cut: EditDecisionList, own: Mapping[str, EditDecisionList], transcript: Transcript, settings: Settings
) -> Held | None:
    targets = settings.preset.targets
    return too_long({target.name: own.get(target.name, cut) for target in targets}, targets, transcript, selected=own)


def foreseen(job: Job, settings: Settings) -> tuple[Held, ...]:
    """That films will be too long for their platforms; footage and transcript of the job are finished."""
    footage, transcript = job.load(Footage), job.load(Transcript)
    try:
        cut = _film_cut(footage, transcript, settings)
        hold = _too_long(cut, _own_cuts(cut, footage, transcript, settings), transcript, settings)
    except UsageError:  # the stage itself tells it
        return ()
    return (hold,) if hold else ()


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
