"""The person: seen from behind, nobody in particular, who breathes and moves a little when speaking."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from PIL import Image

from assets.sample.motion import CutOut, Motion, wave
from assets.sample.painting import (
    Colour,
    Field,
    Point,
    blurred,
    curve,
    filled,
    grid,
    hump,
    laid_over,
    lit,
    ramp,
    share,
    tinted,
)
from assets.sample.room import FROM_WINDOW, SUNLIGHT, grading

_HAIR: tuple[Point, ...] = (
    (1394, 204), (1441, 210), (1479, 243), (1498, 296), (1496, 346), (1483, 388), (1468, 420), (1440, 441), (1404, 443),
    (1380, 430), (1368, 406), (1363, 382), (1352, 368), (1341, 354), (1333, 324), (1317, 312), (1307, 298), (1307, 262),
    (1322, 229), (1354, 210),
)  # fmt: skip
_SKIN: tuple[Point, ...] = (
    (1330, 262), (1306, 286), (1301, 304), (1298, 318), (1294, 338), (1297, 358), (1301, 376), (1307, 398), (1319, 415),
    (1338, 425), (1347, 438), (1347, 464), (1338, 530), (1490, 530), (1478, 470), (1471, 400), (1420, 330), (1380, 270),
)  # fmt: skip
_EAR: tuple[Point, ...] = (
    (1349, 328), (1362, 322), (1374, 330), (1377, 348), (1371, 366), (1361, 380), (1352, 382), (1348, 368), (1346, 346),
)  # fmt: skip
_BACK: tuple[Point, ...] = (
    (1348, 470), (1400, 486), (1448, 478), (1486, 462), (1516, 486), (1570, 512), (1612, 542), (1630, 600),
    (1622, 690), (1612, 800), (1606, 900), (1610, 1130), (1240, 1130), (1236, 900), (1226, 800), (1216, 690),
    (1212, 600), (1224, 556), (1256, 528), (1304, 508), (1334, 486),
)  # fmt: skip
_LEFT_ARM: tuple[Point, ...] = (
    (1256, 530), (1222, 552), (1204, 590), (1190, 650), (1176, 712), (1168, 770), (1178, 818), (1206, 842), (1236, 820),
    (1246, 760), (1252, 690), (1264, 610), (1276, 560),
)  # fmt: skip
_RIGHT_ARM: tuple[Point, ...] = (
    (1578, 520), (1616, 540), (1640, 590), (1654, 660), (1664, 730), (1668, 790), (1658, 836), (1632, 850), (1606, 820),
    (1600, 750), (1594, 680), (1584, 600), (1566, 552),
)  # fmt: skip
_COLLAR: tuple[Point, ...] = (
    (1334, 460), (1370, 474), (1410, 480), (1452, 473), (1488, 451), (1499, 470), (1492, 497), (1448, 513), (1400, 518),
    (1358, 509), (1327, 492),
)  # fmt: skip
_CHAIR_RAIL: tuple[Point, ...] = (
    (1196, 842), (1214, 826), (1300, 818), (1410, 815), (1530, 818), (1634, 826), (1654, 842), (1650, 876), (1634, 884),
    (1530, 876), (1410, 873), (1300, 876), (1216, 884), (1200, 876),
)  # fmt: skip
_SKIN_TONE: Colour = (1.0, 0.60, 0.40)
_HAIR_TONE: Colour = (1.0, 0.80, 0.62)
_KNITWEAR: Colour = (0.56, 0.72, 0.90)
_LINEN: Colour = (0.80, 0.82, 0.82)
_CHAIR_WOOD: Colour = (0.34, 0.19, 0.11)
_NECK: Point = (1412.0, 480.0)  # the head turns about this point
_SEAT: Point = (1412.0, 1080.0)  # the body leans and breathes from here


@dataclass(frozen=True, slots=True)
class Pose:
    """Where the body is at one moment.

    Attributes:
        rise: how far the shoulders are lifted by breath, a share of the body's height.
        lean_px: how far the body leans to the right at the shoulders.
        nod_px: how far the head is lowered.
        tilt_rad: how far the head is turned, clockwise.
    """

    rise: float
    lean_px: float
    nod_px: float
    tilt_rad: float


def pose_at(time_s: float, speaking: float) -> Pose:
    """How the person sits at this time; `speaking` is 0 in silence and 1 in full voice."""
    liveliness = 0.30 + 0.70 * speaking
    tilt_degrees = liveliness * (0.9 * wave(time_s, 2.7, 1) + 0.6 * wave(time_s, 1.9)) + 0.4 * wave(time_s, 8.3)
    return Pose(
        rise=0.0042 * wave(time_s, 4.4) + 0.0008 * wave(time_s, 13.7, 1),
        lean_px=liveliness * (1.6 * wave(time_s, 5.3) + 1.0 * wave(time_s, 3.1, 2)) + 1.5 * wave(time_s, 17, 1),
        nod_px=speaking * (2.0 * wave(time_s, 1.45) + 1.2 * wave(time_s, 0.93, 1)) + 0.6 * wave(time_s, 6.1),
        tilt_rad=math.radians(tilt_degrees),
    )


class Figure:
    """Paints the person in any pose over a picture of the room."""

    def __init__(self) -> None:
        keep = grading()[..., None]

        def cut(painted: tuple[Field, Field], box: tuple[int, int, int, int]) -> CutOut:
            cover, paint = painted
            return CutOut(cover, paint * keep, box)

        self._head = cut(_painted_head(), (1270, 180, 1530, 540))
        self._body = cut(_painted_body(), (1150, 440, 1690, 1080))
        self._chair = cut(_painted_chair(), (1180, 800, 1670, 1080))

    def seat(self, picture: Image.Image, pose: Pose) -> None:
        """Paint the person into the picture, which is changed."""
        torso_px = _SEAT[1] - _NECK[1]
        lift_px = torso_px * pose.rise
        self._head.paste(
            picture, Motion(_NECK, tilt_rad=pose.tilt_rad, right_px=pose.lean_px, down_px=pose.nod_px - lift_px)
        )
        self._body.paste(picture, Motion(_SEAT, lean=pose.lean_px / torso_px, stretch=pose.rise))
        self._chair.paste(picture)


def _painted_head() -> tuple[Field, Field]:
    _, y = grid()
    hair = filled(curve(_HAIR), softness_px=1.3)
    skin, ear = filled(curve(_SKIN)), filled(curve(_EAR))
    cover = np.maximum(hair, skin)
    glow = (0.02 + 0.66 * lit(skin, 24, (-1, -0.1, 0.10)) ** 1.4) * (1 - 0.75 * blurred(hair, 14))
    paint = tinted(glow * (1 - 0.6 * ramp(y, 402, 434)), _SKIN_TONE)
    sheen = 0.006 + 0.11 * lit(hair, 36, (-0.9, -0.75, 0.02)) ** 2.4
    rim = hair * (1 - blurred(np.roll(hair, 5, axis=1), 4)) * (1 - ramp(y, 210, 330))
    paint = laid_over(paint, share(hair, cover), tinted(sheen, _HAIR_TONE) + tinted(0.10 * rim, SUNLIGHT))
    return cover, laid_over(paint, ear, tinted(0.02 + 0.42 * lit(ear, 7, (-1, -0.2, 0.15)) ** 1.2, _SKIN_TONE))


def _painted_body() -> tuple[Field, Field]:
    x, y = grid()
    away_from_window = np.clip(1.25 - (y - 500) / 520, 0.2, 1).astype(np.float32)
    back, left_arm, right_arm = (filled(curve(outline), softness_px=1.2) for outline in (_BACK, _LEFT_ARM, _RIGHT_ARM))
    cover = np.maximum(np.maximum(back, left_arm), right_arm)

    def cloth(part: Field, roundness_px: float) -> Field:
        return (0.011 + 0.20 * lit(part, roundness_px, (-1, -0.35, 0.08)) ** 1.6) * away_from_window

    below_shoulder = ramp(y, 560, 690)
    shade = cloth(cover, 62)
    shade += (cloth(left_arm, 26) - shade) * share(left_arm, cover) * below_shoulder
    shade += (cloth(right_arm, 24) - shade) * blurred(right_arm, 5) * below_shoulder * 0.55
    rim = cover * (1 - blurred(np.roll(cover, 8, axis=1), 8)) * (1 - ramp(x, 1190, 1320)) * (1 - ramp(y, 560, 900))
    paint = tinted(shade * (1 - 0.35 * _creases()), _KNITWEAR) + tinted(0.42 * rim, SUNLIGHT)
    collar = filled(curve(_COLLAR))
    linen = (0.02 + 0.34 * lit(collar, 12, (-0.8, -0.7, 0.2)) ** 1.3) * np.clip((1520 - x) / 190, 0.05, 1)
    cover = np.maximum(cover, collar)
    return cover, laid_over(paint, share(collar, cover), tinted(linen, _LINEN))


def _creases() -> Field:
    """Where the cloth folds: under the arms and along the spine."""
    x, y = grid()
    spine = 0.35 * hump(x, 1424, 10) * ramp(y, 540, 700)
    left = hump(x - 0.18 * (y - 600), 1258, 6) * ramp(y, 570, 640) * (1 - ramp(y, 720, 800))
    right = hump(x + 0.12 * (y - 600), 1584, 7) * ramp(y, 560, 640) * (1 - ramp(y, 740, 830))
    return blurred(np.clip(spine + left + right, 0, 1), 3)


def _painted_chair() -> tuple[Field, Field]:
    x, _ = grid()
    posts = [[(left, 860), (left + 20, 860), (left + 18, 1090), (left + 2, 1090)] for left in (1214, 1617)]
    spindles = [[(left, 870), (left + 11, 870), (left + 11, 1090), (left, 1090)] for left in range(1290, 1580, 64)]
    rail, sticks = filled(curve(_CHAIR_RAIL)), filled(*posts, *spindles)
    stick_light = lit(sticks, 5, FROM_WINDOW) * (1 - ramp(x, 1200, 1700))
    rail_light = lit(rail, 12, (-0.5, -1.0, 0.15)) ** 1.5 * (1 - 0.8 * ramp(x, 1200, 1640))
    paint = tinted(0.012 + 0.12 * stick_light, _CHAIR_WOOD)
    return np.maximum(rail, sticks), laid_over(paint, rail, tinted(0.02 + 0.30 * rail_light, _CHAIR_WOOD))
