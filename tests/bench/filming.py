"""Films what the benchmark cuts: a head that moves and speaks before a patterned wall, with the grain of a camera.

Drawn by ffmpeg with fixed seeds, so that it is the same on every machine. H.264 High with two B-frames, a key frame a
second and AAC, as cameras write it.

It is no camera's picture. How a film compares with its encoding alone depends on what decoding costs beside encoding:
0.10 to 0.13 of it for a face that was really filmed (carphone, scaled up to HD, with grain, at the same bit rate); 0.22
for a drawn one before a wall that does not move by a hair, on which an encoder spends half the time. So the picture
sways by two pixels, as before a camera on a floor that people walk on, and gives 0.16; the still one is reported, too.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.engines.ffmpeg import binary
from tests.costs import cost_of

RATE = 30
SENTENCE_S, SPEECH_S = 3.4, 2.9
"""Somebody begins to speak every 3.4 seconds, for 2.9."""

_WALL = (
    "color=0x6b6258:size={size}:rate={rate}:duration=0.04,format=yuv420p,noise=c0s=90:c0_seed=7,gblur=sigma=3,"
    "noise=c0s=10:c0_seed=11,vignette,loop=loop=-1:size=1:start=0,setpts=N/{rate}/TB"
)
_HEAD = (
    "color=0xb08a70:size={head}:rate={rate}:duration=0.04,format=yuva420p,noise=c0s=24:c0_seed=5,gblur=sigma=0.8,"
    "geq=lum='lum(X,Y)-46*(X/W)-70*lt(pow((abs(X-W/2)-W*0.19)/(W*0.08),2)+pow((Y-H*0.42)/(H*0.03),2),1)':"
    "cb='cb(X,Y)':cr='cr(X,Y)':a='255*lt(pow((X-W/2)/(W/2),2)+pow((Y-H/2)/(H/2),2),1)',"
    "loop=loop=-1:size=1:start=0,setpts=N/{rate}/TB"
)
_MOUTH = (
    "color=0x43211c:size={mouth}:rate={rate}:duration=0.04,format=yuva420p,"
    "loop=loop=-1:size=1:start=0,setpts=N/{rate}/TB"
)

_TAGS = "setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709:range=tv"


@dataclass(frozen=True)
class Shooting:
    """What is filmed.

    Attributes:
        name: of the file.
        width_px, height_px: its picture.
        duration_s: its length.
        bitrate_kbps: of the picture.
        sway: how far it sways to each side, as a share of its width.
    """

    name: str
    width_px: int
    height_px: int
    duration_s: int
    bitrate_kbps: int
    sway: float = 1 / 960


INTERVIEW = Shooting("interview.mp4", 1920, 1080, 150, 12_000)
STILL_INTERVIEW = replace(INTERVIEW, name="still-interview.mp4", sway=0)
LONG_INTERVIEW = Shooting("long-interview.mp4", 640, 360, 640, 1_500)


def film(shooting: Shooting, folder: Path) -> Path:
    """Film it into the folder, unless it lies there already; gives the path."""
    path = folder / shooting.name
    if not path.exists():
        partial = path.with_name(f"partial-{path.name}")
        cost = cost_of(str(binary.find().path), *_arguments(shooting, partial), timeout_s=3600)
        assert cost.code == 0, cost.complaints
        partial.rename(path)
    return path


def _arguments(shooting: Shooting, out: Path) -> list[str]:
    width, height = shooting.width_px, shooting.height_px
    size, head, mouth = (
        f"{width}x{height}",
        f"{even(width / 4)}x{even(height * 0.62)}",
        f"{even(width / 16)}x{even(height / 54)}",
    )
    across = f"{width}*(0.375+0.012*sin(t*0.9)+0.004*sin(t*2.7))"
    down = f"{height}*(0.2+0.010*sin(t*1.3)+0.004*sin(t*4.1))"
    opened = f"{height}*0.008*sin(t*23)*lt(mod(t,{SENTENCE_S}),{SPEECH_S})"
    graph = (
        f"[0][1]overlay=x='{across}':y='{down}'[seen];"
        f"[seen][2]overlay=x='{across}+{width * 0.094}':y='{down}+{height * 0.46}+{opened}',"
        f"{_swaying(shooting)}noise=c0s=5:c0f=t+u:c0_seed=3,format=yuv420p,{_TAGS}[v]"
    )
    shape = {"size": size, "rate": RATE, "head": head, "mouth": mouth}
    inputs = [
        part for source in (_WALL, _HEAD, _MOUTH, _voice()) for part in ("-f", "lavfi", "-i", source.format(**shape))
    ]
    return [
        *(
            "-hide_banner",
            "-nostdin",
            "-v",
            "error",
            "-y",
            *inputs,
            "-filter_complex",
            graph,
            "-map",
            "[v]",
            "-map",
            "3:a",
        ),
        *("-c:v", "libx264", "-preset", "ultrafast", "-profile:v", "high", "-bf", "2", "-g", str(RATE), "-coder", "1"),
        *("-x264-params", "deblock=0,0:8x8dct=1:ref=2:scenecut=0", "-b:v", f"{shooting.bitrate_kbps}k"),
        *("-maxrate", f"{shooting.bitrate_kbps * 3 // 2}k", "-bufsize", f"{shooting.bitrate_kbps * 2}k"),
        *("-c:a", "aac", "-b:a", "192k", "-ac", "2", "-t", str(shooting.duration_s), f"file:{out}"),
    ]


def _swaying(shooting: Shooting) -> str:
    """The picture seen through a window a little smaller, which moves and tilts by parts of a pixel."""
    if not shooting.sway:
        return ""
    far = shooting.sway * shooting.width_px
    across = f"{far}*(sin(on/23)+sin(on/5.5)/4)"
    down, tilt = f"{far}*(0.6*sin(on/16)+sin(on/4.3)/4)", f"{0.3 * far}*sin(on/27+1)"
    corners = [
        (f"W*{left}/40+{across}", f"H*{top}/40+{down}{sign}{tilt}")
        for top in (1, 39)
        for left, sign in ((1, "-"), (39, "+"))
    ]
    window = ":".join(f"x{number}='{x}':y{number}='{y}'" for number, (x, y) in enumerate(corners))
    return f"perspective={window}:eval=frame,"


def _voice() -> str:
    """Syllables of uneven strength in sentences, and a quiet room between them."""
    syllables = "(0.55+0.45*sin(2*PI*4.3*t))*(0.7+0.3*sin(2*PI*0.13*t))"
    tones = "sin(2*PI*180*t)+0.5*sin(2*PI*360*t+1)+0.25*sin(2*PI*1420*t)"
    spoken = f"lt(mod(t,{SENTENCE_S}),{SPEECH_S})"
    return f"aevalsrc='0.09*{spoken}*{syllables}*({tones})+0.0005*(random(0)-0.5)':sample_rate=48000"


def even(value: float) -> int:
    """The nearest even number: pictures of 4:2:0 have no odd sides."""
    return 2 * round(value / 2)
