"""Says which chunks of a film can be used as they are, and why the others are encoded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise
from typing import Literal

from pipeline.domain.render_plan import Chunk, Film, PlanState, RenderPlan, stretches
from pipeline.domain.timing import at_frame, clock, rounded
from pipeline.rules.wording import counted

Reason = Literal[
    "first",
    "cut",
    "caption",
    "name",
    "plate",
    "title",
    "mark",
    "look",
    "logo",
    "card",
    "footage",
    "framing",
    "picture",
    "frame rate",
    "ffmpeg",
    "fonts",
    "program",
    "unfinished",
    "gone",
    "redo",
]

_WORDS: dict[Reason, str] = {
    "first": "made for the first time",
    "cut": "the cut changed",
    "caption": "a caption changed",
    "name": "the name in the picture changed",
    "plate": "what lies behind the name changed",
    "title": "a chapter title changed",
    "mark": "the DRAFT mark changed",
    "look": "the look of the text changed",
    "logo": "the logo changed",
    "card": "the title card or the credits changed",
    "footage": "the footage is read otherwise",
    "framing": "the framing changed",
    "picture": "the picture's size or encoding changed",
    "frame rate": "the frame rate changed",
    "ffmpeg": "another ffmpeg is installed",
    "fonts": "the fonts changed",
    "program": "another version of Vignette draws it otherwise",
    "unfinished": "the run before did not come to it",
    "gone": "no longer in cache/",
    "redo": "asked for with --redo",
}
_AFTER: dict[PlanState, Reason] = {"planned": "unfinished", "joined": "gone", "forgotten": "redo"}
"""Why a chunk that an earlier plan holds as well is missing."""

_KINDS: dict[str, Reason] = {
    "ko": "caption",
    "en": "caption",
    "name": "name",
    "role": "name",
    "title": "title",
    "subtitle": "title",
    "draft": "mark",
}
"""What is set in a style, by the style's name."""

_PLACES_NAMED = 3
"""More places make a line that nobody reads."""


def told(film: Film, plan: RenderPlan, before: RenderPlan | None, missing: Container[str]) -> str:
    """One line on a film: what is re-used, what is encoded and why, in program time; "" where nothing is new.

    Args:
        film: one of the plan's.
        plan: what is about to be encoded.
        before: the plan of the run before; None for none.
        missing: the keys that no cache has.
    """
    to_encode = [chunk for chunk in film.chunks if chunk.key in missing]
    count = len(film.chunks)
    if not to_encode:
        known = before is not None and before.state == "planned"
        return "" if known else f"{film.target}: {_used(count, count)}"
    usable = count - len(to_encode)
    begin = f"{_used(usable, count)}; {len(to_encode)} to encode" if usable else f"{counted(count, 'chunk')} to encode"
    alike: dict[tuple[Reason, ...], list[Chunk]] = {}
    for chunk in to_encode:
        alike.setdefault(reasons(chunk, film, plan, before), []).append(chunk)
    why = [
        " and ".join(_WORDS[reason] for reason in found) + ("" if len(chunks) == count else _places(chunks, plan))
        for found, chunks in alike.items()
    ]
    return f"{film.target}: {begin}: {'; '.join(why)}"


def _used(usable: int, count: int) -> str:
    return f"{usable} of {counted(count, 'chunk')} can be used as {'it is' if count == 1 else 'they are'}"


def reasons(chunk: Chunk, film: Film, plan: RenderPlan, before: RenderPlan | None) -> tuple[Reason, ...]:
    """Why a chunk that no cache has is encoded; at least one reason.

    Args:
        chunk: one of the film's.
        film: one of the plan's.
        plan: what is about to be encoded.
        before: the plan of the run before; None for none.
    """
    if before is None:
        return ("first",)
    if any(chunk.key == item.key for other in before.films for item in other.chunks):
        return (_AFTER[before.state],)
    earlier = next((item for item in before.films if item.target == film.target), None)
    if earlier is None:
        return ("first",)
    found = list(_around(film, earlier, plan, before))
    if "frame rate" not in found:  # at another pace nothing is counted alike
        found += _own(chunk, film, earlier)
    return tuple(found) or ("program",)


def _around(film: Film, earlier: Film, plan: RenderPlan, before: RenderPlan) -> Iterator[Reason]:
    """What changed for every chunk of the film."""
    if plan.frame_rate != before.frame_rate:
        yield "frame rate"
    if film.picture != earlier.picture:
        yield "picture"
    if before.tools.ffmpeg not in ("", plan.tools.ffmpeg):
        yield "ffmpeg"
    if before.tools.fonts not in ("", plan.tools.fonts):
        yield "fonts"
    if before.render_version not in (0, plan.render_version):
        yield "program"


def _own(chunk: Chunk, film: Film, earlier: Film) -> Iterator[Reason]:
    """What changed in this chunk; in a picture of another size all is drawn anew and lies elsewhere, unchanged."""
    size, size_before = ((item.picture.width_px, item.picture.height_px) for item in (film, earlier))
    same = next((item for item in earlier.chunks if stretches(item.shots) == stretches(chunk.shots)), None)
    if same is None:
        if chunk.video is not None or size == size_before:
            yield _moved(chunk, film, earlier)
        return
    if same.video != chunk.video:
        yield "footage"
    if size == size_before:
        if (same.logo_sha256, same.moving_logo) != (chunk.logo_sha256, chunk.moving_logo):
            yield "logo"
        if [shot.looks for shot in same.shots] != [shot.looks for shot in chunk.shots]:
            yield "framing"
        if same.plates != chunk.plates:
            yield "plate"
        yield from _about_text(chunk, same, film, earlier)


def _moved(chunk: Chunk, film: Film, earlier: Film) -> Reason:
    """Why a chunk shows what no earlier chunk did."""
    if chunk.video is None:
        return "card"
    now, then = (stretches(shot for item in one.chunks if item.video for shot in item.shots) for one in (film, earlier))
    return "framing" if now == then else "cut"  # where the whole picture is shown, chunks begin and end


def _about_text(chunk: Chunk, same: Chunk, film: Film, earlier: Film) -> Iterator[Reason]:
    changed_looks = {style.name for style in set(film.styles) ^ set(earlier.styles)}
    if changed_looks and chunk.drawn:
        yield "look"
    now, then = Counter(chunk.drawn), Counter(same.drawn)
    changed = [*(now - then), *(then - now)]
    yield from dict.fromkeys(_KINDS[item.style] for item in changed if item.style not in changed_looks)


def _places(chunks: Sequence[Chunk], plan: RenderPlan) -> str:
    """Where in the film these chunks lie, those end to end as one."""
    together = [[chunks[0]]]
    for before, after in pairwise(chunks):
        if after.start_frame == before.start_frame + before.frame_count:
            together[-1].append(after)
        else:
            together.append([after])
    named = [
        f"{_at(run[0].start_frame, plan)} to {_at(run[-1].start_frame + run[-1].frame_count, plan)}"
        for run in together[:_PLACES_NAMED]
    ]
    if len(together) > _PLACES_NAMED:
        named.append(f"and {counted(len(together) - _PLACES_NAMED, 'more place')}")
    return f" ({', '.join(named)})"


def _at(frame: int, plan: RenderPlan) -> str:
    return clock(rounded(at_frame(frame, plan.frame_rate)))
