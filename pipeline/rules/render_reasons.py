"""Tells what of a film is there already, and why the rest must be encoded: its plan is compared with the one before."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from pipeline.domain.render_plan import Chunk, Drawn, Film, RenderPlan
from pipeline.domain.timing import at_frame
from pipeline.rules.wording import counted

_KINDS = {
    "ko": "changed captions",
    "en": "changed captions",
    "name": "a changed name",
    "role": "a changed name",
    "title": "a changed chapter title",
    "subtitle": "a changed chapter title",
    "draft": "the DRAFT mark",
}
"""What text is, by the style it is set in."""

_FIRST_TIME = "made for the first time"
_NOT_CACHED = "not in the cache"
_PLACES_TOLD = 3


def about_chunks(plan: RenderPlan, before: RenderPlan | None, missing: Collection[str]) -> tuple[str, ...]:
    """One line for each film; no text, only kinds of it and times in the film.

    Args:
        plan: what is to be made.
        before: what was to be made the last time; None when there was no such time.
        missing: keys of the chunks that no cache has.
    """
    return tuple(_about_film(_Now(plan, film), _earlier(before, film.target), missing) for film in plan.films)


@dataclass(frozen=True, slots=True)
class _Now:
    """A film with the plan it belongs to."""

    plan: RenderPlan
    film: Film


def _earlier(before: RenderPlan | None, target: str) -> _Now | None:
    film = next((film for film in before.films if film.target == target), None) if before else None
    return _Now(before, film) if before and film else None


def _about_film(now: _Now, before: _Now | None, missing: Collection[str]) -> str:
    chunks = now.film.chunks
    to_encode = [chunk for chunk in chunks if chunk.key in missing]
    if not to_encode:
        return f"{now.film.target}: nothing to encode, {counted(len(chunks), 'chunk')} there already"
    why: dict[str, list[Chunk]] = {}
    for chunk in to_encode:
        why.setdefault(" and ".join(dict.fromkeys(_reasons(chunk, now, before))), []).append(chunk)
    told = "; ".join(f"{reason}{_places(found, now, chunks)}" for reason, found in why.items())
    there = f"{len(chunks) - len(to_encode)} of {counted(len(chunks), 'chunk')} there already"
    return f"{now.film.target}: {there}, {len(to_encode)} to encode: {told}"


def _reasons(chunk: Chunk, now: _Now, before: _Now | None) -> Iterator[str]:
    """What differs; at least one thing."""
    if before is None:
        yield _FIRST_TIME
    elif chunk.key in {other.key for other in before.film.chunks}:
        yield _NOT_CACHED
    else:
        found = [*_of_the_whole(chunk, now, before), *_of_the_chunk(chunk, now.film, before.film)]
        yield from found or ["changed"]


def _of_the_whole(chunk: Chunk, now: _Now, before: _Now) -> Iterator[str]:
    """What differs for every chunk of the film."""
    if now.plan.render_version != before.plan.render_version:
        yield "this version of the program makes other pictures"
    if now.plan.tools.ffmpeg != before.plan.tools.ffmpeg:
        yield "another ffmpeg"
    if now.plan.tools.fonts != before.plan.tools.fonts:
        yield "other fonts"
    if now.plan.frame_rate != before.plan.frame_rate:
        yield "another frame rate"
    if now.film.picture != before.film.picture:
        yield "another size, or other settings of the encoder"
    if chunk.drawn and now.film.styles != before.film.styles:
        yield "another look of the text"


def _of_the_chunk(chunk: Chunk, film: Film, before: Film) -> Iterator[str]:
    """What differs from the chunk that showed the same before, or the same part of the footage."""
    twin = next((other for other in before.chunks if _same_pictures(chunk, other)), None)
    if chunk.video is None:
        if twin is None:
            yield "another card"
    elif twin is None:
        yield _why_other_pictures(chunk, before.chunks)
    if twin is not None:
        if chunk.logo_sha256 != twin.logo_sha256:
            yield "another logo"
        yield from _kinds_changed(chunk.drawn, twin.drawn)


def _same_pictures(chunk: Chunk, other: Chunk) -> bool:
    return chunk.shots == other.shots


def _why_other_pictures(chunk: Chunk, before: Sequence[Chunk]) -> str:
    """Why no chunk showed these pictures before."""
    stretches = [(shot.media_sha256, shot.first_frame, shot.frame_count) for shot in chunk.shots]
    for other in before:
        if stretches == [(shot.media_sha256, shot.first_frame, shot.frame_count) for shot in other.shots]:
            return "another framing" if chunk.video == other.video else "the footage is read otherwise"
    return "another cut"


def _kinds_changed(drawn: Sequence[Drawn], before: Sequence[Drawn]) -> Iterator[str]:
    """The kinds of text of which something differs."""
    for item in (*drawn, *before):
        if (item in drawn) != (item in before):
            yield _KINDS.get(item.style, "changed text")


def _places(found: Sequence[Chunk], now: _Now, chunks: Sequence[Chunk]) -> str:
    """Where these chunks lie in the film; nothing when they are all of it."""
    if len(found) == len(chunks):
        return ""
    rate = now.plan.frame_rate
    spans = [(chunk.start_frame, chunk.start_frame + chunk.frame_count) for chunk in found]
    told = [f"{_clock(at_frame(start, rate))} to {_clock(at_frame(end, rate))}" for start, end in spans[:_PLACES_TOLD]]
    more = f" and {len(spans) - len(told)} more" if len(spans) > len(told) else ""
    return f" ({', '.join(told)}{more})"


def _clock(moment: Fraction) -> str:
    """Minutes and whole seconds, as players show them."""
    minutes, seconds = divmod(int(moment), 60)
    return f"{minutes}:{seconds:02d}"
