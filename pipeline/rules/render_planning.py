"""Plans the render: the film as chunks whose keys depend on nothing but what they show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from pipeline.domain.branding import DrawnCard
from pipeline.domain.cut import Clip, EditDecisionList
from pipeline.domain.digest import digest
from pipeline.domain.footage import Footage
from pipeline.domain.presets import Picture
from pipeline.domain.render_plan import Chunk, Drawn, Film, Shot, SoundClip, TextStyle
from pipeline.domain.timing import frames

CHUNK_S = Fraction(20)
"""Longest chunk. Measured: a chunk costs about 0.6 CPU seconds of its own, 1 to 2 % at this length."""

_LONGEST_CHANGE_S = Fraction(1)
"""Nothing drawn changes later than this after it appears, or earlier than this before it goes (fades take 0.35 s)."""

RENDER_VERSION = 2
"""Raised whenever the same plan gives another picture."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What besides the plan shapes the picture: ffmpeg's version and the hash of the fonts."""

    ffmpeg: str
    fonts: str


def film_from(
    footage: Footage,
    cut: EditDecisionList,
    *,
    target: str,
    picture: Picture,
    styles: tuple[TextStyle, ...],
    drawn: Sequence[Drawn],
    intro: DrawnCard | None,
    outro: DrawnCard | None,
    logo_key: str,
    tools: Tools,
) -> Film:
    """One target's film.

    Chunks begin at cut joints and at every `CHUNK_S` counted from them, so that a change early in the film moves no
    later border.

    Args:
        footage, cut: what is shown.
        target: the target preset's name.
        picture: how it is encoded.
        styles, drawn: the text over it, in the film's frames.
        intro, outro: the cards; None where the show has none.
        logo_key: the sized logo in the cache of cards; "" for none. Cards carry no logo.
        tools: what else shapes the picture.
    """
    shots: list[tuple[int, Shot, str]] = []
    if intro:
        shots.append((intro.frame_count, Shot(intro.key, Fraction(0), None), ""))
    for clip in cut.clips:
        shots += [(count, shot, logo_key) for count, shot in _clip_shots(clip, footage, cut.frame_rate)]
    if outro:
        shots.append((outro.frame_count, Shot(outro.key, Fraction(0), None), ""))
    chunks: list[Chunk] = []
    frame = 0
    for count, shot, logo in shots:
        inside = _relative(drawn, frame, count, at_most_outside=frames(_LONGEST_CHANGE_S, cut.frame_rate))
        key = digest(
            {
                "version": RENDER_VERSION,
                "frame_rate": cut.frame_rate,
                "frame_count": count,
                "shot": shot,
                "picture": picture,
                "drawn": inside,
                "styles": _used(styles, inside),
                "logo": logo,
                "tools": tools,
            }
        )
        chunks.append(Chunk(frame, count, shot, inside, logo, key))
        frame += count
    return Film(target, picture, styles, tuple(chunks))


def _clip_shots(clip: Clip, footage: Footage, frame_rate: Fraction) -> Iterable[tuple[int, Shot]]:
    file = next(file for file in footage.files if file.source_range.contains(clip.source_range.start))
    step = frames(CHUNK_S, frame_rate)
    for first in range(0, clip.frame_count, step):
        file_start = clip.source_range.start - file.source_range.start + first / frame_rate
        yield min(step, clip.frame_count - first), Shot(file.sha256, file_start, file.video)


def _relative(drawn: Sequence[Drawn], start: int, count: int, *, at_most_outside: int) -> tuple[Drawn, ...]:
    """What is drawn on these frames, counted from the first of them.

    How much earlier something began, or how much later it ends, shows in no picture beyond `at_most_outside` frames,
    and so is cut there: a mark over the whole film is the same in every chunk.
    """
    return tuple(
        replace(
            item,
            start_frame=max(item.start_frame - start, -at_most_outside),
            end_frame=min(item.end_frame - start, count + at_most_outside),
        )
        for item in drawn
        if item.start_frame < start + count and item.end_frame > start
    )


def _used(styles: Sequence[TextStyle], drawn: Sequence[Drawn]) -> tuple[TextStyle, ...]:
    """The styles when anything is drawn: a chunk without text does not change with them."""
    return tuple(styles) if drawn else ()


def sound_from(cut: EditDecisionList) -> tuple[SoundClip, ...]:
    """The film's sound, end to end: silence under the cards, the clips between them."""
    clips: list[SoundClip] = []
    if cut.lead_in_frames:
        clips.append(SoundClip(0, cut.lead_in_frames, None))
    clips += [SoundClip(clip.program_start_frame, clip.frame_count, clip.source_range.start) for clip in cut.clips]
    if cut.tail_frames:
        clips.append(SoundClip(cut.frame_count - cut.tail_frames, cut.tail_frames, None))
    return tuple(clips)


def draft_picture(picture: Picture, *, height_px: int) -> Picture:
    """The same shape, smaller and quicker: for eyes that judge words and cuts, not pixels."""
    width_px = round(picture.width_px * height_px / picture.height_px / 2) * 2
    return replace(
        picture, width_px=width_px, height_px=height_px, encoder_preset="superfast", crf=28, gop_s=Fraction(2)
    )
