"""Tells what people made of captions, by sentence and without a word of theirs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from pipeline.domain.corrections import Correction
from pipeline.domain.qc import QcFinding
from pipeline.domain.subtitles import SubtitleTrack
from pipeline.domain.timing import timecode
from pipeline.domain.transcript import LANGUAGES, NAMES, Language
from pipeline.rules.returned_captions import Partial
from pipeline.rules.spoken import Spoken
from pipeline.rules.wording import counted


def about_corrections(corrections: Sequence[Correction], in_film: Sequence[str]) -> Iterator[str]:
    """What a run tells of corrections that are in the captions: a person looks whether they still say what is said.

    Args:
        corrections: of both languages.
        in_film: ids of the sentences that are heard, in order.
    """
    reworded = {
        item: [one.language for one in corrections if one.rewords and item in one.sentence_ids] for item in in_film
    }
    said = [f"{item} ({_names(languages)})" for item, languages in reworded.items() if languages]
    if said:
        yield (
            f"{counted(len(said), 'sentence')} reworded in the captions: {', '.join(said)}; "
            "see that both languages still say what is heard"
        )
    gone = [item for item in in_film if any(one.takes_out and item in one.sentence_ids for one in corrections)]
    if gone:
        yield f"{counted(len(gone), 'sentence')} heard without a caption, as people took theirs out: {', '.join(gone)}"


def without_caption(heard: Sequence[Spoken], track: SubtitleTrack) -> list[QcFinding]:
    """A finding for each sentence that is heard and stands in no caption.

    Args:
        heard: the film's sentences, in order.
        track: its captions.
    """
    shown = {sentence_id for cue in track.cues for sentence_id in cue.sentence_ids}
    return [
        QcFinding(
            rule="speech-without-caption",
            severity="warning",
            where=timecode(item.words[0][1].start),
            measured=item.sentence.id,
            limit="a caption",
            message="This sentence is heard and has no caption, because a person took it out. Without sound, or in the "
            "other language, nobody knows of it: write it back, or drop the sentence in the story.",
        )
        for item in heard
        if item.sentence.id not in shown
    ]


def in_part(partial: Sequence[Partial]) -> str:
    """Which words of which sentences are gone."""
    found: dict[tuple[tuple[str, ...], tuple[Fraction, ...]], list[Language]] = {}
    for item in partial:
        found.setdefault((item.sentence_ids, item.moments), []).append(item.language)
    return "; ".join(
        f"{', '.join(ids)}: the {_names(languages)} words at {', '.join(map(timecode, moments))} are gone"
        for (ids, moments), languages in found.items()
    )


def _names(languages: Sequence[Language]) -> str:
    return " and ".join(NAMES[item] for item in LANGUAGES if item in languages)
