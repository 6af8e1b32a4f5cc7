"""Encodes a film's pictures, chunk by chunk, with text that must be set in the bundled font."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from pipeline.domain.errors import MachineError, ToolMissing
from pipeline.domain.footage import VideoStream
from pipeline.domain.presets import Picture
from pipeline.domain.render_plan import Chunk, Film, Shot
from pipeline.engines import fonts
from pipeline.engines.exporters import ass
from pipeline.engines.ffmpeg import commands, running
from pipeline.engines.ffmpeg.binary import FFmpeg
from pipeline.engines.ffmpeg.commands import ChunkWork
from pipeline.engines.mp4_boxes import sample_count

_GRAPH_NAME = "graph.txt"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A chunk that is to be encoded.

    Attributes:
        chunk: what is to be seen.
        film: the film it belongs to, for picture and styles.
        logo: the sized logo, or its animation where the chunk says that it moves; None for none.
        out: where it goes.
        plates: the files of the animations behind names, in the chunk's order.
    """

    chunk: Chunk
    film: Film
    logo: Path | None
    out: Path
    plates: tuple[Path, ...] = ()


def encode_chunks(
    tool: FFmpeg,
    wanted: Sequence[Wanted],
    *,
    frame_rate: Fraction,
    media: Path,
    on_seconds: Callable[[Fraction], None] | None = None,
) -> None:
    """Encode chunks that show the same pictures of one file, from one decode; each comes out as it would alone.

    Args:
        tool: the ffmpeg to use.
        wanted: at least one, all of the same length.
        frame_rate: of the films.
        media: the footage or card that the chunks' shots name; texts are written into a scratch folder beside the first
            chunk's `out`.
        on_seconds: called with the seconds made so far.

    Raises:
        ToolMissing: libass chose another font than the bundled one, or has no letter for a character.
        MachineError: ffmpeg failed, or made another number of frames than planned.
    """
    with tempfile.TemporaryDirectory(dir=wanted[0].out.parent, prefix=".partial-") as scratch:
        folder = Path(scratch)
        works: list[tuple[ChunkWork, Path]] = []
        for number, item in enumerate(wanted):
            ass_name = f"drawn-{number}.ass" if item.chunk.drawn else ""
            if ass_name:
                (folder / ass_name).write_text(_ass_text(item, frame_rate), encoding="utf-8")
            works.append((_work(item, media, frame_rate, ass_name), item.out.absolute()))
        argv = commands.chunks(tool.path, works)
        argv, graph = commands.graph_apart(argv, name=_GRAPH_NAME, option=tool.graph_option)
        (folder / _GRAPH_NAME).write_text(graph, encoding="utf-8")
        seconds = sum(item.chunk.frame_count for item in wanted) / frame_rate
        said = running.run(argv, expected=seconds, cwd=folder, on_seconds=on_seconds)
    require_bundled_font(said)
    for item in wanted:
        _require_frames(item.out, item.chunk.frame_count)


def encode_chunk(
    tool: FFmpeg, chunk: Chunk, film: Film, *, frame_rate: Fraction, media: Path, logo: Path | None, out: Path
) -> None:
    """Encode one chunk to `out`; see `encode_chunks`."""
    encode_chunks(tool, [Wanted(chunk, film, logo, out)], frame_rate=frame_rate, media=media)


def _work(item: Wanted, media: Path, frame_rate: Fraction, ass_name: str) -> ChunkWork:
    chunk = item.chunk
    return ChunkWork(
        source=media,
        shots=chunk.shots,
        frame_rate=frame_rate,
        picture=item.film.picture,
        ass=ass_name,
        fonts_dir=fonts.fonts_dir(),
        logo=item.logo,
        logo_picture=chunk.moving_logo.first_picture if chunk.moving_logo else None,
        plates=tuple(zip(chunk.plates, item.plates, strict=True)),
    )


def _ass_text(item: Wanted, frame_rate: Fraction) -> str:
    picture = item.film.picture
    return ass.text_of(
        item.chunk.drawn,
        item.film.styles,
        family=fonts.FAMILY,
        size_px=(picture.width_px, picture.height_px),
        frame_rate=frame_rate,
        lead_in_frames=commands.ass_lead_in_frames(frame_rate),
    )


def _require_frames(path: Path, frame_count: int) -> None:
    made = sample_count(path)
    if made != frame_count:
        raise MachineError(
            f"a chunk came out with {made} frames instead of {frame_count}",
            remedy="Run the same command again; if it happens twice, the footage is damaged there",
        )


def require_bundled_font(said: str) -> None:
    """Fail when libass drew with any font but the bundled one; it substitutes in silence and only its log tells.

    Args:
        said: ffmpeg's standard error at log level verbose.

    Raises:
        ToolMissing: names the font that was asked for and the one that was taken.
    """
    if "fontselect: failed" in said or "Glyph 0x" in said:
        codes = sorted(set(re.findall(r"Glyph 0x([0-9A-Fa-f]+)", said)))
        missing = " ".join(chr(int(code, 16)) for code in codes) or "some characters"
        raise ToolMissing(
            f"the font {fonts.FAMILY} has no letters for {missing}",
            remedy="Replace those characters in the captions or titles (Hanja are not in this font)",
        )
    for asked, taken in re.findall(r"fontselect: \((.+?), \d+, \d+\) -> (\S+?),", said):
        if not Path(taken).name.startswith(fonts.FAMILY):
            raise ToolMissing(
                f"the font {asked} was replaced by {taken}, which may lack Korean letters",
                remedy="Run the set-up again: the fonts in assets/fonts/ are missing or damaged",
            )


def take_still(tool: FFmpeg, media: Path, video: VideoStream, *, moment: Fraction, picture: Picture, out: Path) -> None:
    """One picture of the footage as PNG, upright, in the target's size and colours, with nothing drawn over it.

    Args:
        tool: the ffmpeg to use.
        media: the footage.
        video: how it must be read.
        moment: time in the file, in seconds.
        picture: the target's size.
        out: the PNG.

    Raises:
        MachineError: ffmpeg failed.
    """
    shot = Shot("", video.frame_at(moment, video.frame_rate), 1, video)
    work = ChunkWork(media, (shot,), video.frame_rate, picture, "", fonts.fonts_dir(), None)
    running.run(commands.still(tool.path, work, out=out), expected=Fraction(1))
