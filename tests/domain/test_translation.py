"""A translation's lines are found by their sentence."""

from __future__ import annotations

from tests.examples import sentence, transcript, translation, words_from


def test_a_sentences_translation() -> None:
    spoken = transcript(sentence(1, words_from("네")), sentence(2, words_from("아니요", at=5)))
    english = translation(spoken, "Yes.", "No.")
    assert english.language == "en"
    assert english.text_of("s0002") == "No."
    assert english.text_of("s0003") is None
