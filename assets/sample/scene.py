"""The interview's picture at any moment."""

from __future__ import annotations

import numpy as np
from PIL import Image

from assets.sample.figure import Figure, pose_at
from assets.sample.moving import Curtain, Dust, Steam, SunOnWall, Twig
from assets.sample.painting import HEIGHT_PX, WIDTH_PX, displayed, dither, levels
from assets.sample.room import furnished_room

_SEED = 7  # fixes the plaster, the leaves and the dust


class Scene:
    """A room in evening light and somebody in it, drawn by numbers alone.

    What stays still is painted once, when the scene is made (some seconds); a frame redraws only what moves.
    """

    def __init__(self) -> None:
        random = np.random.default_rng(_SEED)
        room = furnished_room(random)
        self._still = Image.fromarray(levels(displayed(room.shaded), dither((HEIGHT_PX, WIDTH_PX))))
        self._moving = (SunOnWall(room, random), Twig(), Steam(random), Curtain(room))
        self._figure = Figure()
        self._dust = Dust(random)

    def frame(self, time_s: float, *, speaking: float) -> bytes:
        """The picture at this time as rows of red, green and blue bytes.

        Args:
            time_s: seconds from the film's beginning.
            speaking: how much the person speaks, 0 to 1.
        """
        picture = self._still.copy()
        for part in self._moving:
            part.draw(picture, time_s)
        self._figure.seat(picture, pose_at(time_s, speaking))
        pixels = np.array(picture)
        self._dust.draw(pixels, time_s)
        return pixels.tobytes()
