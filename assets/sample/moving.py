"""What moves by itself: the curtain, the leaves' shadows in the sunlight, a twig, steam and dust."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
from PIL import Image

from assets.sample.motion import CutOut, Motion, wave
from assets.sample.painting import (
    HEIGHT_PX,
    WIDTH_PX,
    Colour,
    Field,
    Levels,
    Point,
    displayed,
    dither,
    filled,
    grid,
    hump,
    leaf,
    levels,
    lit,
    ramp,
    texture,
    tinted,
)
from assets.sample.room import CUP_MOUTH, SUNLIGHT, VASE_MOUTH, Room

_CURTAIN_CLOTH: Colour = (1.0, 0.80, 0.55)
_CURTAIN_BRIGHTNESS = 0.66
_FOLD_STEPS_PER_PX = 16  # finer than the eye, so that folds glide and never jump
_FOLIAGE: Colour = (0.30, 0.34, 0.16)


class SunOnWall:
    """The window's shape on the wall, through leaves that stir outside, while thin clouds pass."""

    _LEFT, _TOP, _RIGHT, _BOTTOM = 570, 84, 960, 636

    def __init__(self, room: Room, random: np.random.Generator) -> None:
        window = (slice(self._TOP, self._BOTTOM), slice(self._LEFT, self._RIGHT))
        self._shaded = displayed(room.shaded[window])
        self._sunlight = displayed(room.sunny[window]) - self._shaded
        self._near = 1 - 0.72 * _leaf_shadows(random, count=64, length_px=95, softness_px=8)
        self._far = 1 - 0.50 * _leaf_shadows(random, count=44, length_px=125, softness_px=17)
        self._dither = dither(self._shaded.shape[:2])

    def draw(self, picture: Image.Image, time_s: float) -> None:
        """Paint the sunlight of this moment."""
        near = self._shifted(self._near, 15 * wave(time_s, 7.3) + 6 * wave(time_s, 3.1, 1), 6 * wave(time_s, 4.7, 2))
        far = self._shifted(self._far, 22 * wave(time_s, 11.9, 2) + 7 * wave(time_s, 4.3), 9 * wave(time_s, 8.9))
        clearness = 0.90 + 0.10 * wave(time_s, 23.0, 1.2)
        sunlight = self._sunlight * (near * far * np.float32(clearness))[..., None]
        picture.paste(Image.fromarray(levels(self._shaded + sunlight, self._dither)), (self._LEFT, self._TOP))

    def _shifted(self, shadows: Field, right_px: float, down_px: float) -> Field:
        """The part of a sheet of shadows that falls on the wall, moved by parts of a pixel."""
        x, y = self._LEFT - right_px, self._TOP - down_px
        column, row = math.floor(x), math.floor(y)
        part_x, part_y = np.float32(x - column), np.float32(y - row)
        width, height = self._RIGHT - self._LEFT, self._BOTTOM - self._TOP
        block = shadows[row : row + height + 1, column : column + width + 1]
        rows = block[:-1] + (block[1:] - block[:-1]) * part_y
        return rows[:, :-1] + (rows[:, 1:] - rows[:, :-1]) * part_x


def _leaf_shadows(random: np.random.Generator, *, count: int, length_px: float, softness_px: float) -> Field:
    outlines = []
    for _ in range(count):
        length = length_px * random.uniform(0.6, 1.2)
        centre = (random.uniform(420, 1110), random.uniform(-20, 740))
        outlines.append(leaf(centre, length_px=length, width_px=0.28 * length, angle_rad=random.normal(0.9, 0.6)))
    return filled(*outlines, softness_px=softness_px)


class Curtain:
    """A sheer curtain at the window, which breathes with the evening air."""

    _WIDTH = 336

    def __init__(self, room: Room) -> None:
        self._x, self._y = (axis[:, : self._WIDTH] for axis in grid())
        self._behind = displayed(room.shaded[:, : self._WIDTH])
        self._dither = dither((HEIGHT_PX, self._WIDTH))
        sill = 1 / (1 + np.exp((self._y - 760) / 55))
        self._daylight = (np.clip(1.05 - ((self._y - 260) / 620) ** 2 * 0.8, 0, 1) * sill + 0.010).astype(np.float32)
        self._freedom = ramp(self._y, -200, 1000)
        across = np.arange(0, 3 * self._WIDTH * _FOLD_STEPS_PER_PX) / _FOLD_STEPS_PER_PX - self._WIDTH
        folds = 0.5 + 0.25 * np.sin(across / 18) + 0.11 * np.sin(across / 8.3 + 1) + 0.20 * np.sin(across / 41 + 2)
        self._folds = ((0.10 + 0.90 * np.clip(folds, 0, 1)) * _CURTAIN_BRIGHTNESS).astype(np.float32)
        self._tones = displayed(tinted(np.linspace(0, 1, 2048, dtype=np.float32)[None], _CURTAIN_CLOTH))[0]

    def draw(self, picture: Image.Image, time_s: float) -> None:
        """Paint the curtain of this moment at the left border."""
        rows = self._y[:, :1]
        sway = self._freedom[:, :1] * (
            16 * np.sin(rows / 260 - 2 * math.pi * time_s / 9.7)
            + 9 * np.sin(rows / 150 - 2 * math.pi * time_s / 5.9 + 1)
        )
        gathered = 1 + 0.05 * wave(time_s, 13.1)
        across = (self._x - sway.astype(np.float32)) / np.float32(gathered)
        light = self._folds[((across + self._WIDTH) * _FOLD_STEPS_PER_PX).astype(np.intp)] * self._daylight
        edge = 272 + 1.1 * sway + 8 * wave(time_s, 11.3) * self._freedom[:, :1]
        cover = 0.97 * np.clip((edge.astype(np.float32) - self._x) / 9 + 0.5, 0, 1)
        cloth = self._tones[(light * 2047).astype(np.intp)]
        blend = self._behind + (cloth - self._behind) * cover[..., None]
        picture.paste(Image.fromarray(levels(blend, self._dither)), (0, 0))


class Twig:
    """A leafy twig in the vase, dark before the sunlit wall."""

    _STEMS: tuple[tuple[Point, ...], ...] = (
        ((700, 618), (704, 560), (716, 500), (738, 440), (770, 384), (806, 340)),
        ((702, 580), (690, 530), (668, 486), (640, 452)),
        ((726, 470), (760, 456), (800, 452)),
    )
    _LEAF_SIDES = (-0.75, 0.75)

    def __init__(self) -> None:
        leaves = [outline for stem in self._STEMS for outline in self._leaves_on(stem)]
        stems = [_stroke(stem, width_px=5.0) for stem in self._STEMS]
        foliage = filled(*leaves, softness_px=1.0)
        cover = np.maximum(foliage, filled(*stems, softness_px=0.8))
        paint = tinted(0.012 + 0.20 * lit(foliage, 6, (-1, -0.5, 0.1)) ** 1.5, _FOLIAGE)
        self._cut_out = CutOut(cover, paint, (560, 270, 880, 622))

    def draw(self, picture: Image.Image, time_s: float) -> None:
        """Paint the twig of this moment."""
        sway = math.radians(0.8 * wave(time_s, 5.1) + 0.5 * wave(time_s, 2.9, 1))
        self._cut_out.paste(picture, Motion(VASE_MOUTH, tilt_rad=sway, lean=0.01 * wave(time_s, 7.7, 2)))

    def _leaves_on(self, stem: tuple[Point, ...]) -> list[list[Point]]:
        outlines = []
        for number, (before, joint) in enumerate(pairwise(stem)):
            heading = math.atan2(joint[1] - before[1], joint[0] - before[0])
            length = 62.0 - 5.0 * number
            for side in (0.0,) if joint == stem[-1] else self._LEAF_SIDES:
                angle = heading + side + 0.15 * math.sin(7 * number + 3 * side)
                centre = (joint[0] + 0.5 * length * math.cos(angle), joint[1] + 0.5 * length * math.sin(angle))
                outlines.append(leaf(centre, length_px=length, width_px=0.34 * length, angle_rad=angle))
        return outlines


def _stroke(line: tuple[Point, ...], *, width_px: float) -> list[Point]:
    """The outline of a line that thins towards its end."""
    left, right = [], []
    for number, (x, y) in enumerate(line):
        (x0, y0), (x1, y1) = line[max(0, number - 1)], line[min(len(line) - 1, number + 1)]
        length = math.hypot(x1 - x0, y1 - y0)
        half = 0.5 * width_px * (1 - 0.7 * number / (len(line) - 1))
        left.append((x - half * (y1 - y0) / length, y + half * (x1 - x0) / length))
        right.append((x + half * (y1 - y0) / length, y - half * (x1 - x0) / length))
    return left + right[::-1]


class Steam:
    """Steam over the cup, lit from the window."""

    _WIDTH, _HEIGHT = 150, 250

    def __init__(self, random: np.random.Generator) -> None:
        self._noise = np.asarray(0.5 + 0.5 * np.tanh(texture((1024, 256), 15, random)), dtype=np.float32)
        rows, columns = np.mgrid[0 : self._HEIGHT, 0 : self._WIDTH].astype(np.float32)
        self._across = columns - self._WIDTH / 2
        self._age = 1 - rows / self._HEIGHT
        self._rows = rows
        self._fade = ramp(self._age, 0.0, 0.10) * (1 - ramp(self._age, 0.15, 1.0)) ** 1.3
        self._corner = (round(CUP_MOUTH[0] - self._WIDTH / 2), round(CUP_MOUTH[1] + 4 - self._HEIGHT))
        self._dither = dither((self._HEIGHT, self._WIDTH))

    def draw(self, picture: Image.Image, time_s: float) -> None:
        """Paint the steam of this moment."""
        density = np.zeros_like(self._across)
        for strand, (offset, period_s) in enumerate(((-11.0, 3.7), (9.0, 4.9))):
            turn = 2 * math.pi * time_s / period_s + strand
            bend = 17 * self._age * np.sin(5.0 * self._age - turn) + 7 * self._age * np.sin(
                11.0 * self._age - 1.7 * turn
            )
            across = self._across - offset * (1 - 0.5 * self._age) - bend
            climbed = (self._rows + 46 * time_s + 300 * strand).astype(np.intp) % self._noise.shape[0]
            wisp = self._noise[climbed, (across.astype(np.intp) + 128) % self._noise.shape[1]]
            density += hump(across / (7 + 24 * self._age), 0, 1) * (0.25 + 0.75 * wisp)
        box = (*self._corner, self._corner[0] + self._WIDTH, self._corner[1] + self._HEIGHT)
        behind = np.asarray(picture.crop(box), dtype=np.float32)
        vapour = (density * self._fade)[..., None] * np.array((52, 46, 39), dtype=np.float32)
        picture.paste(Image.fromarray(levels(behind + vapour, self._dither)), self._corner)


class Dust:
    """Motes that drift through the sunlight."""

    _REACH_PX = 4

    def __init__(self, random: np.random.Generator, count: int = 30) -> None:
        self._home = random.uniform((340, 60), (1110, 640), (count, 2))
        self._drift_px_s = random.normal((5, -4), (4, 3), (count, 2))
        self._phase = random.uniform(0, 2 * math.pi, count)
        self._life_s = random.uniform(7, 15, count)
        self._size_px = random.uniform(0.9, 1.9, count)
        self._brightness = random.uniform(10, 34, count)
        self._warmth = np.array(SUNLIGHT, dtype=np.float32) ** 0.5

    def draw(self, frame: Levels, time_s: float) -> None:
        """Paint the dust of this moment into the frame, which is changed."""
        ages = time_s / self._life_s + self._phase / (2 * math.pi)
        glimmer = np.sin(np.pi * (ages % 1)) ** 2 * self._brightness
        wander = 14 * np.stack([np.sin(time_s / 2.3 + self._phase), np.cos(time_s / 3.1 + 2 * self._phase)], axis=1)
        place = self._home + self._drift_px_s * ((ages % 1) * self._life_s)[:, None] + wander
        for (x, y), size_px, level in zip(place, self._size_px, glimmer, strict=True):
            self._add_mote(frame, (float(x), float(y)), float(size_px), float(level))

    def _add_mote(self, frame: Levels, centre: Point, size_px: float, level: float) -> None:
        left, top = round(centre[0]) - self._REACH_PX, round(centre[1]) - self._REACH_PX
        span = np.arange(2 * self._REACH_PX + 1)
        if not (0 <= left < WIDTH_PX - span.size and 0 <= top < HEIGHT_PX - span.size):
            return
        across = np.exp(-(((left + span - centre[0]) / size_px) ** 2))
        down = np.exp(-(((top + span - centre[1]) / size_px) ** 2))
        spot = frame[top : top + span.size, left : left + span.size]
        glow = level * (down[:, None] * across[None, :])[..., None] * self._warmth
        spot[...] = np.clip(spot + glow + 0.5, 0, 255).astype(np.uint8)
