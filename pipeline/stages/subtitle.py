"""Subtitle: bilingual cues on one time grid, with what people made of them, checked before anything is rendered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.domain.corrections import CaptionHandOut, CaptionReading, Correction, ReturnedCaption, Showing
from pipeline.domain.cut import EditDecisionList, TargetCuts
from pipeline.domain.errors import CheckFailed, Held
from pipeline.domain.footage import Footage
from pipeline.domain.presets import SubtitleProfile
from pipeline.domain.settings import Settings
from pipeline.domain.story import Bilingual
from pipeline.domain.subtitles import ReflowedSubtitles, SubtitleTrack
from pipeline.domain.transcript import LANGUAGES, Language, Sentence, Transcript, Word
from pipeline.domain.translation import SheetLine, Translation
from pipeline.engines import caption_files, fonts, importers, korean, sheet_files
from pipeline.engines.exporters import EXPORTERS
from pipeline.rules import sheets
from pipeline.rules.caption_quality import CaptionFinding, caption_findings
from pipeline.rules.correcting import Answers, Conflict, CorrectedTrack, with_corrections
from pipeline.rules.correction_notes import about_corrections, in_part
from pipeline.rules.cue_search import Utterance
from pipeline.rules.cues import track_from
from pipeline.rules.placing import shown_in
from pipeline.rules.protecting import protection_of, shown_name
from pipeline.rules.recognising import captions_of, likeliest
from pipeline.rules.returned_captions import Partial, Returned, corrections_in, same_changes
from pipeline.rules.shots import shots_in
from pipeline.rules.spoken import Spoken, spoken_in
from pipeline.rules.utterances import as_corrected, showings_of, utterances_from
from pipeline.rules.wording import counted
from pipeline.workspace import artefacts
from pipeline.workspace.job import Job
from pipeline.workspace.stage import Progress, Stage

_ANSWERS = "conflicts.{language}.srt"
"""The sheet that asks what a corrected caption is to say, now that the words it was made from have changed."""


def _shaped_by(job: Job, settings: Settings) -> Mapping[str, object]:
    return {
        "cut": [job.hash_of(EditDecisionList), job.hash_of(TargetCuts)],
        "shots": job.hash_of(Footage),
        "transcript": job.hash_of(Transcript),
        "translation": job.hash_of(Translation),
        "profiles": [settings.preset.subtitles, settings.preset.reflowed],
        "targets": [
            (target.name, target.picture, target.captions, target.safe_area) for target in settings.preset.targets
        ],
        "corrections": [job.hashes_of_people_files(*caption_files.names(language)) for language in LANGUAGES],
        "following": [
            job.hashes_of_people_files(*_names_following(target, language))
            for target in settings.with_own_captions
            for language in LANGUAGES
        ],
        "answers": [job.hashes_of_people_files(_ANSWERS.format(language=language)) for language in LANGUAGES],
        "speakers": _shown_names(settings),
        "grammar": korean.version(),
    }


def _run(job: Job, settings: Settings, progress: Progress) -> tuple[Path, ...]:
    film = _Film.of(job, settings, job.load(EditDecisionList))
    by_people = _corrected(job, film, progress)
    films = {target: _Film.of(job, settings, cut) for target, cut in job.load(TargetCuts).cuts.items()}
    tracks = {
        target: _track_of(target, films.get(target), film, by_people, settings.preset.reflowed.get(target))
        for target in settings.with_own_captions
    }
    following = _hand_out_following(job, tracks)
    track = by_people.result.track
    shots = {target: own.shots for target, own in films.items()}
    _require_within_limits(
        job, caption_findings(track, tracks, settings.preset, typeface=fonts.typeface(), shots=film.shots, own=shots)
    )
    progress.note(f"{counted(len(track.cues), 'caption')} in each language")
    return (job.save(track), job.save(ReflowedSubtitles(tracks)), *following)


def _names_following(target: str, language: Language) -> tuple[str, ...]:
    """How the captions of a target with captions of its own may be called; the first is how they are handed out."""
    return tuple(f"captions.{target}.{language}.{suffix}" for suffix in importers.IMPORTERS)


def _hand_out_following(job: Job, tracks: Mapping[str, SubtitleTrack]) -> list[Path]:
    """Write the captions that follow from the film's, for people to look at.

    Raises:
        Held: somebody changed them there, where they would be made anew and the change be lost.
    """
    written: list[Path] = []
    for target, track in tracks.items():
        for language in LANGUAGES:
            names = _names_following(target, language)
            written.append(job.hand_out(names[0], EXPORTERS["srt"](track, language)))
            changed = job.people_file(*names)
            if changed is not None:
                belongs = caption_files.names(language)[0]
                raise Held(
                    f"{changed.name} was changed, and its captions follow from {belongs}: they are made anew from it",
                    where=str(changed),
                    remedy=f"Write the correction into {belongs} instead, delete this file, and run again",
                    waiting_for="editor",
                )
    return written


@dataclass(frozen=True, slots=True)
class _Film:
    """Everything captions are made of."""

    cut: EditDecisionList
    translation: Translation
    heard: tuple[Spoken, ...]
    spoken: Language
    shots: tuple[int, ...]
    profile: SubtitleProfile
    speakers: Mapping[int, Bilingual]

    @classmethod
    def of(cls, job: Job, settings: Settings, cut: EditDecisionList) -> _Film:
        transcript = job.load(Transcript)
        return cls(
            cut,
            job.load(Translation),
            spoken_in(cut, transcript),
            transcript.language,
            shots_in(cut, job.load(Footage)),
            settings.preset.subtitles,
            _shown_names(settings),
        )

    def utterances(self, corrections: Sequence[Correction]) -> tuple[Utterance, ...]:
        return utterances_from(
            self.heard,
            self.translation,
            self.profile,
            spoken=self.spoken,
            speakers=self.speakers,
            alone={sentence_id for item in corrections for sentence_id in item.sentence_ids},
            korean_ends=korean.sentence_ends,
        )

    def track(self, utterances: Sequence[Utterance], profile: SubtitleProfile) -> SubtitleTrack:
        return track_from(self.cut, utterances, profile, spoken=self.spoken, shots=self.shots)

    def showings(self) -> tuple[Showing, ...]:
        return showings_of(self.heard, self.translation, self.profile, spoken=self.spoken, speakers=self.speakers)

    def hand_out(
        self, track: SubtitleTrack, shown: Sequence[tuple[int, ...]], corrections: Sequence[Correction] = ()
    ) -> CaptionHandOut:
        return CaptionHandOut(track, self.cut, self.showings(), tuple(shown), tuple(corrections))


def _shown_names(settings: Settings) -> dict[int, Bilingual]:
    """The name of each speaker that may stand in the film."""
    level = protection_of(settings.story, asked=settings.asked_protection, today=settings.today).level
    return {number: shown_name(speaker, level) for number, speaker in enumerate(settings.story.speakers, start=1)}


@dataclass(frozen=True, slots=True)
class _ByPeople:
    """What people made of the film's captions.

    Attributes:
        result: the captions with it.
        by_program: the captions as the program alone makes them.
        corrections, answers: what it was made of.
    """

    result: CorrectedTrack
    by_program: SubtitleTrack
    corrections: Sequence[Correction]
    answers: Answers


def _corrected(job: Job, film: _Film, progress: Progress) -> _ByPeople:
    """The captions with what people made of them.

    They are handed out, so that people can go on from there, and kept for `explain`, even where they are held.

    Raises:
        Held: something of theirs cannot be placed, or waits for an answer.
    """
    returned = _returned(job, film)
    corrections = [item for found in returned for item in found.corrections]
    utterances = film.utterances(corrections)
    made = film.track(utterances, film.profile)
    showings = film.showings()

    def with_answers(answers: Answers) -> CorrectedTrack:
        return with_corrections(made, corrections, showings, cut=film.cut, profile=film.profile, answers=answers)

    answers: Answers = {}
    result = with_answers(answers)
    if result.conflicts:
        answers = _answers(job, result.conflicts)
        result = with_answers(answers)
    hand_out = film.hand_out(result.track, result.shown, result.kept)
    artefacts.save(job.newest_captions, result.track)
    for language in LANGUAGES:
        text = EXPORTERS["srt"](result.track, language)
        job.hand_out(caption_files.names(language)[0], text, about=hand_out)
    _require_placed(job, [*(reason for found in returned for reason in found.unplaced), *result.unplaced])
    _require_whole(job, [item for found in returned for item in found.partial])
    _require_agreement(job, result.conflicts)
    for told in about_corrections(corrections, list(dict.fromkeys(item.sentence_id for item in showings))):
        progress.note(told)
    return _ByPeople(result, made, corrections, answers)


def _track_of(
    target: str, own: _Film | None, film: _Film, by_people: _ByPeople, profile: SubtitleProfile | None
) -> SubtitleTrack:
    """The captions of a target that has its own.

    Args:
        target: its name.
        own: what its captions are made of, where it has a cut of its own.
        film: what the film's are made of.
        by_people: what people made of the film's.
        profile: what its captions follow; None for what the film's follow.

    Raises:
        Held: what people made of the film's captions cannot be put into a cut of its own.
    """
    result, by_program, shown = by_people.result, by_people.by_program, own or film
    if own is not None:
        by_program = own.track(own.utterances(by_people.corrections), own.profile)
        result = with_corrections(
            by_program,
            by_people.corrections,
            own.showings(),
            cut=own.cut,
            profile=own.profile,
            answers=by_people.answers,
        )
        _require_fitting(target, result)
    if profile is None:
        return result.track
    corrected = as_corrected(shown.utterances(()), result.track, by_program, shown=result.shown)
    return shown.track(corrected, profile)


def _require_fitting(target: str, result: CorrectedTrack) -> None:
    """Refuse what a selection makes of corrected captions where it would show words that are not heard.

    Raises:
        Held: names the sentences.
    """
    torn = [", ".join(item.sentence_ids) for item in result.conflicts]
    if torn or result.unplaced:
        together = [f"{ids}: these are worded together, and only a part of them is selected" for ids in torn]
        raise Held(
            f"corrected captions do not fit what {target} shows: "
            f"{'; '.join(dict.fromkeys([*together, *result.unplaced]))}",
            where="story.toml",
            remedy=f'Keep these sentences together, or leave all of them out, in the [[selection]] for "{target}"; '
            "or give each sentence captions of its own in draft/captions.ko.srt and captions.en.srt",
            waiting_for="editor",
        )


def _returned(job: Job, film: _Film) -> list[Returned]:
    """What people changed in the captions of both languages, and what of it has no place."""
    found: list[Returned] = []
    for language in LANGUAGES:
        path = job.people_file(*caption_files.names(language))
        if path is not None:
            read = _read(job, film, language, path, caption_files.read(path))
            found.append(replace(read, unplaced=tuple(f"{path.name}: {reason}" for reason in read.unplaced)))
    return found


def _read(job: Job, film: _Film, language: Language, path: Path, came_back: Sequence[ReturnedCaption]) -> Returned:
    """What a file changes in the hand-out that it was made from.

    It is recognised once: later hand-outs hold what this very file changed, and would be nearer to it. A file that is
    changed again is nearest to what it was, and was made from the same. Where it may be made from several, they must
    not tell different changes.
    """
    name, hand_outs = caption_files.names(language)[0], job.hand_outs
    before = hand_outs.noted(name, path, CaptionReading)
    base = hand_outs.about(name, before.hand_out, CaptionHandOut) if before else None
    if base is not None:
        return corrections_in(base, language, came_back)
    given = hand_outs.given_by_key(name, CaptionHandOut)
    if not given:
        fresh = film.track(film.utterances(()), film.profile)
        about = film.hand_out(fresh, shown_in(fresh, film.showings()))
        hand_outs.remember(name, EXPORTERS["srt"](fresh, language), about=about)
        given = hand_outs.given_by_key(name, CaptionHandOut)
    known = [item for item in hand_outs.returns_noted(name, CaptionReading) if item.hand_out in given]
    origins: list[tuple[str, Sequence[ReturnedCaption]]] = [
        (key, captions_of(hand_out, language)) for key, hand_out in given.items()
    ]
    origins += [(item.hand_out, item.captions) for item in sorted(known, key=lambda item: item.hand_out)]
    reads = {key: corrections_in(given[key], language, came_back) for key in likeliest(came_back, origins)}
    newest, *others = reads.values()
    if not all(same_changes(newest, read) for read in others):
        reason = "it may be made from several hand-outs, which differ: correct the newest captions, and return those"
        return Returned((), (reason,))
    key = _that_asks(reads)
    hand_outs.note_return(name, path, CaptionReading(key, tuple(came_back)))
    return reads[key]


def _that_asks(reads: Mapping[str, Returned]) -> str:
    """The newest hand-out; the oldest where words have changed since then: what is written over them is asked about."""
    made_from = [{(item.sentence_ids, item.made_from) for item in read.found} for read in reads.values()]
    keys = list(reads)
    return keys[0] if all(item == made_from[0] for item in made_from) else keys[-1]


def _require_placed(job: Job, unplaced: Sequence[str]) -> None:
    if unplaced:
        raise Held(
            f"captions that came back cannot be placed: {'; '.join(dict.fromkeys(unplaced))}",
            where=str(job.folder),
            remedy="Correct them in the captions that you returned (edits/ or draft/), and run the same command again",
            waiting_for="editor",
        )


def _require_whole(job: Job, partial: Sequence[Partial]) -> None:
    if partial:
        raise Held(
            f"only a part of what is heard would be shown: {in_part(partial)}",
            where=str(job.folder),
            remedy=(
                "Write these words back; or take the sentence out of the film, with drop in story.toml; "
                "or take out all its captions, in both files. Then run the same command again"
            ),
            waiting_for="editor",
        )


def _require_agreement(job: Job, conflicts: Sequence[Conflict]) -> None:
    """Hand out what people have to decide, and wait for it."""
    if not conflicts:
        return
    asked: list[Path] = []
    for language in dict.fromkeys(conflict.language for conflict in conflicts):
        lines = [
            SheetLine(item.sentence_ids[0], item.source_range, item.now, item.corrected)
            for item in conflicts
            if item.language == language
        ]
        asked.append(job.hand_out(_ANSWERS.format(language=language), sheet_files.text_of(lines)))
    sentences = ", ".join(sentence_id for item in conflicts for sentence_id in item.sentence_ids)
    raise Held(
        f"captions were corrected whose words have changed since then: {sentences}",
        where=", ".join(str(path) for path in asked),
        remedy=(
            "In that file stands, under each new line, the caption as it was corrected: write what it is to say now, "
            "save the file in the job's folder edits/, and run the same command again"
        ),
        waiting_for="editor",
    )


def _answers(job: Job, conflicts: Sequence[Conflict]) -> Answers:
    """What people answered to these conflicts; an answer to words that have changed again is none."""
    answers: dict[tuple[Language, tuple[str, ...]], str] = {}
    for language in LANGUAGES:
        path = job.people_file(_ANSWERS.format(language=language))
        asked = {item.sentence_ids[0]: item for item in conflicts if item.language == language}
        if path is None or not asked:
            continue
        sentences = [
            Sentence(sentence_id, tuple(Word(word, item.source_range) for word in item.now.split()))
            for sentence_id, item in asked.items()
        ]
        for line in sheets.matched(sentences, sheet_files.read(path)).lines:
            answers[language, asked[line.sentence_id].sentence_ids] = line.text
    return answers


def _require_within_limits(job: Job, found: Iterable[CaptionFinding]) -> None:
    errors = [item for item in found if item.finding.severity == "error"]
    if errors:
        first = errors[0].finding
        raise CheckFailed(
            f"{counted(len(errors), 'caption')} outside the limits; the first is {first.where} "
            f"({', '.join(errors[0].sentence_ids)}): {first.measured}, limit {first.limit}",
            where=str(job.draft / "captions.*.srt"),
            remedy=(
                f"{first.message} Correct it in draft/captions.ko.srt and captions.en.srt, "
                "or in the sheets translation.*.srt and transcript.*.srt, which it comes from"
            ),
        )


STAGE = Stage("subtitle", 4, "Make the captions", _shaped_by, _run)
