"""Judges all captions of a film: those it is delivered with, and those of pictures with a shape of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.domain.presets import Preset
from pipeline.domain.qc import QcFinding
from pipeline.domain.subtitles import SubtitleTrack
from pipeline.domain.typeface import Typeface
from pipeline.rules import subtitles
from pipeline.rules.subtitles.base import Yardstick


@dataclass(frozen=True, slots=True)
class CaptionFinding:
    """What is wrong with a caption, and the sentences that stand in it."""

    finding: QcFinding
    sentence_ids: tuple[str, ...]


def caption_findings(
    track: SubtitleTrack,
    others: Mapping[str, SubtitleTrack],
    preset: Preset,
    *,
    typeface: Typeface,
    shots: Sequence[int],
    own: Mapping[str, Sequence[int]],
) -> Iterator[CaptionFinding]:
    """Every finding about the film's captions, each kind of picture against its own profile.

    Args:
        track: the film's captions.
        others: those of targets with captions of their own, by the target's name; `where` names it.
        preset: profiles and targets.
        typeface: what the letters measure.
        shots: the film's frames on which a new picture begins.
        own: the same for each target with a cut of its own.
    """
    alike = tuple(target for target in preset.targets if target.name not in others)
    base = Yardstick(
        preset.subtitles, track.frame_rate, spoken=track.spoken, shots=tuple(shots), typeface=typeface, targets=alike
    )
    yield from _findings(track, base, "")
    for target in preset.targets:
        if target.name in others:
            yardstick = replace(
                base,
                profile=preset.profile_of(target.name),
                shots=tuple(own.get(target.name, shots)),
                targets=(target,),
            )
            yield from _findings(others[target.name], yardstick, f" ({target.name})")


def _findings(track: SubtitleTrack, yardstick: Yardstick, place: str) -> Iterator[CaptionFinding]:
    captions = track.captions()
    ids = {f"cue {caption.number}": cue.sentence_ids for caption, cue in zip(captions, track.cues, strict=True)}
    for item in subtitles.findings(captions, yardstick):
        yield CaptionFinding(replace(item, where=item.where + place), ids[item.where])
