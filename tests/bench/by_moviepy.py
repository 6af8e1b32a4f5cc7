"""The same edit by MoviePy: clips joined, logo and captions laid over them as pictures, written by the same encoder.

Run `python -m tests.bench.by_moviepy FOLDER EDIT`; the pictures of the captions must have been drawn before.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from moviepy import CompositeVideoClip, ImageClip, VideoFileClip, concatenate_videoclips
from PIL import Image, ImageDraw, ImageFont

from pipeline.engines import fonts
from tests.bench.commands import x264
from tests.bench.edits import EDITS, Edit
from tests.bench.filming import RATE

_LIST = "captions.json"


def draw_captions(edit: Edit, folder: Path) -> None:
    """Draw every caption as a picture of its own size, and list where and when each stands."""
    listed = []
    name = [("한바다 · Han Bada", "교사 · Teacher", RATE, 6 * RATE, 0.6)]
    for number, (above, below, start, end, at) in enumerate(
        [(" ".join(cue.ko), " ".join(cue.en), cue.start_frame, cue.end_frame, 0.8) for cue in edit.cues()] + name
    ):
        picture = _text(above, below, height_px=edit.target.picture.height_px)
        path = folder / f"caption-{number}.png"
        picture.save(path)
        left = (edit.target.picture.width_px - picture.width) // 2
        listed.append([path.name, left, round(edit.target.picture.height_px * at), start / RATE, (end - start) / RATE])
    (folder / _LIST).write_text(json.dumps(listed), encoding="utf-8")


def _text(above: str, below: str, *, height_px: int) -> Image.Image:
    korean = ImageFont.truetype(str(fonts.font_path("bold")), round(height_px * 0.05))
    english = ImageFont.truetype(str(fonts.font_path("regular")), round(height_px * 0.036))
    width = round(max(korean.getlength(above), english.getlength(below))) + 16
    picture = Image.new("RGBA", (width, round(height_px * 0.12)), (0, 0, 0, 190))
    pen = ImageDraw.Draw(picture)
    pen.text((width / 2, 4), above, font=korean, anchor="ma", fill="white")
    pen.text((width / 2, round(height_px * 0.066)), below, font=english, anchor="ma", fill="white")
    return picture


def render(edit: Edit, folder: Path) -> None:
    """Make the film."""
    source = VideoFileClip(str(edit.media(folder)))
    clips = [source.subclipped(first / RATE, (first + count) / RATE) for first, count in edit.clips]
    film = concatenate_videoclips(clips)
    logo = ImageClip(str(edit.logo(folder)))
    layers: list[Any] = [film, logo.with_position(("right", "top")).with_duration(film.duration)]
    for name, left, top, start_s, length_s in json.loads((folder / _LIST).read_text(encoding="utf-8")):
        caption = ImageClip(str(folder / name)).with_position((left, top))
        layers.append(caption.with_start(start_s).with_duration(length_s))
    composed = CompositeVideoClip(layers)
    settings = _settings(edit)
    composed.write_videofile(str(folder / "moviepy.mp4"), fps=RATE, audio_codec="aac", logger=None, **settings)
    composed.close()
    source.close()


def _settings(edit: Edit) -> dict[str, Any]:
    """The encoder's settings in MoviePy's words; what it has no word for goes through to ffmpeg."""
    given = dict(zip(*[iter(x264(edit))] * 2, strict=True))
    words = {"codec": given.pop("-c:v"), "preset": given.pop("-preset"), "threads": int(given.pop("-threads"))}
    rest = [part for pair in given.items() for part in pair]
    return {**words, "audio_bitrate": f"{edit.target.sound.bitrate_kbps}k", "audio_fps": 48_000, "ffmpeg_params": rest}


if __name__ == "__main__":
    render(EDITS[sys.argv[2]], Path(sys.argv[1]))
