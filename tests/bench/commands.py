"""What the program is measured against: the same edit by ffmpeg alone, in one command, in four, and as encode only."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from pipeline.engines import fonts, loudness
from pipeline.engines.ffmpeg import binary
from tests.bench.edits import Edit
from tests.bench.filming import RATE
from tests.costs import Cost, cost_of

RAW_FRAMES = 20 * RATE
"""So much of the finished picture lies on the disk at a time for the encoder alone: raw, a minute would be 5.6 GB."""

_CEILING_DBFS = -2
_HALF_A_FRAME_S = Fraction(1, 2 * RATE)
_COPIED = ("-c:a", "copy")


def ran(*arguments: str) -> Cost:
    """What an ffmpeg command cost."""
    cost = cost_of(str(binary.find().path), "-hide_banner", "-nostdin", "-y", *arguments, timeout_s=3600)
    assert cost.code == 0, cost.complaints
    return cost


def together(costs: list[Cost]) -> Cost:
    """The costs of programs that ran one after another."""
    return Cost(
        code=0,
        cpu_s=sum(cost.cpu_s for cost in costs),
        wall_s=sum(cost.wall_s for cost in costs),
        peak_bytes=max(cost.peak_bytes for cost in costs),
        complaints="",
    )


def x264(edit: Edit) -> tuple[str, ...]:
    """The target's encoder settings, as the program gives them."""
    picture = edit.target.picture
    gop = str(round(picture.gop_s * RATE))
    return (
        *("-c:v", "libx264", "-preset", picture.encoder_preset, "-crf", str(picture.crf), "-profile:v", "high"),
        *("-pix_fmt", "yuv420p", "-bf", "2", "-g", gop, "-keyint_min", gop, "-flags", "+cgop"),
        *("-x264-params", "8x8dct=1", "-threads", str(picture.encoder_threads)),
    )


def hand_written(edit: Edit, folder: Path) -> Cost:
    """One command enters the footage once a clip; a second, cheap one before it measures the sound's loudness."""
    sounds = _sounds(edit)
    heard = ran(
        *_entries(edit, folder),
        "-vn",
        "-filter_complex",
        f"{sounds},ebur128=peak=true:framelog=quiet",
        "-f",
        "null",
        "-",
    )
    graph = f"{_pictures(edit)},{_ass(edit, folder)}[v];{sounds},{_mastering(edit, heard)}[a]"
    logo = ("-i", f"file:{edit.logo(folder)}")
    made = ran(
        *(*_entries(edit, folder), *logo, "-filter_complex", graph, "-map", "[v]", "-map", "[a]"),
        *(*x264(edit), *_aac(edit), "-movflags", "+faststart", f"file:{folder / 'hand-written.mp4'}"),
    )
    return together([heard, made])


def _entries(edit: Edit, folder: Path) -> list[str]:
    """The footage once a clip, each entered half a frame early, so that rounding never costs a picture.

    One thread decodes: cheapest for pictures of this size, and of memory.
    """
    arguments: list[str] = []
    for first, count in edit.clips:
        entry = max(Fraction(first, RATE) - _HALF_A_FRAME_S, Fraction(0))
        arguments += ["-threads", "1", "-ss", f"{float(entry):.6f}", "-t", f"{count / RATE:.6f}"]
        arguments += ["-i", f"file:{edit.media(folder)}"]
    return arguments


def _pictures(edit: Edit) -> str:
    """The clips end to end on a clock of whole frames, with the logo, which is the last input.

    On a finer clock times are cut down, and every caption comes a frame late.
    """
    logo, clock = f"[{len(edit.clips)}:v]", f"settb=1/{RATE},setpts=N"
    return f"{_exact(edit)}concat=n={len(edit.clips)}:v=1:a=0,{clock}[cut];[cut]{logo}overlay=x=W-w:y=0:format=yuv420"


def _sounds(edit: Edit) -> str:
    return "".join(f"[{number}:a]" for number in range(len(edit.clips))) + f"concat=n={len(edit.clips)}:v=0:a=1"


def _exact(edit: Edit) -> str:
    """Each clip's pictures from its first one on, and not one more, as inputs of a concat."""
    clips = enumerate(count for _, count in edit.clips)
    trimmed = ";".join(f"[{number}:v]setpts=PTS-STARTPTS,trim=end_frame={count}[v{number}]" for number, count in clips)
    return trimmed + ";" + "".join(f"[v{number}]" for number in range(len(edit.clips)))


def _ass(edit: Edit, folder: Path) -> str:
    path = folder / f"whole-{edit.frame_count}.ass"
    path.write_text(edit.ass(), encoding="utf-8")
    return f"ass=filename={path}:fontsdir={fonts.fonts_dir()}"


def _mastering(edit: Edit, heard: Cost) -> str:
    found = loudness.parse(heard.complaints).integrated_lufs
    assert found is not None
    gain = edit.target.sound.loudness_lufs - found
    return f"volume={gain:.2f}dB,alimiter=limit={10 ** (_CEILING_DBFS / 20):.6f}:level=false"


def _aac(edit: Edit) -> tuple[str, ...]:
    bitrate = ("-b:a", f"{edit.target.sound.bitrate_kbps}k")
    return ("-c:a", "aac", "-aac_coder", "fast", "-aac_ms", "0", *bitrate, "-ar", "48000", "-ac", "2")


def four_passes(edit: Edit, folder: Path) -> Cost:
    """Trim, captions, brand and export, each with a file of its own at the target's settings."""
    trimmed, captioned, branded, out = (f"file:{folder / f'pass-{number}.mp4'}" for number in range(1, 5))
    graph = f"{_exact(edit)}concat=n={len(edit.clips)}:v=1:a=0[v];{_sounds(edit)}[a]"
    costs = [
        ran(
            *(*_entries(edit, folder), "-filter_complex", graph, "-map", "[v]", "-map", "[a]"),
            *(*x264(edit), *_aac(edit), trimmed),
        ),
        ran("-i", trimmed, "-vf", _ass(edit, folder), *x264(edit), *_COPIED, captioned),
        ran(
            *("-i", captioned, "-i", f"file:{edit.logo(folder)}", "-filter_complex", "overlay=x=W-w:y=0:format=yuv420"),
            *(*x264(edit), *_COPIED, branded),
        ),
        ran("-i", branded, "-vn", "-af", "ebur128=peak=true:framelog=quiet", "-f", "null", "-"),
    ]
    sound = _mastering(edit, costs[-1])
    costs.append(ran("-i", branded, *x264(edit), "-af", sound, *_aac(edit), "-movflags", "+faststart", out))
    return together(costs)


def floor_parts(edit: Edit) -> range:
    """The numbers of the parts in which `floor` takes the film."""
    return range(-(-edit.frame_count // RAW_FRAMES))


def floor(edit: Edit, folder: Path, part: int) -> Cost:
    """The encoder alone, fed with raw frames: nothing that makes this part of the film can cost less."""
    picture = edit.target.picture
    shape = ("-pix_fmt", "yuv420p", "-video_size", f"{picture.width_px}x{picture.height_px}", "-framerate", str(RATE))
    raw = folder / "finished.yuv"
    finish_pictures(edit, folder, part, out=raw)
    cost = ran("-f", "rawvideo", *shape, "-i", f"file:{raw}", *x264(edit), f"file:{folder / 'floor.mp4'}")
    raw.unlink()
    return cost


def finish_pictures(edit: Edit, folder: Path, part: int, *, out: Path) -> None:
    """A part of the finished picture before it is encoded, as raw frames: the same pictures, at no loss."""
    stretch = f"trim=start_frame={part * RAW_FRAMES}:end_frame={(part + 1) * RAW_FRAMES}"
    graph = f"{_pictures(edit)},{_ass(edit, folder)},{stretch},setpts=PTS-STARTPTS,format=yuv420p[v]"
    entries = (*_entries(edit, folder), "-i", f"file:{edit.logo(folder)}")
    ran(*entries, "-filter_complex", graph, "-map", "[v]", "-f", "rawvideo", f"file:{out}")


def auto_editor(edit: Edit, folder: Path) -> Cost:
    """The cuts alone, by auto-editor: no captions, no logo, no loudness, and an encoder of its own choice."""
    ends = [0, *(first + count for first, count in edit.clips)]
    starts = [*(first for first, _ in edit.clips), edit.shooting.duration_s * RATE]
    gaps = [f"{end},{start}" for end, start in zip(ends, starts, strict=True) if end < start]
    arguments = ("--edit", "none", "--cut-out", *gaps, "--no-open", "-o", str(folder / "auto-editor.mp4"))
    cost = cost_of("/usr/bin/env", "auto-editor", str(edit.media(folder)), *arguments, timeout_s=3600)
    assert cost.code == 0, cost.complaints
    return cost
