"""Builds ffmpeg's command lines for pictures and whole films as data, with ffmpeg-python; runs nothing.

Filters get keyword arguments only: positional ones are escaped twice. Programs run in the folder of their work, so that
the files named inside a filter have fixed plain names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import ffmpeg

from pipeline.domain.footage import VideoStream
from pipeline.domain.framing import fitted_size
from pipeline.domain.presets import Picture
from pipeline.domain.render_plan import MovingPlate, Shot
from pipeline.domain.timing import TimeRange, at_frame, frames_up, ticks_per_second
from pipeline.engines.colour import SD_HEIGHT_PX
from pipeline.engines.ffmpeg.animation_commands import resting
from pipeline.engines.ffmpeg.building import NO_SOURCE_METADATA, compiled, input_of, on_own_clock, seconds, since
from pipeline.engines.ffmpeg.cropping import Region, region_of, way_expressions
from pipeline.engines.ffmpeg.encoders import device_options, encoding, handed_over, overlaid_as
from pipeline.engines.ffmpeg.running import file_url
from pipeline.engines.ffmpeg.selecting import Run, kept_expression, runs_of

_ASS_LEAD_IN_S = Fraction(60)
"""How far back a chunk's clock reaches while text is drawn, so that what began earlier keeps its animation: ASS has no
negative times."""

_HDR_TO_SDR: tuple[tuple[str, dict[str, Any]], ...] = (
    ("zscale", {"transfer": "linear", "npl": 100}),
    ("format", {"pix_fmts": "gbrpf32le"}),
    ("zscale", {"primaries": "bt709"}),
    ("tonemap", {"tonemap": "hable", "desat": 0}),
    ("zscale", {"transfer": "bt709", "matrix": "bt709", "range": "tv"}),
)
"""High dynamic range to bt709, by way of linear light."""


PULSE_PICTURES = 2
"""What lasts no longer than this many pictures (a photographer's flash) is not seen where shots are looked for."""

_LOOK_PX = (64, 36)
"""Small enough that noise, focus and interlacing vanish; the cuts measured stood out as clearly as at 128 x 72."""

_LIGHT_SPAN_PX = 6
"""Light that changes evenly over a span wider than this, on the small picture, is taken away."""


def picture_changes(
    binary: Path, source: Path, video: VideoStream, *, within: TimeRange, least_change: float, out_name: str
) -> list[str]:
    """Decode every picture of a stretch of a file small, and write how much each differs from the one before.

    What differs is the shape of the picture, not its light: a median over time takes flashes away, a logarithm makes
    of exposure an even addition, and what is even is taken away. Plain brightness cannot tell cuts from disturbances,
    this can; `pipeline.engines.shots` has the figures.

    Args:
        binary: the ffmpeg to use.
        source: the footage.
        video: its picture.
        within: the stretch, in seconds after the file's zero.
        least_change: the threshold of ffmpeg's scdet, 0 to 100.
        out_name: plain name of the text file in the working folder. Its times are the stream's own; each is that of the
            picture `PULSE_PICTURES` before the one measured.
    """
    # Turning upright and smoothing the codec's blocks would change no result and take a quarter of the time.
    seek = {"ss": seconds(within.start)} if within.start else {}
    options = {**seek, "t": seconds(within.duration), "noautorotate": None, "skip_loop_filter": "all"}
    media = input_of(source, **options)
    width, height = _LOOK_PX
    small = (
        media[str(video.index)]
        .filter("settb", expr=str(video.time_base))
        .filter("scale", width=width, height=height, flags="area")
        .filter("format", pix_fmts="gray")
        .filter("tmedian", radius=PULSE_PICTURES)
        .filter("lut", c0="255*log(1+val/64)/log(1+255/64)")
        .filter_multi_output("split", 2)
    )
    light = small[1].filter("gblur", sigma=_LIGHT_SPAN_PX)
    changes = (
        ffmpeg.filter([small[0], light], "blend", all_mode="grainextract")
        .filter("scdet", threshold=least_change)
        .filter("metadata", mode="print", file=out_name)
    )
    argv = on_own_clock(compiled(changes.output("-", format="null"), binary))
    # More threads would cost more than they bring, on so small a picture.
    return [argv[0], "-filter_complex_threads", "1", *argv[1:]]


@dataclass(frozen=True, slots=True)
class ChunkWork:
    """What one chunk is encoded from, with fixed plain names for the files its filters read.

    Attributes:
        source: the footage or the card.
        shots: the stretches of it, in its order.
        frame_rate: of the film.
        picture: how it is encoded.
        ass: name of the ASS file in the working folder; "" for none.
        fonts_dir: where libass finds its fonts.
        logo: the sized logo; None for none.
        logo_picture: of a logo that moves, which of its pictures lies over the first frame; None for one that rests.
        plates: the animations behind names, each with its file.
    """

    source: Path
    shots: tuple[Shot, ...]
    frame_rate: Fraction
    picture: Picture
    ass: str
    fonts_dir: Path
    logo: Path | None
    logo_picture: int | None = None
    plates: tuple[tuple[MovingPlate, Path], ...] = ()

    @property
    def frame_count(self) -> int:
        """How many frames it makes."""
        return sum(shot.frame_count for shot in self.shots)

    @property
    def video(self) -> VideoStream | None:
        """How the footage must be read; None for a card."""
        return self.shots[0].video


def chunk(binary: Path, work: ChunkWork, *, out: Path) -> list[str]:
    """Encode one chunk: exactly its frames, pictures only, first frame at time 0."""
    return chunks(binary, [(work, out)])


def chunks(binary: Path, works: Sequence[tuple[ChunkWork, Path]]) -> list[str]:
    """Encode chunks from one decode, each to its file and as it would be alone.

    Args:
        binary: the ffmpeg to use.
        works: at least one; all show the same pictures of one file, in whatever part, size and encoding.
    """
    all_work = [work for work, _ in works]
    shown, moving = _shown(all_work), _moving(all_work)
    outputs = [_encoded(stream, moving, work, out) for stream, (work, out) in zip(shown, works, strict=True)]
    argv = on_own_clock(compiled(ffmpeg.merge_outputs(*outputs), binary))
    devices = next(filter(None, (device_options(work.picture) for work, _ in works)), [])
    return [argv[0], "-loglevel", "verbose", *devices, *argv[1:]]


@dataclass(frozen=True, slots=True)
class _Entry:
    """How an animation comes into a chunk: with this picture of it, over this frame."""

    clip: Path
    first_picture: int
    first_frame: int = 0

    @classmethod
    def of_plate(cls, plate: MovingPlate, clip: Path) -> _Entry:
        """Of an animation behind a name."""
        return cls(clip, max(-plate.first_frame, 0), max(plate.first_frame, 0))


def _moving(works: Sequence[ChunkWork]) -> dict[_Entry, Iterator[Any]]:
    """The animations, each for as many chunks as show it: equal filters are one to ffmpeg-python, with one reader."""
    wanted = Counter(_Entry.of_plate(*plate) for work in works for plate in work.plates)
    wanted.update(_Entry(work.logo, work.logo_picture) for work in works if work.logo and work.logo_picture is not None)
    rate = works[0].frame_rate
    return {
        entry: _copies(
            resting(entry.clip, first_picture=entry.first_picture, frame_rate=rate, first_frame=entry.first_frame),
            count,
        )
        for entry, count in wanted.items()
    }


def _encoded(stream: Any, moving: Mapping[_Entry, Iterator[Any]], work: ChunkWork, out: Path) -> Any:  # noqa: ANN401 - ffmpeg-python streams
    """A chunk's pictures with all that is laid and drawn over them, encoded: plates, the logo, the text."""
    for plate, clip in work.plates:
        stream = _over_plate(stream, next(moving[_Entry.of_plate(plate, clip)]), plate, work.picture)
    if work.logo is not None:
        logo = ffmpeg.input(file_url(work.logo))
        if work.logo_picture is not None:
            logo = next(moving[_Entry(work.logo, work.logo_picture)])
        stream = ffmpeg.filter([stream, logo], "overlay", x="W-w", y=0, format=overlaid_as(work.picture))
    if work.ass:
        lead_in = f"round({seconds(at_frame(ass_lead_in_frames(work.frame_rate), work.frame_rate))}/TB)"
        stream = (
            stream.filter("setpts", expr=f"PTS+{lead_in}")
            .filter("ass", filename=work.ass, fontsdir=str(work.fonts_dir))
            .filter("setpts", expr=f"PTS-{lead_in}")
        )
    return handed_over(stream, work.picture).output(
        str(out),
        **{"frames:v": work.frame_count},
        **encoding(work.picture, work.frame_rate),
        **NO_SOURCE_METADATA,
        video_track_timescale=ticks_per_second(work.frame_rate),
    )


def _over_plate(stream: Any, moving: Any, plate: MovingPlate, picture: Picture) -> Any:  # noqa: ANN401 - ffmpeg-python streams
    """The pictures with an animation over them on exactly its frames."""
    return ffmpeg.filter(
        [stream, moving],
        "overlay",
        x=plate.left_px,
        y=plate.top_px,
        format=overlaid_as(picture),
        enable=f"between(n,{max(plate.first_frame, 0)},{plate.first_frame + plate.frame_count - 1})",
    )


def graph_apart(argv: list[str], *, name: str, option: str) -> tuple[list[str], str]:
    """The command, reading its filter graph from a file, and the graph: one argument holds 128 KiB at most.

    Args:
        argv: as it was built.
        name: of the file in the folder the command runs in.
        option: the option by which this ffmpeg reads it.
    """
    at = argv.index("-filter_complex")
    return [*argv[:at], option, name, *argv[at + 2 :]], argv[at + 1]


def ass_lead_in_frames(frame_rate: Fraction) -> int:
    """What a chunk's clock reads at its first frame while text is drawn.

    It is counted in whole frames: setpts cuts time stamps down to whole ticks, and a fraction of a frame lost there
    brings every caption a frame late.
    """
    return frames_up(_ASS_LEAD_IN_S, frame_rate)


def _shown(works: Sequence[ChunkWork]) -> Iterator[Any]:
    """Each chunk's pictures before anything is drawn: decoded once, and scaled once for those that show them alike."""
    alike: dict[object, list[ChunkWork]] = {}
    for work in works:
        alike.setdefault(_shown_as(work), []).append(work)
    read = _copies(_read(works[0]), len(alike))
    shown = {key: _copies(_of_the_target(next(read), same[0]), len(same)) for key, same in alike.items()}
    return (next(shown[_shown_as(work)]) for work in works)


def _shown_as(work: ChunkWork) -> object:
    """Equal for chunks whose pictures are equal before anything is drawn over them."""
    picture = work.picture
    framed = work.shots if work.shots[0].looks else ()
    return picture.width_px, picture.height_px, picture.makes.pixel_format, framed


def _copies(stream: Any, count: int) -> Iterator[Any]:  # noqa: ANN401 - ffmpeg-python streams
    """The stream for so many readers."""
    if count == 1:
        return iter([stream])
    split = stream.filter_multi_output("split", count)
    return (split[number] for number in range(count))


def _read(work: ChunkWork) -> Any:  # noqa: ANN401 - ffmpeg-python streams
    """The chunk's pictures as they are in the file, at the film's rate."""
    read = [_run(work, run) for run in runs_of(work.shots, work.frame_rate)]
    stream = ffmpeg.concat(*read, v=1, a=0) if len(read) > 1 else read[0]
    return stream.filter("settb", expr=str(1 / work.frame_rate)).filter("setpts", expr="N")


def _of_the_target(stream: Any, work: ChunkWork) -> Any:  # noqa: ANN401 - ffmpeg-python streams
    """The pictures in the target's size, in bt709."""
    region = region_of(work.shots, work.picture) if work.video and work.shots[0].looks else None
    if region:
        stream = stream.filter("crop", w=region.width_px, h=region.height_px, x=region.left_px, y=region.top_px)
    if work.video and work.video.colour.hdr:
        for name, arguments in _HDR_TO_SDR:
            stream = stream.filter(name, **arguments)
    return (
        _of_its_size(stream, work, region)
        .filter("setsar", sar=1)
        .filter("format", pix_fmts=work.picture.makes.pixel_format)
        .filter("setparams", color_primaries="bt709", color_trc="bt709", colorspace="bt709", range="tv")
    )


def _of_its_size(stream: Any, work: ChunkWork, region: Region | None) -> Any:  # noqa: ANN401 - ffmpeg-python streams
    """The pictures scaled to the target's picture: fitted whole between bars, or the window in a region of them."""
    picture = work.picture
    width, height = picture.width_px, picture.height_px
    if region:
        width, height = region.scaled_width_px, region.scaled_height_px
    elif work.video:
        width, height = fitted_size(work.video, picture)
    scaled = stream.filter(
        "scale",
        width=width,
        height=height,
        flags="bicubic",
        in_color_matrix=_colour_matrix(work.video),
        out_color_matrix="bt709",
        out_range="tv",
    )
    if region is None:
        return scaled.filter("pad", width=picture.width_px, height=picture.height_px, x=-1, y=-1, color="black")
    left, top = way_expressions(work.shots, region)
    return scaled.filter("crop", w=picture.width_px, h=picture.height_px, x=left, y=top, exact=1)


def _colour_matrix(video: VideoStream | None) -> str:
    """By which matrix the scaler reads the picture: HD that is silent on it is bt709 to players, bt601 to ffmpeg."""
    if video is None or video.colour.hdr or video.colour.matrix != "unknown":
        return "auto"
    return "bt709" if min(video.coded_width_px, video.coded_height_px) > SD_HEIGHT_PX else "auto"


def _run(work: ChunkWork, run: Run) -> Any:  # noqa: ANN401 - ffmpeg-python streams
    """The pictures that are kept of one run, at the film's pace; beyond the footage's end its last picture stands."""
    start = work.video.file_time(run.first_frame, work.frame_rate) if work.video else Fraction(0)
    stream = _footage(work.source, work.video, start) if work.video else input_of(work.source).video
    stream = (
        stream.filter("fps", fps=str(work.frame_rate), start_time=seconds(start), round="near")
        .filter("tpad", stop=-1, stop_mode="clone")
        .filter("trim", end_frame=run.length)
    )
    return stream if len(run.kept) == 1 else stream.filter("select", expr=kept_expression(run.kept))


def _footage(source: Path, video: VideoStream, file_start: Fraction) -> Any:  # noqa: ANN401 - ffmpeg-python streams
    """The footage's pictures on the file's time, whole from `file_start` on."""
    entry = max(file_start - video.entry_lead, Fraction(0))
    options: dict[str, Any] = {"ss": seconds(entry)} if entry else {}
    if not video.beyond_hd:
        options["threads"] = 1  # keeps ahead of any encoder; more would cost a sixth of the decoding (measured)
    stream = input_of(source, **options)[str(video.index)]
    if video.interlaced:
        stream = stream.filter("bwdif", mode="send_frame")
    return stream.filter("setpts", expr=since(video.zero))


NO_DECODER = "none"
"""No codec by this name exists. Where ffmpeg may decode, it decodes a picture of every chunk to learn what the index
says already: more than half of what joining takes. So it complains, and writes the same bytes."""


def joined(binary: Path, chunk_list: Path, sound: Path, *, frame_rate: Fraction, out: Path) -> list[str]:
    """Join chunks and lay the finished sound beside them, copying both; no edit list, index first."""
    pictures = ffmpeg.input(str(chunk_list), format="concat", safe=0, codec_whitelist=NO_DECODER)
    heard = ffmpeg.input(file_url(sound))
    output = ffmpeg.output(
        pictures.video,
        heard.audio,
        str(out),
        vcodec="copy",
        acodec="copy",
        **NO_SOURCE_METADATA,
        **{"bsf:a": "aac_adtstoasc"},
        movflags="+faststart+negative_cts_offsets",
        use_editlist=0,
        video_track_timescale=ticks_per_second(frame_rate),
        empty_hdlr_name=1,
        write_tmcd=0,
    )
    return compiled(output, binary)


def still(binary: Path, work: ChunkWork, *, out: Path) -> list[str]:
    """The first picture of a chunk as PNG, as it is before anything is drawn over it."""
    output = next(_shown([work])).output(str(out), **{"frames:v": 1}, **NO_SOURCE_METADATA, pix_fmt="rgb24", update=1)
    return on_own_clock(compiled(output, binary))
