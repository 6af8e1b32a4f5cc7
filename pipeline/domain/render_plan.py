"""The render plan: the film as chunks, each filed under the hash of what shapes its picture."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from pipeline.domain.footage import VideoStream
from pipeline.domain.presets import Picture


@dataclass(frozen=True, slots=True)
class Look:
    """Where the window stands at one picture; from look to look it moves evenly.

    Attributes:
        frame: the picture, counted as `Shot.first_frame` is.
        left_px, top_px: its upper left corner in the footage at the target's scale, which it is rounded to whole pixels
            of.
    """

    frame: int
    left_px: float
    top_px: float


@dataclass(frozen=True, slots=True)
class Shot:
    """A stretch of one file, picture after picture.

    Attributes:
        media_sha256: the file's content; a card's is looked up in the cache of cards.
        first_frame: its first picture, counted from the file's first one at the film's pace.
        frame_count: how many pictures.
        video: how the file must be read; None for a card, which is read as it is.
        looks: the part of the picture that is shown, from the first picture to the last; empty for all of it.
    """

    media_sha256: str
    first_frame: int
    frame_count: int
    video: VideoStream | None
    looks: tuple[Look, ...] = ()

    @property
    def end_frame(self) -> int:
        """The first picture after it, counted likewise."""
        return self.first_frame + self.frame_count


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How libass sets a kind of text; sizes in pixels of the target's picture.

    Attributes:
        name: what `Drawn.style` calls it.
        size_px: line height (ASS Fontsize).
        bold: the family's bold weight.
        colour, outline_colour: "#rrggbb".
        outline_px, shadow_px: width of the outline and offset of the shadow.
        alignment: numpad position, 1 (bottom left) to 9 (top right).
        margin_x_px, margin_y_px: kept clear at the sides, and above or below.
    """

    name: str
    size_px: int
    bold: bool
    colour: str
    outline_colour: str
    outline_px: float
    shadow_px: float
    alignment: int
    margin_x_px: int
    margin_y_px: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """Text or a shape that libass draws, in frames relative to the chunk's start.

    Attributes:
        start_frame, end_frame: half-open; may begin before the chunk (negative) and end after it.
        layer: higher is nearer to the viewer.
        style: name of the style it is set in.
        text: ASS text, overrides included.
    """

    start_frame: int
    end_frame: int
    layer: int
    style: str
    text: str


@dataclass(frozen=True, slots=True)
class MovingLogo:
    """A logo that has not come to rest: `key` names its animation, `first_picture` what lies over the first frame."""

    key: str
    first_picture: int


@dataclass(frozen=True, slots=True)
class MovingPlate:
    """An animation behind a name, a picture a frame.

    Attributes:
        key: names it in the cache of cards.
        first_frame: where it begins, relative to the chunk's start; negative when it began before.
        frame_count: its pictures.
        left_px, top_px: its upper left corner in the target's picture.
    """

    key: str
    first_frame: int
    frame_count: int
    left_px: int
    top_px: int


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of the film that is encoded on its own.

    Attributes:
        start_frame: its first frame in the film; no part of its key.
        shots: where the pictures come from: one after another, all from one file and in its order.
        drawn: what is drawn over them.
        logo_sha256: the logo's content, sized for this target; "" for none.
        key: the hash of all that shapes its picture, in times relative to its start.
        moving_logo: how the logo moves before it looks like that; None where it rests from the first frame on.
        plates: what lies behind the names that it shows.
    """

    start_frame: int
    shots: tuple[Shot, ...]
    drawn: tuple[Drawn, ...]
    logo_sha256: str
    key: str
    moving_logo: MovingLogo | None = None
    plates: tuple[MovingPlate, ...] = ()

    def __post_init__(self) -> None:
        if len({shot.media_sha256 for shot in self.shots}) != 1:
            raise ValueError("a chunk shows one file")
        if len({bool(shot.looks) for shot in self.shots}) != 1:
            raise ValueError("a chunk shows either parts of its pictures or all of them")
        if any(after.first_frame < before.end_frame for before, after in pairwise(self.shots)):
            raise ValueError("a chunk shows its file in order")

    @property
    def frame_count(self) -> int:
        """Its length in frames."""
        return sum(shot.frame_count for shot in self.shots)

    @property
    def video(self) -> VideoStream | None:
        """How its file must be read; None for a card."""
        return self.shots[0].video

    @property
    def media_sha256(self) -> str:
        """The content of the file it shows."""
        return self.shots[0].media_sha256


def stretches(shots: Iterable[Shot]) -> list[tuple[str, int, int]]:
    """What is shown of which file, from a picture up to another; what lies end to end is one."""
    found: list[tuple[str, int, int]] = []
    for shot in shots:
        start = shot.first_frame
        if found and found[-1][0] == shot.media_sha256 and found[-1][2] == start:
            start = found.pop()[1]
        found.append((shot.media_sha256, start, shot.end_frame))
    return found


@dataclass(frozen=True, slots=True)
class SoundClip:
    """A stretch of the film's sound.

    Attributes:
        program_start_frame, frame_count: where it lies in the film.
        source_start: source time it is taken from; None for silence.
    """

    program_start_frame: int
    frame_count: int
    source_start: Fraction | None


@dataclass(frozen=True, slots=True)
class Film:
    """One target's film as chunks.

    Attributes:
        target: the target preset's name.
        picture: how its picture is encoded.
        styles: of everything drawn.
        chunks: end to end from frame 0.
        sound: end to end from frame 0.
    """

    target: str
    picture: Picture
    styles: tuple[TextStyle, ...]
    chunks: tuple[Chunk, ...]
    sound: tuple[SoundClip, ...] = ()

    def __post_init__(self) -> None:
        frame = 0
        for chunk in self.chunks:
            if chunk.start_frame != frame:
                raise ValueError("chunks lie end to end")
            frame += chunk.frame_count

    @property
    def frame_count(self) -> int:
        """Its length in frames."""
        return sum(chunk.frame_count for chunk in self.chunks)


@dataclass(frozen=True, slots=True)
class Tools:
    """What besides the plan shapes the picture: ffmpeg's version and the hash of the fonts; "" for not known."""

    ffmpeg: str
    fonts: str


PlanState = Literal["planned", "joined", "forgotten"]
"""What became of a plan: its chunks are being made; they were made and joined; a person had them removed."""


@dataclass(frozen=True, slots=True)
class RenderPlan:
    """Everything that is encoded for one job.

    Attributes:
        frame_rate: exact.
        tools: what besides the plan shapes the pictures.
        render_version: of the way that pictures are made from a plan; 0 for not known.
        films: one for each target.
        state: what became of it.
    """

    frame_rate: Fraction
    tools: Tools
    render_version: int
    films: tuple[Film, ...]
    state: PlanState = "planned"

    def film(self, target: str) -> Film:
        """The film for this target."""
        return next(film for film in self.films if film.target == target)
