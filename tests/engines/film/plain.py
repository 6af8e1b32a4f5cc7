"""A film with nothing drawn over it, of one file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pipeline.domain.branding import DrawnPlate
from pipeline.domain.cut import EditDecisionList
from pipeline.domain.footage import Footage
from pipeline.domain.presets import Picture
from pipeline.domain.render_plan import Film, Tools
from pipeline.engines.probe import probe
from pipeline.rules.render_planning import film_from
from tests import examples


def footage_of(media: Path) -> Footage:
    """The file as footage, without what only listening and looking tell."""
    found = probe(media, label="file 1")
    file = replace(examples.footage(found.duration).files[0], video=found.video, audio=found.audio)
    return Footage(examples.SOURCE, (file,), None, None, (), ())


def film_of(footage: Footage, cut: EditDecisionList, picture: Picture, *, plates: tuple[DrawnPlate, ...] = ()) -> Film:
    """The cut as a film: no cards, no text, no logo."""
    return film_from(
        footage,
        cut,
        target="small",
        picture=picture,
        styles=(),
        drawn=(),
        intro=None,
        outro=None,
        logo_key="",
        tools=Tools("", ""),
        plates=plates,
    )
