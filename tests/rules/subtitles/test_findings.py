"""All rules together: one name each, findings rule by rule, and nothing said of good captions."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from pipeline.domain.transcript import LANGUAGES, Language
from pipeline.rules import subtitles
from pipeline.rules.subtitles.base import MILLISECONDS
from pipeline.rules.subtitles.mending import mended
from tests.examples import FRAME_RATES, cue, judged, track
from tests.rules.subtitles.written import against, korean, shown

GOOD: dict[Language, tuple[str, ...]] = {
    "ko": (
        "안녕하세요 / 만나서 반갑습니다",
        "저는 함경북도의 작은 마을에서 / 태어났습니다",
        "그때는 먹을 것이 없었어요…",
        "CD하고 USB로 몰래 봤어요",
        "김정은 위원장이 왔다고 했어요",
        "The Lord of the Rings",
        "- 언제 오셨어요? / - 2009년에요",
        '어머니가 / "가지 마라."라고 하셨어요',
        "《로동신문》에 녀자들이 나왔어요",
        "1997년 6월 25일이었어요",
        "네",
        "{\\an8}<b>혜산시</b>",
    ),
    "en": (
        "Hello. It is nice to meet you.",
        "I was born in Hyesan, / a small city on the border.",
        "There was nothing to eat…",
        "We watched it on a <i>USB</i> stick.",
        "They said that Kim Jong Un had come.",
        "-When did you come? / -In 2009.",
        "We called it “고난의 행군.”",
        "It was June 25, 1997.",
        "Yes.",
        "{\\an8}HYESAN",
    ),
}


@pytest.mark.parametrize("spoken", LANGUAGES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rate", [*FRAME_RATES, MILLISECONDS], ids=str)
def test_good_captions_pass_every_rule(language: Language, spoken: Language, rate: Fraction) -> None:
    captions = tuple(
        replace(caption, start_frame=int(8 * index * rate), end_frame=int((8 * index + 6) * rate))
        for index, caption in enumerate(shown(language, *GOOD[language]))
    )
    assert subtitles.findings(captions, against(language, rate=rate, spoken=spoken)) == ()


def test_good_cues_pass_every_rule() -> None:
    both = track(cue(0, 50), cue(52, 100, ko=("아니요",), en=("No",)))
    assert subtitles.findings(*judged(both)) == ()


def test_rules_have_names_of_their_own() -> None:
    names = [rule.name for rule in subtitles.RULES]
    assert len(set(names)) == len(names)
    assert all(name.startswith("subtitle-") for name in names)


def test_findings_stand_rule_by_rule_and_say_what_to_do() -> None:
    captions = korean(
        "x", "", "<i>네...</i> / 아니 / 그", "I am here. / - 네.", "가" * 17, "모르는 그 / 사람", "모르는 그 / 사람"
    )
    early = tuple(replace(item, start_frame=item.start_frame - 10 * item.number) for item in captions[::-1])
    found = subtitles.findings(sorted(early, key=lambda item: item.start_frame), against("ko", shots=(90,)))
    named = list(dict.fromkeys(finding.rule for finding in found))
    assert named == [rule.name for rule in subtitles.RULES if rule.name in named]
    assert len(named) > len(subtitles.RULES) / 2
    assert all(finding.message.endswith(".") and finding.limit and finding.measured for finding in found)


HEARD: dict[Language, tuple[str, ...]] = {
    "ko": (
        "[문 두드리는 소리]",
        "(한숨)",
        "♪ 고향의 봄 ♪",
        "♪ 나의 살던 고향은 / 꽃피는 산골 ♪",
        "어머니: 가지 마라",
        "[어머니] 가지 마라",
        "- 어머니: 가지 마라 / - 저: 네",
        "- (웃음) / - 네",
        "(북한말로) 일없습니다",
    ),
    "en": (
        "[DOOR SLAMS]",
        "[sighs]",
        "(SPEAKING KOREAN)",
        "♪ Spring in my hometown ♪",
        "♪ The village I lived in / the flowers ♪",
        "MOTHER: Don't go.",
        "[mother] Don't go.",
        "-MOTHER: Don't go. / -DAUGHTER: I have to.",
        "-[laughs] / -Yes.",
        "<i>I never saw her again.</i>",
        "I read <i>Rodong Sinmun</i> every day.",
        "<i>-Who is there? / -Your mother.</i>",
        "# And I will go home #",
    ),
}


@pytest.mark.parametrize(("language", "text"), [(language, text) for language in LANGUAGES for text in HEARD[language]])
def test_speakers_music_and_sounds_are_not_blamed(language: Language, text: str) -> None:
    captions = shown(language, text)
    assert subtitles.findings(captions, against(language)) == ()
    assert mended(captions, against(language)).captions == captions
