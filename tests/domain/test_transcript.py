"""What was said: words, sentences and their ids."""

from __future__ import annotations

import pytest

from pipeline.domain.transcript import Sentence, other
from tests.examples import sentence, span, transcript, word, words_from


def test_the_other_language() -> None:
    assert (other("ko"), other("en")) == ("en", "ko")


@pytest.mark.parametrize("text", ["", " ", " 네", "네 ", "네\n"])
def test_a_word_has_no_spaces_around_it(text: str) -> None:
    with pytest.raises(ValueError, match="without spaces"):
        word(text, 0, 1)


def test_a_sentence_reaches_to_its_latest_word() -> None:
    spoken = sentence(1, [word("저는", 1, 4), word("네", 2, 3)])
    assert spoken.text == "저는 네"
    assert spoken.source_range == span(1, 4)


def test_a_sentence_has_words() -> None:
    with pytest.raises(ValueError, match="s0007 has no words"):
        Sentence("s0007", ())


def test_speakers_are_counted_from_one_and_nobody_may_be_known() -> None:
    assert sentence(1, words_from("네")).speaker == 0
    with pytest.raises(ValueError, match="counted from 1"):
        Sentence("s0001", words_from("네"), speaker=-1)


def test_sentences_are_found_by_their_id() -> None:
    heard = transcript(sentence(1, words_from("하나 둘")), sentence(2, words_from("셋", at=5)))
    assert heard.sentence("s0002") == heard.sentences[1]
    assert heard.sentence("s0009") is None
    assert [item.text for item in heard.words] == ["하나", "둘", "셋"]


def test_no_id_comes_twice() -> None:
    with pytest.raises(ValueError, match="unique"):
        transcript(sentence(1, words_from("하나")), sentence(1, words_from("둘", at=5)))
