"""Plans the render: the film as chunks whose keys depend on nothing but what they show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from types import MappingProxyType

from pipeline.domain.branding import Animation, DrawnCard, DrawnPlate
from pipeline.domain.cut import Clip, EditDecisionList
from pipeline.domain.digest import digest
from pipeline.domain.footage import Footage
from pipeline.domain.framing import FileFraming, Window, window_of
from pipeline.domain.presets import Picture
from pipeline.domain.render_plan import (
    Chunk,
    Drawn,
    Film,
    Look,
    MovingLogo,
    MovingPlate,
    Shot,
    SoundClip,
    TextStyle,
    Tools,
)
from pipeline.domain.timing import frames

CHUNK_S = Fraction(20)
"""A chunk shows what is kept of a window of this length on the footage's own clock: where its borders lie depends on
nothing else in the film. Measured: a chunk costs 0.2 s of CPU time, and the way from the key frame before."""

_LONGEST_CHANGE_S = Fraction(1)
"""Nothing drawn changes later than this after it appears, or earlier than this before it goes (fades take 0.35 s)."""

RENDER_VERSION = 4
"""Raised whenever the same plan gives another picture."""

SOUND_VERSION = 2
"""Raised whenever the same plan gives another sound."""


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
    logo_animation: Animation | None = None,
    tools: Tools,
    framing: Mapping[str, FileFraming] = MappingProxyType({}),
    plates: Sequence[DrawnPlate] = (),
) -> Film:
    """One target's film.

    A change anywhere changes the chunks whose windows of the footage it touches, and moves the border of no other.

    Args:
        footage, cut: what is shown.
        target: the target preset's name.
        picture: how it is encoded.
        styles, drawn: the text over it, in the film's frames.
        intro, outro: the cards; None where the show has none.
        logo_key: the sized logo in the cache of cards; "" for none. Cards carry no logo.
        logo_animation: how the logo moves when the first clip begins; None for one that stands still.
        tools: what else shapes the picture.
        framing: how each file is framed of which only a part is shown, by the file's content.
        plates: what lies behind the names.
    """
    chunks: list[Chunk] = []
    frame = 0
    for shots, logo in _in_chunks(_footage_shots(footage, cut, picture, framing), cut, intro, outro, logo_key):
        count = sum(shot.frame_count for shot in shots)
        moving = _moving(logo_animation, frame - cut.lead_in_frames) if logo else None
        behind = tuple(_behind(plates, frame, count))
        inside = _relative(drawn, frame, count, at_most_outside=frames(_LONGEST_CHANGE_S, cut.frame_rate))
        key = digest(
            {
                "version": RENDER_VERSION,
                "frame_rate": cut.frame_rate,
                "shots": shots,
                "picture": _shaping(picture),
                "drawn": inside,
                "styles": _used(styles, inside),
                "logo": moving or logo,
                "plates": behind,
                "tools": tools,
            }
        )
        chunks.append(Chunk(frame, shots, inside, logo, key, moving, behind))
        frame += count
    return Film(target, picture, styles, tuple(chunks), sound_from(cut))


def _in_chunks(
    shots: Iterable[Shot], cut: EditDecisionList, intro: DrawnCard | None, outro: DrawnCard | None, logo_key: str
) -> Iterator[tuple[tuple[Shot, ...], str]]:
    """What each chunk shows, and the logo over it."""
    step = frames(CHUNK_S, cut.frame_rate)
    if intro:
        yield (Shot(intro.key, 0, intro.frame_count, None),), ""
    together: list[Shot] = []
    for shot in shots:
        if together and not _follows(together[-1], shot, step):
            yield tuple(together), logo_key
            together = []
        together.append(shot)
    if together:
        yield tuple(together), logo_key
    if outro:
        yield (Shot(outro.key, 0, outro.frame_count, None),), ""


def _moving(animation: Animation | None, begun_frames: int) -> MovingLogo | None:
    """The animation, where it began so many frames before and has not come to its last picture."""
    if animation is None or begun_frames >= animation.frame_count - 1:
        return None
    return MovingLogo(animation.key, begun_frames)


def _behind(plates: Iterable[DrawnPlate], start: int, count: int) -> Iterator[MovingPlate]:
    """The animations that are seen on these frames, counted from the first of them."""
    for plate in plates:
        if plate.start_frame < start + count and start < plate.start_frame + plate.frame_count:
            yield MovingPlate(plate.key, plate.start_frame - start, plate.frame_count, plate.left_px, plate.top_px)


def _footage_shots(
    footage: Footage, cut: EditDecisionList, picture: Picture, framing: Mapping[str, FileFraming]
) -> Iterator[Shot]:
    """The cut's clips as shots, framed."""
    step = frames(CHUNK_S, cut.frame_rate)
    for clip in cut.clips:
        for shot in _shots_of(clip, footage, cut.frame_rate, step):
            file = framing.get(shot.media_sha256)
            yield from _framed(shot, file, picture) if file else (shot,)


def _framed(shot: Shot, framing: FileFraming, picture: Picture) -> Iterator[Shot]:
    """The shot, parted where the footage is shown whole, its window's way with each part."""
    borders = {border for span in framing.whole for border in span if shot.first_frame < border < shot.end_frame}
    for begin, end in pairwise([shot.first_frame, *sorted(borders), shot.end_frame]):
        whole = any(first <= begin < after for first, after in framing.whole)
        yield replace(
            shot,
            first_frame=begin,
            frame_count=end - begin,
            looks=() if whole or not shot.video else _looks(framing, window_of(shot.video, picture), begin, end),
        )


def _looks(framing: FileFraming, window: Window, first: int, end: int) -> tuple[Look, ...]:
    """The window's way through these pictures in pixels, to a hundredth."""
    across, travel_px = window.moves_across, window.travel_px
    found: list[Look] = []
    for waypoint in framing.between(first, end):
        moved_px = round(waypoint.at * travel_px, 2)
        found.append(Look(waypoint.frame, moved_px if across else 0.0, 0.0 if across else moved_px))
    return tuple(found)


def _shots_of(clip: Clip, footage: Footage, frame_rate: Fraction, step: int) -> Iterator[Shot]:
    """The clip as shots, parted at every multiple of `step` frames of its file."""
    file = next(file for file in footage.files if file.source_range.contains(clip.source_range.start))
    first = file.video.frame_at(clip.source_range.start - file.source_range.start, frame_rate)
    end = first + clip.frame_count
    borders = [first, *range((first // step + 1) * step, end, step), end]
    for begin, after in pairwise(borders):
        yield Shot(file.sha256, begin, after - begin, file.video)


def _follows(before: Shot, after: Shot, step: int) -> bool:
    """Whether both lie in one window of one file, the later behind the earlier, and are fitted alike."""
    return (
        before.media_sha256 == after.media_sha256
        and bool(before.looks) == bool(after.looks)
        and before.first_frame // step == after.first_frame // step
        and before.end_frame <= after.first_frame
    )


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


def _shaping(picture: Picture) -> Picture:
    """The picture with the number of threads only where it changes what is seen."""
    return picture if picture.makes.threads_shape else replace(picture, encoder_threads=1)


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
        picture,
        width_px=width_px,
        height_px=height_px,
        encoder="x264",
        encoder_preset="superfast",
        crf=28,
        gop_s=Fraction(2),
    )
