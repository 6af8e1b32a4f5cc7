"""Makes bilingual cues: one time grid for both languages, each within its own limits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.domain.cut import EditDecisionList
from pipeline.domain.presets import SubtitleProfile
from pipeline.domain.subtitles import Cue, Reasons, SubtitleTrack
from pipeline.domain.timing import at_frame
from pipeline.domain.transcript import Language
from pipeline.rules.cue_search import Utterance, pieces_of
from pipeline.rules.cue_timing import spans
from pipeline.rules.subtitles import ellipsis, full_stop
from pipeline.rules.subtitles.base import Yardstick


def track_from(
    cut: EditDecisionList,
    utterances: Sequence[Utterance],
    profile: SubtitleProfile,
    *,
    spoken: Language,
    shots: Sequence[int] = (),
) -> SubtitleTrack:
    """The film's captions in both languages.

    Every word that is heard is shown, in order, and so is every word of its translation; only full stops and ellipses
    follow the profile. What the limits cannot hold is shown all the same, and rules report it.

    Args:
        cut: of the film.
        utterances: what is said in it, in program order.
        profile: the limits.
        spoken: the language of the speech.
        shots: the film's frames on which a new picture begins, ascending.
    """
    rate = cut.frame_rate
    speech_end = at_frame(cut.frame_count - cut.tail_frames, rate)
    changes = [at_frame(frame, rate) for frame in shots]
    pieces = pieces_of(utterances, until=speech_end, language=spoken, profile=profile, shots=changes)
    track = SubtitleTrack(
        time_base=cut.program_base,
        frame_rate=rate,
        spoken=spoken,
        cues=tuple(
            Cue(
                span.start_frame,
                span.end_frame,
                piece.sentence_ids,
                ko=piece.spoken if spoken == "ko" else piece.translated,
                en=piece.spoken if spoken == "en" else piece.translated,
                reasons=Reasons(piece.ends_for, span.starts_for, span.ends_for),
            )
            for piece, span in zip(pieces, spans(pieces, cut, profile, shots=shots), strict=True)
        ),
    )
    return _with_marks_in_style(track, profile)


def _with_marks_in_style(track: SubtitleTrack, profile: SubtitleProfile) -> SubtitleTrack:
    """The track with its ellipses and full stops as the profile writes them; words stay as they are."""
    yardstick, captions = Yardstick.of(track, profile), track.captions()
    for fix in (ellipsis.fix, full_stop.fix):
        captions = fix(captions, yardstick)
    cues = zip(track.cues, captions, strict=True)
    return replace(track, cues=tuple(replace(cue, ko=caption.ko, en=caption.en) for cue, caption in cues))
