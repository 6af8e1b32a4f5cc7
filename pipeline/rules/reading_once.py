"""Which chunks are encoded beside one another: footage that is costly to decode is decoded once for several films."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.domain.render_plan import Chunk, Film, RenderPlan, stretches

MOST_TOGETHER = 3
"""Each encode that is added needs 200 MB more (measured, x264), and all of them are lost when one fails."""

_TOGETHER = "h264"
"""Only encoders of this codec: each of x265 or SVT-AV1 adds 500 MB (measured), and takes so long that decoding is
little beside it."""

Group = tuple[tuple[Film, Chunk], ...]
"""Chunks, each with its film, that show the same pictures of one file."""


def groups(plan: RenderPlan) -> tuple[Group, ...]:
    """Every chunk of the plan once, in the films' order, with those that are encoded beside it.

    HD decodes for a fifth of what encoding costs, and so each chunk stands alone: one that is interrupted costs no
    other. Beyond HD decoding costs as much as encoding, and chunks that show the same are encoded from one decode:
    measured with three films of 4K HEVC, 0.80 of the CPU time.
    """
    alike: dict[object, dict[str, tuple[Film, Chunk]]] = {}
    for film in plan.films:
        for chunk in film.chunks:
            alike.setdefault(_decoded_as(film, chunk), {}).setdefault(chunk.key, (film, chunk))
    return tuple(group for same in alike.values() for group in _parted(list(same.values())))


def _decoded_as(film: Film, chunk: Chunk) -> object:
    """Equal for chunks that are worth decoding once."""
    worth = chunk.video is not None and chunk.video.beyond_hd and film.picture.makes.codec == _TOGETHER
    return tuple(stretches(chunk.shots)) if worth else chunk.key


def _parted(same: Sequence[tuple[Film, Chunk]]) -> Iterator[Group]:
    for start in range(0, len(same), MOST_TOGETHER):
        yield tuple(same[start : start + MOST_TOGETHER])
