"""Colours, cards, and which of them belongs to a target."""

from __future__ import annotations

import pytest

from pipeline.domain.branding import Branding, Card, ChapterTitle, Colours, DrawnCard, Labels, SizedLogo
from tests.examples import SHOW

FILMS = Labels((), (ChapterTitle("집", "Home", 0, 100),))


@pytest.mark.parametrize("wrong", ["#10202B", "10202b", "#123", "#10202b; drop", "red"])
def test_a_colour_is_six_digits_in_lower_case(wrong: str) -> None:
    with pytest.raises(ValueError, match="#rrggbb"):
        Colours(wrong, "#ffffff", "#ffffff")


def test_a_card_lasts() -> None:
    with pytest.raises(ValueError, match="at least one frame"):
        Card("intro", "", "", (), 0, SHOW.brand.colours)


def test_what_belongs_to_a_target() -> None:
    intro = DrawnCard("intro", "youtube", "key", 84)
    branding = Branding((intro,), (SizedLogo("youtube", "logo"),), FILMS, {"shorts": Labels()})
    assert branding.card("intro", "youtube") == intro
    assert branding.card("outro", "youtube") is None
    assert branding.card("intro", "shorts") is None
    assert (branding.logo_key("youtube"), branding.logo_key("shorts")) == ("logo", "")
    assert (branding.labels_of("youtube"), branding.labels_of("shorts")) == (FILMS, Labels())
