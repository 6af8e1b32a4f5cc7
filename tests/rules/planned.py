"""A film as it is planned, and everything it is planned from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.domain.branding import Animation, DrawnCard, DrawnPlate
from pipeline.domain.cut import EditDecisionList
from pipeline.domain.footage import Footage
from pipeline.domain.framing import FileFraming
from pipeline.domain.presets import Picture
from pipeline.domain.render_plan import Drawn, Film, TextStyle, Tools
from pipeline.rules import drawing
from pipeline.rules.render_planning import film_from
from tests.examples import YOUTUBE, edl, footage

STYLES = drawing.styles(YOUTUBE)
CHUNK = 500
"""Frames of a full chunk at 25 frames a second: 20 s."""


@dataclass(frozen=True, slots=True)
class Plan:
    """All that a film is planned from."""

    filmed: Footage
    cut: EditDecisionList
    drawn: tuple[Drawn, ...] = ()
    picture: Picture = YOUTUBE.picture
    styles: tuple[TextStyle, ...] = STYLES
    intro_key: str = "intro-key"
    logo_key: str = "logo"
    logo_animation: Animation | None = None
    tools: Tools = Tools("9.0", "fonts")  # noqa: RUF009 - frozen
    target: str = "youtube"
    framing: Mapping[str, FileFraming] = field(default_factory=dict)
    plates: tuple[DrawnPlate, ...] = ()

    @property
    def film(self) -> Film:
        lead_in, tail = self.cut.lead_in_frames, self.cut.tail_frames
        return film_from(
            self.filmed,
            self.cut,
            target=self.target,
            picture=self.picture,
            styles=self.styles,
            drawn=self.drawn,
            intro=DrawnCard("intro", "youtube", self.intro_key, lead_in) if lead_in else None,
            outro=DrawnCard("outro", "youtube", "outro-key", tail) if tail else None,
            logo_key=self.logo_key,
            logo_animation=self.logo_animation,
            tools=self.tools,
            framing=self.framing,
            plates=self.plates,
        )

    @property
    def keys(self) -> list[str]:
        return [chunk.key for chunk in self.film.chunks]


def caption(start: int, end: int, text: str = "가") -> Drawn:
    return Drawn(start, end, 1, "ko", text)


USUAL = Plan(
    footage(600),
    edl((10, 1200), (100, 700), (300, 30), lead_in_frames=84, tail_frames=100),
    (caption(100, 150), caption(820, 850), caption(1300, 1350), caption(2000, 2010)),
)
