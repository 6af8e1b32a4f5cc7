"""The room: a plastered wall in evening light, a table with a vase and a cup, a small picture of the sea."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from assets.sample.painting import (
    Colour,
    Field,
    blurred,
    curve,
    filled,
    grid,
    hump,
    laid_over,
    lit,
    ramp,
    texture,
    tinted,
)

SUNLIGHT: Colour = (1.0, 0.60, 0.29)  # a low sun
FROM_WINDOW = (-1.0, -0.3, 0.2)  # the window is to the left, a little above
VASE_MOUTH = (700.0, 610.0)
CUP_MOUTH = (1081.0, 690.0)

_WALL: Colour = (0.34, 0.407, 0.418)
_WOOD: Colour = (0.30, 0.155, 0.085)
_STONEWARE: Colour = (0.52, 0.56, 0.54)
_PORCELAIN: Colour = (0.95, 0.86, 0.76)
_RAIL_Y_PX = 652.0
_PANE_X_PX, _PANE_Y_PX = (590.0, 768.0), (104.0, 256.0, 408.0)
_PANE_WIDTH_PX, _PANE_HEIGHT_PX = 162.0, 136.0
_SUN_SLOPE = 0.20  # how far the sun's rays fall for each step to the right
_TABLE_FAR_Y_PX, _TABLE_NEAR_Y_PX, _TABLE_LEFT_X_PX = 716.0, 778.0, 456.0


@dataclass(frozen=True, slots=True)
class Room:
    """The still parts of the picture, in linear light.

    Attributes:
        shaded: the room while a cloud hides the sun.
        sunny: the same with the window's shape in sunlight on the wall.
    """

    shaded: Field
    sunny: Field


def grading() -> Field:
    """How much light each part keeps: the floor, where captions stand, and the far corner lie in the dark."""
    x, y = grid()
    return (1 - 0.88 * ramp(y, 785, 1080) ** 0.7) * (1 - 0.40 * ramp(x, 1250, 2000) ** 1.5)


def furnished_room(random: np.random.Generator) -> Room:
    """The room without what moves in it."""
    plaster = 1 + 0.012 * texture((1080, 1920), 2.0, random) + 0.035 * texture((1080, 1920), 60, random)
    panes = _window_on_wall()
    wall = _wall(plaster) + tinted(blurred(panes, 110) * 0.085, SUNLIGHT)
    sunlight = tinted(panes * plaster * 0.70, SUNLIGHT)
    furniture = _Furniture(random)
    keep = grading()[..., None]
    return Room(shaded=furniture.set_before(wall) * keep, sunny=furniture.set_before(wall + sunlight) * keep)


def _wall(plaster: Field) -> Field:
    x, y = grid()
    daylight = 0.35 / (1 + ((x - 150) / 640) ** 2 + ((y - 300) / 620) ** 2) + 0.034
    rail = 0.45 * hump(y, _RAIL_Y_PX - 5, 2.0) - 0.45 * hump(y, _RAIL_Y_PX + 4, 3.5)
    panel = 1 - 0.35 * ramp(y, _RAIL_Y_PX, _RAIL_Y_PX + 2)
    return tinted(daylight * plaster * panel * (1 + rail), _WALL)


def _window_on_wall() -> Field:
    panes = []
    for left in _PANE_X_PX:
        for top in _PANE_Y_PX:
            right, bottom = left + _PANE_WIDTH_PX, top + _PANE_HEIGHT_PX
            drop_left, drop_right = (_SUN_SLOPE * (edge - _PANE_X_PX[0]) for edge in (left, right))
            panes.append(
                [
                    (left, top + drop_left),
                    (right, top + drop_right),
                    (right, bottom + drop_right),
                    (left, bottom + drop_left),
                ]
            )
    return filled(*panes, softness_px=4.5)


class _Furniture:
    """What stands before the wall, painted once and laid over any light on it."""

    def __init__(self, random: np.random.Generator) -> None:
        self._x, self._y = grid()
        streaks = np.repeat(texture((1080, 64), 1.2, random), 30, axis=1)
        self._grain = blurred(1 + 0.05 * streaks, 1.2)
        self._layers: list[tuple[Field, Field]] = []
        self._add_sea_picture()
        self._add_table()
        self._add_vase()
        self._add_cup()

    def set_before(self, wall: Field) -> Field:
        """The wall with the furniture in front of it."""
        picture = wall
        for cover, paint in self._layers:
            picture = laid_over(picture, cover, paint)
        return picture

    def _add(self, cover: Field, amount: Field, colour: Colour) -> None:
        self._layers.append((cover, tinted(amount.astype(np.float32), colour)))

    def _add_shadow(self, cover: Field) -> None:
        self._add(cover, np.zeros_like(cover), (0, 0, 0))

    def _add_sea_picture(self) -> None:
        left, top, right, bottom = 1652.0, 268.0, 1812.0, 384.0
        border = [(left, top), (right, top), (right, bottom), (left, bottom)]
        inner = [(left + 7, top + 7), (right - 7, top + 7), (right - 7, bottom - 7), (left + 7, bottom - 7)]
        cast = [(x + 8, y + 12) for x, y in border]
        self._add_shadow(0.5 * filled(cast, softness_px=9))
        self._add(filled(border), 0.05 + 0.05 * hump(self._x, left, 3), _WOOD)
        horizon = 330.0
        sky = 0.05 + 0.075 * hump(self._y, horizon, 34)
        self._add(filled(inner), sky, (0.95, 0.72, 0.52))
        sea = filled([(left + 7, horizon), (right - 7, horizon), (right - 7, bottom - 7), (left + 7, bottom - 7)])
        self._add(sea, 0.035 + 0.045 * hump(self._x, 1716, 30) * hump(self._y, horizon, 30), (0.58, 0.80, 0.95))

    def _add_table(self) -> None:
        left, far, near, beyond = _TABLE_LEFT_X_PX, _TABLE_FAR_Y_PX, _TABLE_NEAR_Y_PX, 2000.0
        self._add(filled([(482, 832), (524, 832), (516, 1100), (494, 1100)]), 0.03 * hump(self._x, 478, 40), _WOOD)
        apron = filled([(left, near), (beyond, near), (beyond, 832), (left + 6, 832)])
        self._add(apron, (0.09 * hump(self._x, 430, 420) + 0.008) * self._grain, _WOOD)
        self._top = filled([(left, near), (left + 72, far), (beyond, far), (beyond, near)])
        self._add(self._top, (0.75 * hump(self._x, 430, 520) + 0.035) * self._grain, _WOOD)
        edge = hump(self._y, near, 1.5) * ramp(self._x, left, left + 2)
        self._add(edge * 0.5 * hump(self._x, 430, 480), np.full_like(edge, 0.34), SUNLIGHT)

    def _add_vase(self) -> None:
        left_side = [(676, 738), (660, 716), (658, 690), (668, 664), (684, 644), (686, 622), (681, 612)]
        right_side = [(1400 - x, y) for x, y in reversed(left_side)]
        body = filled(curve([(700, 742), *left_side, (700, 609), *right_side]))
        self._add_shadow(
            0.6 * blurred(filled([(690, 738), (720, 732), (900, 742), (880, 752), (720, 750)]), 5) * self._top
        )
        self._add(body, 0.02 + 0.42 * lit(body, 16, FROM_WINDOW) ** 1.4, _STONEWARE)
        glint = 0.5 * hump(self._x, 670, 5) * hump(self._y, 684, 16) * body
        self._add(glint, np.full_like(glint, 0.30), SUNLIGHT)

    def _add_cup(self) -> None:
        x = self._x
        self._add_shadow(
            0.5 * blurred(filled([(1060, 746), (1120, 744), (1230, 752), (1220, 760), (1080, 762)]), 5) * self._top
        )
        self._add(filled(_oval(1081, 750, 59, 9.5)), 0.03 + 0.30 * hump(x, 1020, 55), _PORCELAIN)
        handle = filled(_oval(1116, 713, 20, 17)) - filled(_oval(1115, 712, 13, 10))
        self._add(np.clip(handle, 0, 1), np.full_like(handle, 0.045), _PORCELAIN)
        body = [(1046, 690), (1050, 724), (1058, 742), (1066, 748), (1096, 748), (1104, 742), (1112, 724), (1116, 690)]
        self._add(filled(body), 0.025 + 0.50 * (1 - ramp(x, 1042, 1100)) ** 1.6, _PORCELAIN)
        mouth_x, mouth_y = CUP_MOUTH
        self._add(filled(_oval(mouth_x, mouth_y, 36, 8)), 0.05 + 0.28 * ramp(x, 1040, 1120), _PORCELAIN)
        self._add(filled(_oval(mouth_x, mouth_y + 1, 31, 4.8)), np.full_like(x, 0.05), (0.5, 0.25, 0.12))


def _oval(x: float, y: float, radius_x: float, radius_y: float) -> list[tuple[float, float]]:
    turns = np.linspace(0, 2 * np.pi, 60, endpoint=False)
    return [(x + radius_x * float(np.cos(turn)), y + radius_y * float(np.sin(turn))) for turn in turns]
