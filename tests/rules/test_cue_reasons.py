"""Every reason a cue can have is said in words, and names only rules that there are."""

from __future__ import annotations

import re
from itertools import product
from typing import get_args

from pipeline.domain.subtitles import EndReason, Reasons, SplitReason, StartReason
from pipeline.rules.cue_reasons import in_words
from pipeline.rules.subtitles import RULES


def test_every_reason_is_said_in_words_of_its_own() -> None:
    said = {
        reasons: in_words(Reasons(*reasons))
        for reasons in product(get_args(SplitReason), get_args(StartReason), get_args(EndReason))
    }
    assert len(set(said.values())) == len(said)


def test_the_rules_it_names_are_those_that_judge() -> None:
    named = {
        rule
        for text, start, end in zip(get_args(SplitReason), get_args(StartReason) * 2, get_args(EndReason), strict=False)
        for line in in_words(Reasons(text, start, end))
        for rule in re.findall(r"subtitle-[a-z-]+", line)
    }
    assert named <= {rule.name for rule in RULES}
    assert len(named) > 4
