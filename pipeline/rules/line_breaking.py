"""Breaks a caption into lines where a reader would breathe: at spaces only, Korean at eojeol borders."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.domain.transcript import Language
from pipeline.rules.text_width import width

_KO_MODIFIER = re.compile(r"(?:[은는던]|[가-힣]*(?:한|할|된|될|있는|없는|같은))$")
_KO_DETERMINERS = frozenset(
    {"그", "이", "저", "한", "두", "세", "네", "첫", "제", "내", "우리", "모든", "어떤", "다른", "아주", "더"}
)
_KO_AUXILIARY = re.compile(r"^(?:있|없|싶|않|못|수|것|거|줄|때|때문|보|주|말|뿐|만큼|적)")
_KO_GOOD_END = re.compile(r"(?:고|는데|지만|니까|면서|서|며|면|[은는]|에는|에서|때)$")
_EN_BAD_END = re.compile(
    r"(?i:a|an|the|of|to|in|on|at|by|for|with|from|and|or|but|as|my|your|his|her|its|our|their|this|that|these|those|is|are"
    r"|was|were|be|been|have|has|had|do|does|did|not|will|would|can|could|should|may|might|must|very|so|who|which)"
)
_EN_GOOD_START = re.compile(
    r"(?i:and|but|or|so|because|when|while|if|that|who|which|where|after|before|until|than|then)"
)


def lines_from(text: str, *, max_line: float, language: Language) -> tuple[str, ...]:
    """The text in as few lines as its limit allows, evenly filled, broken at the best spaces.

    A single word longer than the limit stays whole, on a line that is too long: rules report it, nothing is cut.

    Args:
        text: one line of NFC text, single spaces.
        max_line: longest line, in the language's counting.
        language: decides counting and where a break reads well.
    """
    words = text.split()
    if not words:
        return ()
    best: dict[int, tuple[float, tuple[str, ...]]] = {0: (0.0, ())}
    for end in range(1, len(words) + 1):
        options = []
        for start in range(end):
            line = " ".join(words[start:end])
            over = width(line, language) - max_line
            if over > 0 and end - start > 1:
                continue
            cost, lines = best[start]
            options.append(
                (cost + _line_cost(line, max_line, language) + break_cost(words, end, language), (*lines, line))
            )
        best[end] = min(options)
    return best[len(words)][1]


_PER_LINE = 100.0
_RAGGED = 8.0


def _line_cost(line: str, max_line: float, language: Language) -> float:
    """Every further line costs much; an unevenly filled one a little."""
    empty = max(0.0, 1 - width(line, language) / max_line)
    return _PER_LINE + _RAGGED * empty * empty


def break_cost(words: Sequence[str], position: int, language: Language) -> float:
    """How badly a break before the word at this position reads: 0 is best, above 4 splits what belongs together."""
    if position in {0, len(words)}:
        return 0.0
    before, after = words[position - 1], words[position]
    if before[-1] in ".?!…":
        return 0.0
    if before[-1] in ",;:":
        return 0.5
    return _korean_break_cost(before, after) if language == "ko" else _english_break_cost(before, after)


def _korean_break_cost(before: str, after: str) -> float:
    if _KO_AUXILIARY.match(after) or before in _KO_DETERMINERS or before.isdigit():
        return 6.0
    if _KO_GOOD_END.search(before):
        return 1.0
    return 5.0 if _KO_MODIFIER.search(before) else 2.0


def _english_break_cost(before: str, after: str) -> float:
    if _EN_BAD_END.fullmatch(before) or (before[0].isupper() and after[0].isupper()):
        return 6.0
    return 1.0 if _EN_GOOD_START.fullmatch(after) else 2.0
