"""The gate: which level holds, what may be delivered, and hidden names found however they are written."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.protection import ENFORCEABLE, Consent, HiddenName, ProtectionLevel
from pipeline.domain.story import Bilingual, Speaker, Story
from pipeline.domain.subtitles import Cue, SubtitleTrack
from pipeline.domain.timing import TimeBase
from pipeline.rules.protecting import (
    byte_patterns,
    hidden_names,
    names_in_bytes,
    names_in_captions,
    names_in_texts,
    protection_of,
    shown_name,
)

OPEN, PSEUDONYM, COVERED, ANONYMOUS = ProtectionLevel
TODAY = date(2026, 3, 1)
NAME = Bilingual("김예린", "Kim Ye-rin")
PSEUDONYM_NAME = Bilingual("한봄", "Han Bom")


def speaker(level: ProtectionLevel | None = None, *, pseudonym: Bilingual = PSEUDONYM_NAME) -> Speaker:
    return Speaker(NAME, pseudonym, protection=level)


@pytest.mark.parametrize(
    ("story_level", "speakers", "asked", "level", "reasons"),
    [
        (None, (), None, None, ["no protection level is stated"]),
        (OPEN, (), None, OPEN, []),
        (PSEUDONYM, (), None, PSEUDONYM, []),
        (COVERED, (), None, COVERED, ['"covered" asks for hidden faces,']),
        (ANONYMOUS, (), None, ANONYMOUS, ['"anonymous" asks for hidden faces and voices']),
        (None, (), OPEN, OPEN, []),
        (None, (), ANONYMOUS, ANONYMOUS, ['"anonymous"']),
        (PSEUDONYM, (), OPEN, PSEUDONYM, []),
        (COVERED, (), OPEN, COVERED, ['"covered"']),
        (OPEN, (), PSEUDONYM, PSEUDONYM, []),
        (OPEN, (), COVERED, COVERED, ['"covered"']),
        (OPEN, (OPEN, None), None, OPEN, []),
        (OPEN, (OPEN, PSEUDONYM), None, PSEUDONYM, []),
        (OPEN, (PSEUDONYM, ANONYMOUS), PSEUDONYM, ANONYMOUS, ['"anonymous"']),
        (None, (OPEN,), None, OPEN, []),
        (None, (PSEUDONYM, OPEN), None, PSEUDONYM, []),
        (None, (OPEN, None), None, None, ["no protection level is stated"]),
        (None, (None,), None, None, ["no protection level is stated"]),
        (None, (OPEN, None), OPEN, OPEN, []),
    ],
)
def test_the_strictest_level_holds(
    story_level: ProtectionLevel | None,
    speakers: tuple[ProtectionLevel | None, ...],
    asked: ProtectionLevel | None,
    level: ProtectionLevel | None,
    reasons: list[str],
) -> None:
    story = Story(level=story_level, speakers=tuple(speaker(item) for item in speakers or (None,)))
    decided = protection_of(story, asked=asked, today=TODAY)
    assert decided.level == level
    assert decided.deliverable is not bool(reasons)
    assert len(decided.holds) == len(reasons)
    assert all(reason in hold for reason, hold in zip(reasons, decided.holds, strict=True))


levels = st.none() | st.sampled_from(ProtectionLevel)
stories = st.builds(Story, level=levels, speakers=st.lists(levels.map(speaker), min_size=1, max_size=3).map(tuple))


@given(stories, levels)
def test_a_flag_only_raises_the_level(story: Story, asked: ProtectionLevel | None) -> None:
    without = protection_of(story, asked=None, today=TODAY).level
    decided = protection_of(story, asked=asked, today=TODAY)
    stated = [item.protection for item in story.speakers] + [story.level, asked]
    assert decided.level is None or decided.level >= max(item for item in stated if item is not None)
    assert without is None or (decided.level or OPEN) >= without


@given(stories, levels, st.integers(-3, 3))
def test_a_film_is_delivered_only_at_a_level_that_can_be_kept(
    story: Story, asked: ProtectionLevel | None, days_left: int
) -> None:
    expires = TODAY + timedelta(days=days_left)
    held = Story(level=story.level, speakers=story.speakers, consent=Consent("form-7", expires))
    decided = protection_of(held, asked=asked, today=TODAY)
    assert decided.deliverable == (decided.level in ENFORCEABLE and days_left >= 0)
    assert bool(decided.hidden_names) == (decided.level is not OPEN and bool(story.speakers))


def test_consent_holds_to_the_end_of_its_last_day() -> None:
    story = Story(level=OPEN, consent=Consent("form-7", TODAY))
    assert protection_of(story, asked=None, today=TODAY).deliverable
    late = protection_of(story, asked=None, today=TODAY + timedelta(days=1))
    assert late.holds == ("the consent ended on 2026-03-01: ask the person again and write the new date",)


def test_consent_without_an_end_holds() -> None:
    assert protection_of(Story(level=OPEN, consent=Consent("form-7")), asked=None, today=date(2999, 1, 1)).deliverable


def test_every_reason_is_told_at_once() -> None:
    story = Story(
        level=COVERED, speakers=(speaker(pseudonym=Bilingual()),), consent=Consent("", TODAY - timedelta(days=1))
    )
    assert len(protection_of(story, asked=None, today=TODAY).holds) == 3


def test_a_hidden_name_needs_a_pseudonym() -> None:
    story = Story(level=PSEUDONYM, speakers=(speaker(), speaker(pseudonym=Bilingual())))
    assert protection_of(story, asked=None, today=TODAY).holds == (
        "speaker 2 has a hidden name and no pseudonym: write one in story.toml",
    )
    assert protection_of(story, asked=PSEUDONYM, today=TODAY).hidden_names[0].whose == "speaker 1"


@pytest.mark.parametrize("level", [PSEUDONYM, COVERED, ANONYMOUS])
@pytest.mark.parametrize(
    ("name", "missing"),
    [
        (Bilingual("김예린"), "speaker 1 has no name.en"),
        (Bilingual(en="Kim Ye-rin"), "speaker 1 has no name.ko"),
        (Bilingual("김예린", " "), "speaker 1 has no name.en"),
        (Bilingual(), "speaker 1 has no name.ko and no name.en"),
    ],
)
def test_a_name_that_cannot_be_looked_for_in_both_languages_holds(
    level: ProtectionLevel, name: Bilingual, missing: str
) -> None:
    story = Story(level=level, speakers=(Speaker(name, PSEUDONYM_NAME),))
    decided = protection_of(story, asked=None, today=TODAY)
    assert any(missing in hold for hold in decided.holds)
    assert "김예린" not in " ".join(decided.holds)
    assert protection_of(replace(story, level=OPEN), asked=None, today=TODAY).deliverable


def test_a_story_without_speakers_hides_no_name() -> None:
    (hold,) = protection_of(Story(level=PSEUDONYM), asked=None, today=TODAY).holds
    assert "no speaker is named" in hold


def test_other_spellings_are_hidden_too() -> None:
    story = Story(level=PSEUDONYM, speakers=(replace(speaker(), also=("Kim Yelin", "Yeri")),))
    names = hidden_names(story, PSEUDONYM)
    assert [name.text for name in names] == ["김예린", "Kim Ye-rin", "Kim Yelin", "Yeri"]
    for text in ("I am Kim Yelin.", "I'm Yelin", "They call me Yeri"):
        assert names_in_texts({"s0001": text}, names)
    assert names_in_bytes(b"by Kim Yelin", names, compressed=False) == ("speaker 1",)


ALONE = hidden_names(
    Story(
        level=PSEUDONYM, speakers=(Speaker(Bilingual("김영희", "Kim Young-hee")), Speaker(Bilingual("리철", "Ri Chol")))
    ),
    PSEUDONYM,
)


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("영희예요.", "speaker 1"),
        ("안녕하세요, 저 영희라고 해요.", "speaker 1"),
        ("영\u200b희예요", "speaker 1"),
        (unicodedata.normalize("NFD", "영희예요."), "speaker 1"),
        ("I'm Young-hee.", "speaker 1"),
        ("Younghee's mother", "speaker 1"),
        ("YOUNG HEE", "speaker 1"),
        ("철이에요", "speaker 2"),
        ("철아, 이리 와", "speaker 2"),
        ("my friend Chol said", "speaker 2"),
        ("소영희망", None),
        ("철길을 걸었어요", None),
        ("cholera came", None),
        ("Kim came when I was young", None),
    ],
)
def test_a_given_name_alone_is_found_where_it_begins_a_word(text: str, whose: str | None) -> None:
    found = names_in_texts({"s0012": text}, ALONE)
    assert [place.partition(" (")[0] for place in found] == (
        [f"s0012 holds the given name of {whose}"] if whose else []
    )


def test_a_given_name_in_captions_is_told_by_its_sentence_alone() -> None:
    track = cues(("s0001", "네, 영희예요.", "Yes."), ("s0002", "김영희입니다.", "I am Young-"), ("s0003", "네", "hee."))
    told = [place.partition(" (")[0] for place in names_in_captions(track, ALONE)]
    assert told == [
        "s0002 holds the name of speaker 1",
        "s0001 holds the given name of speaker 1",
        "s0002 and s0003 hold the given name of speaker 1",
    ]
    assert not any("영희" in place or "Young" in place for place in names_in_captions(track, ALONE))


def test_a_given_name_that_is_an_everyday_word_is_found_with_the_family_name_only() -> None:
    sea = replace(Speaker(Bilingual("한바다", "Han Bada")), everyday_words=("바다",))
    names = hidden_names(Story(level=PSEUDONYM, speakers=(sea,)), PSEUDONYM)
    assert names_in_texts({"title": "다시 바다를"}, names) == ()
    assert names_in_texts({"title": "다시 한바다를"}, names) == ("title holds the name of speaker 1",)
    assert names_in_texts({"title": "On Bada"}, names) != ()


def test_reasons_never_tell_a_name() -> None:
    story = Story(speakers=(speaker(pseudonym=Bilingual()),))
    told = " ".join(protection_of(story, asked=ANONYMOUS, today=TODAY).holds)
    assert "김예린" not in told
    assert "Kim" not in told


@pytest.mark.parametrize("level", [PSEUDONYM, COVERED, ANONYMOUS, None])
def test_names_are_hidden_unless_the_level_is_open(level: ProtectionLevel | None) -> None:
    story = Story(speakers=(speaker(), Speaker(Bilingual(en=" "))))
    assert hidden_names(story, level) == (
        HiddenName("김예린", "speaker 1", ("예린",)),
        HiddenName("Kim Ye-rin", "speaker 1", ("Ye-rin",)),
    )
    assert hidden_names(story, OPEN) == ()
    assert shown_name(speaker(), level) == PSEUDONYM_NAME
    assert shown_name(speaker(), OPEN) == NAME


HIDDEN = (HiddenName("김예린", "speaker 1"), HiddenName("Kim Ye-rin", "speaker 1"), HiddenName("Ri Chol", "speaker 2"))


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("저는 김예린입니다.", "speaker 1"),
        ("저는 김 예린 입니다.", "speaker 1"),
        ("저는 김·예린이에요", "speaker 1"),
        (unicodedata.normalize("NFD", "저는 김예린입니다."), "speaker 1"),
        ("저는 김\u200b예\u2060린입니다", "speaker 1"),
        ("My name is Kim Ye-rin.", "speaker 1"),
        ("my name is KIM YERIN", "speaker 1"),
        ("My name is Kim\nYe Rin", "speaker 1"),
        ("kim_ye_rin", "speaker 1"),
        ("Ye-rin Kim speaks", "speaker 1"),
        ("Kim, Ye-rin", "speaker 1"),
        ("Kim (Ye-rin)", "speaker 1"),
        ("Kim Ye\u2010rin", "speaker 1"),
        ("Kim Ye\u2011rin", "speaker 1"),
        ("Kim Ye\u2013rin", "speaker 1"),
        ("Kim Ye\u00adrin", "speaker 1"),
        ("Kim Ye’rin", "speaker 1"),
        ("“Kim” Ye/rin", "speaker 1"),
        ("Ｋｉｍ　Ｙｅ－ｒｉｎ", "speaker 1"),
        ("Kim Yé-rin", "speaker 1"),
        ("저는 김(예린)입니다", "speaker 1"),
        ("저는 김\u3164예린입니다", "speaker 1"),
        ("#richol", "speaker 2"),
        ("Chol Ri", "speaker 2"),
        ("CHOL, RI", "speaker 2"),
        ("저는 예린입니다", None),
        ("Kim came, and Rin left", None),
        ("", None),
    ],
)
def test_names_in_texts(text: str, whose: str | None) -> None:
    assert names_in_texts({"s0012": text}, HIDDEN) == ((f"s0012 holds the name of {whose}",) if whose else ())


@pytest.mark.parametrize("name", ["Kim Yong Su", "Yong Su Kim", "Kim Yŏng-su"])
@pytest.mark.parametrize("text", ["Kim Yong Su", "Yong Su Kim", "Yong-su Kim", "KIM Yŏng-su", "Kim Yong-Su's"])
def test_a_name_is_found_with_the_family_first_or_last_and_with_or_without_marks(name: str, text: str) -> None:
    assert names_in_texts({"title": f"On {text}."}, [HiddenName(name, "speaker 1")]) != ()


@given(st.sampled_from(["김예린", "Kim Ye-rin", "Ri Chol"]), st.data())
def test_signs_that_are_no_letters_hide_no_name(name: str, data: st.DataObject) -> None:
    signs = st.characters(categories=["P", "S", "Z", "Cf", "Cc", "Mn"]).filter(lambda sign: not _is_letter(sign))
    parted = "".join(f"{letter}{data.draw(signs)}" for letter in name)
    assert names_in_texts({"title": f"({parted})"}, HIDDEN) != ()


def _is_letter(sign: str) -> bool:
    """Whether a sign stands for letters or digits, as "№" and "①" do."""
    return any(part.isalnum() for part in unicodedata.normalize("NFKD", sign))


def cues(*texts: tuple[str, str, str]) -> SubtitleTrack:
    """A track of one second a cue: its sentences, its Korean, its English."""
    found = [
        Cue(25 * number, 25 * number + 24, tuple(ids.split()), tuple(ko.split("|")), tuple(en.split("|")))
        for number, (ids, ko, en) in enumerate(texts)
    ]
    return SubtitleTrack(TimeBase("program", "film"), Fraction(25), "ko", tuple(found))


@pytest.mark.parametrize(
    ("texts", "places"),
    [
        ([("s0001", "안녕하세요", "Hello")], ()),
        ([("s0001", "저는 김예린입니다", "Hello")], ("s0001 holds",)),
        ([("s0001", "저는 김|예린입니다", "Hello")], ("s0001 holds",)),
        ([("s0001", "제 이름은 김", "My name is"), ("s0001", "예린입니다", "what it is")], ("s0001 holds",)),
        ([("s0001", "제 이름은", "My name is Kim"), ("s0001", "모릅니다", "Ye-rin")], ("s0001 holds",)),
        ([("s0001", "네", "It was Kim."), ("s0002", "네", "Ye-rin.")], ("s0001 and s0002 hold",)),
        ([("s0001", "네", "Kim"), ("s0002", "네", "Ye"), ("s0003", "네", "rin")], ("s0001 and s0002 and s0003 hold",)),
        ([("s0001 s0002", "네. 김예린.", "Yes.")], ("s0001 and s0002 hold",)),
        (
            [("s0001", "김예린", "Yes"), ("s0002", "네", "Yes"), ("s0003", "김예린", "Yes")],
            ("s0001 holds", "s0003 holds"),
        ),
        ([("s0001", "네", "Kim"), ("s0002", "예린", "Yes")], ()),
        ([("s0001", "김", "Yes"), ("s0002", "아니요", "Yes"), ("s0003", "예린", "Yes")], ()),
    ],
)
def test_names_in_captions(texts: list[tuple[str, str, str]], places: tuple[str, ...]) -> None:
    """Each language is one text, which cues and lines may part anywhere."""
    assert names_in_captions(cues(*texts), HIDDEN) == tuple(f"{place} the name of speaker 1" for place in places)


@given(st.lists(st.sampled_from("김예린 강을건너 "), min_size=1, max_size=12).map("".join), st.data())
def test_a_name_is_found_wherever_cues_part_it(text: str, data: st.DataObject) -> None:
    parts: list[str] = []
    rest = text
    while rest:
        length = data.draw(st.integers(1, len(rest)))
        parts, rest = [*parts, rest[:length]], rest[length:]
    track = cues(*((f"s{number:04d}", part, "Yes") for number, part in enumerate(parts)))
    assert bool(names_in_captions(track, HIDDEN)) == bool(names_in_texts({"all": text}, HIDDEN))


def test_every_place_is_named_once() -> None:
    texts = {"title": "김예린, Kim Ye-rin", "tags": "Ri Chol 김예린"}
    assert names_in_texts(texts, HIDDEN) == (
        "title holds the name of speaker 1",
        "tags holds the name of speaker 1",
        "tags holds the name of speaker 2",
    )


def test_a_name_of_nothing_but_marks_is_no_name() -> None:
    assert names_in_texts({"title": "Spring"}, [HiddenName("-", "speaker 1")]) == ()


def utf_16(text: str) -> bytes:
    return text.encode("utf-16-le")


def utf_16_big_endian(text: str) -> bytes:
    return text.encode("utf-16-be")


def decomposed(text: str) -> bytes:
    return unicodedata.normalize("NFD", text).encode()


def percent(text: str) -> bytes:
    return quote(text).encode()


def percent_in_lower_case(text: str) -> bytes:
    return quote(text).lower().encode()


def in_json(text: str) -> bytes:
    return json.dumps(text).encode()


def in_cp949(text: str) -> bytes:
    return text.encode("cp949")


@pytest.mark.parametrize("name", ["김예린", "김 예린", "Kim Ye-rin"])
@pytest.mark.parametrize(
    "written",
    [str.encode, decomposed, utf_16, utf_16_big_endian, percent, percent_in_lower_case, in_json, in_cp949],
    ids=lambda how: how.__name__,
)
def test_names_in_every_encoding(name: str, written: Callable[[str], bytes]) -> None:
    content = b"\x00\xff" + written(name) + b"\x00\xff"
    assert names_in_bytes(content, [HiddenName(name, "speaker 1")], compressed=False) == ("speaker 1",)


@pytest.mark.parametrize("written", ["김예린", "김_예린", "김-예린", "김 예린"])
def test_korean_names_however_they_are_joined(written: str) -> None:
    assert names_in_bytes(written.encode(), [HiddenName("김 예린", "speaker 1")], compressed=True) == ("speaker 1",)


@pytest.mark.parametrize(
    "written", ["Kim Ye-rin", "kim ye-rin", "KIMYERIN", "kim_ye_rin", "Kim-Ye-Rin", "Kim Yerin", "Kim Ye Rin"]
)
def test_english_names_however_they_are_joined(written: str) -> None:
    assert names_in_bytes(written.encode(), HIDDEN, compressed=True) == ("speaker 1",)


@pytest.mark.parametrize(("compressed", "found"), [(False, ("speaker 1",)), (True, ())])
def test_short_names_count_everywhere_but_in_packed_pictures(compressed: bool, found: tuple[str, ...]) -> None:  # noqa: FBT001
    """ "Jo" turns up in every film by chance; its UTF-16 has four bytes, its text two."""
    for written in (b"Jo", "Jo".encode("utf-16-le")):
        assert names_in_bytes(b"\x01" + written, [HiddenName("Jo", "speaker 1")], compressed=compressed) == found


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"thumbnail.jpg", False),
        (b'"sha256": "3nail7"', False),
        (b"NaIl", True),
        (b"nail.jpg", True),
        (b"title_nail", True),
        (b'"description": "First line\\nNa Il and others"', True),
        (b"?q=%20nail", True),
    ],
)
def test_a_short_name_counts_as_a_word_and_not_inside_one(content: bytes, *, found: bool) -> None:
    """Else a film about Na Il could never have a thumbnail."""
    assert bool(names_in_bytes(content, [HiddenName("Na Il", "speaker 1")], compressed=False)) == found


def test_two_syllables_are_long_enough_in_packed_pictures() -> None:
    assert names_in_bytes("김철".encode(), [HiddenName("김철", "speaker 1")], compressed=True) == ("speaker 1",)


def test_names_that_are_not_there_are_not_found() -> None:
    content = "예린 씨는 김치를 좋아해요. Ye-rin likes kimchi.".encode()
    assert names_in_bytes(content, HIDDEN, compressed=False) == ()


@given(st.text(alphabet="김예린철 -Kimé", min_size=1, max_size=6).filter(str.strip))
def test_no_pattern_is_a_part_of_a_name(name: str) -> None:
    """A pattern shorter than the name would find others: none of its letters may be lost in any encoding."""
    letters = len(unicodedata.normalize("NFC", name).replace(" ", "").replace("-", ""))
    assert all(len(pattern) >= letters for pattern in byte_patterns(name))
    assert name.encode() in byte_patterns(name) or len(name.encode()) < 2


def test_a_letter_korean_windows_lacks_leaves_no_half_name() -> None:
    assert "김".encode("cp949") not in byte_patterns("김é")
