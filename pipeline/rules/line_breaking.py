"""Breaks a caption into lines where a reader would breathe: at spaces only, Korean at eojeol borders."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.domain.transcript import Language
from pipeline.rules.text_width import width

_KO_MODIFIER = re.compile(
    r"(?:던|한|할|된|될|하는|되는|있는|없는|같은)$"
    r"|^(?:가는|오는|사는|먹는|많은|작은|좋은|높은|낮은|젊은|늙은|큰|긴|어린|아픈|나쁜|새|옛)$"
)
"""Words that hang on the noun behind them; others on -은, -는 may be topics just as well, and a topic is a good end."""

_KO_CLINGING = frozenset(
    {
        "그",
        "이",
        "저",
        "한",
        "두",
        "세",
        "네",
        "첫",
        "제",
        "내",
        "우리",
        "모든",
        "어떤",
        "다른",
        "아주",
        "더",
        "안",
        "못",
    }
)
"""Determiners, small numbers and adverbs of negation and degree: the word behind them is theirs."""

_KO_AUXILIARY = re.compile(
    r"^(?:있|없|싶|않|못[하했]|것|거[야예죠든]|겁니|때문|뿐|봤|봐|보[았고니]|줬|줘|주[었셨세고]|말[았고]|마세)"
    r"|^(?:수|줄|적|때|만큼)(?:[가이는은도를에]|에는|에도|부터|까지|마다|밖에)?[.,?!…]*$"
)
"""Auxiliary verbs and bound nouns say nothing without the word before them; 수용소, 주민, 보위부 and 말씀 do."""

_KO_GOOD_END = re.compile(r"(?:고|는데|지만|니까|면서|서|며|면|[은는]|에는|에서|때)$")
_EN_BAD_END = re.compile(
    r"(?i:a|an|the|of|to|in|on|at|by|for|with|from|into|about|than|and|or|but|because|if|when|while|as|no|every|some|any"
    r"|i|he|she|we|they|my|your|his|her|its|our|their|this|that|these|those|is|are|was|were|be|been|am|have|has|had"
    r"|do|does|did|not|will|would|can|could|should|may|might|must|very|so|who|which|[a-z]+(?:n['’]t|['’](?:m|re|ve|ll|d)))"
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
        for start in range(end - 1, -1, -1):
            line = " ".join(words[start:end])
            if end - start > 1 and width(line, language) > max_line:
                break
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
    if _KO_AUXILIARY.match(after) or before in _KO_CLINGING or before.isdigit():
        return 6.0
    if _KO_MODIFIER.search(before):
        return 5.0
    return 1.0 if _KO_GOOD_END.search(before) else 2.0


def _english_break_cost(before: str, after: str) -> float:
    if _EN_BAD_END.fullmatch(before) or (before[0].isupper() and after[0].isupper()):
        return 6.0
    return 1.0 if _EN_GOOD_START.fullmatch(after) else 2.0
