"""What was measured of a part: nonsense is refused, and the picture that what follows is compared to is known."""

from __future__ import annotations

import pytest

from pipeline.domain.measured import MeasuredPicture, Stretch


@pytest.mark.parametrize(
    ("part", "compared_to"),
    [
        (MeasuredPicture(10, (), ()), 9),
        (MeasuredPicture(10, (), (Stretch(2, 5),)), 9),
        (MeasuredPicture(10, (), (Stretch(2, 5), Stretch(7, 10))), 7),
        (MeasuredPicture(10, (), (), like_before=9), 9),
        (MeasuredPicture(10, (), (Stretch(4, 10),), like_before=4), 4),
        (MeasuredPicture(10, (), (), like_before=10), None),
    ],
)
def test_what_follows_is_compared_to_the_first_of_the_last_stretch(
    part: MeasuredPicture, compared_to: int | None
) -> None:
    assert part.compared_to == compared_to


@pytest.mark.parametrize(
    ("black", "still", "like_before"),
    [
        ((), (Stretch(2, 5), Stretch(4, 7)), 0),
        ((), (Stretch(2, 11),), 0),
        ((Stretch(2, 11),), (), 0),
        ((Stretch(5, 7), Stretch(2, 3)), (), 0),
        ((), (Stretch(2, 5),), 3),
        ((), (), 11),
    ],
)
def test_what_cannot_be_is_refused(black: tuple[Stretch, ...], still: tuple[Stretch, ...], like_before: int) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        MeasuredPicture(10, black, still, like_before)


def test_a_stretch_holds_a_picture() -> None:
    with pytest.raises(ValueError, match="forward"):
        Stretch(3, 3)
