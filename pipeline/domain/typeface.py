"""The typeface as numbers: how wide each letter is, and which letters there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Typeface:
    """A font family's letters, measured.

    Attributes:
        family: its name.
        regular_em, bold_em: advance width of each character it has, in em; what is missing here it cannot draw.
        line_em: height of a line, in em.
    """

    family: str
    regular_em: Mapping[str, float]
    bold_em: Mapping[str, float]
    line_em: float

    def width_em(self, text: str, *, bold: bool) -> float:
        """How wide the text is set on one line, in em; letters it does not have count as one em."""
        advances = self.bold_em if bold else self.regular_em
        return sum(advances.get(character, 1.0) for character in text)
