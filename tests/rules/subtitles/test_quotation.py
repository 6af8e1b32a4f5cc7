"""A quotation is closed, in its caption or in one of the next few; apostrophes are no quotation marks."""

from __future__ import annotations

import pytest

from pipeline.rules.subtitles.quotation import RULE, check
from tests.rules.subtitles.written import against, cues, english

REST = ("and so", "it was", "that we", "went on", "with it", "for good", "in the end")


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("He said, “Go.”",), []),
        (("He said, “Go.",), [1]),
        (('He said, "Go.',), [1]),
        (('He said, "Go."',), []),
        (('어머니가 "가지 마라."라고 하셨어요',), []),
        (("어머니가 「가지 마라",), [1]),
        (("『강』 / 《로동신문", "네"), [1]),
        (("He said, “I went", "to the river.”"), []),
        (("He said, “I went", *REST[:5], "to the river.”"), []),
        (("He said, “I went", *REST[:6], "to the river.”"), [1]),
        (("“I went", "“to the river", "“and came back.”"), []),
        (('"I went', '"to the river', '"and back', '"again."'), []),
        (("“Go,” he said. “Now.", *REST), [1]),
        (("it’s ’97 and the boys’ ‘own",), []),
        (("it's '97 and the boys' 'own",), []),
        (("He is 5'10\" tall",), []),
        (("<font color=\"red'>네",), []),
        (("no opening”",), []),
        (('"',), []),
        (("",), []),
    ],
)
def test_quotations_that_are_never_closed_are_found(texts: tuple[str, ...], expected: list[int]) -> None:
    found = check(english(*texts), against("en"))
    assert cues(found) == expected
    assert all((item.rule, item.severity) == ("subtitle-quotation", "warning") for item in found)
    assert RULE.fix is None
