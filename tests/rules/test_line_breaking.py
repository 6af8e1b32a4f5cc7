"""Lines are broken at spaces, within the limit, and never between words that belong together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.transcript import LANGUAGES, Language
from pipeline.rules.line_breaking import SPLITS, break_cost, fewest_lines, line_ends, lines_from
from pipeline.rules.text_width import width
from tests.examples import ENGLISH, HOUSE, KOREAN

LONG = ("조선민주주의인민공화국사회주의로동청년동맹", "Pneumonoultramicroscopicsilicovolcanoconiosis")
words = st.lists(st.sampled_from((*KOREAN, *ENGLISH, *LONG, "아니요.", "no,", "2009", "…")), max_size=25)
languages = st.sampled_from(("ko", "en"))
limits = st.sampled_from((8.0, 16.0, 21.0, 42.0))


@given(words, languages, limits)
def test_no_word_is_lost_and_none_moves(text: list[str], language: Language, limit: float) -> None:
    lines = lines_from(" ".join(text), max_line=limit, language=language)
    assert " ".join(lines).split() == text
    assert all(line == line.strip() and line for line in lines)


@given(words, languages, limits)
def test_a_line_is_too_long_only_for_a_single_word(text: list[str], language: Language, limit: float) -> None:
    for line in lines_from(" ".join(text), max_line=limit, language=language):
        assert width(line, language) <= limit or " " not in line


@given(words, languages, limits)
def test_no_more_lines_than_needed(text: list[str], language: Language, limit: float) -> None:
    """Filling each line as far as it goes gives the fewest lines; better breaks cost none."""
    fewest = 0
    room = -1.0
    for word in text:
        needed = width(f" {word}", language)
        if needed > room:
            fewest, room = fewest + 1, limit + width(" ", language)
        room -= needed
    assert len(lines_from(" ".join(text), max_line=limit, language=language)) == fewest


def test_a_bad_break_is_better_than_another_line() -> None:
    text = "so river, it the river, winter so"
    assert lines_from(text, max_line=16, language="en") == ("so river, it the", "river, winter so")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", ()),
        ("네", ("네",)),
        ("저는 함경북도의 아주 작은 마을에서 태어났습니다", ("저는 함경북도의", "아주 작은 마을에서 태어났습니다")),
        ("아침마다 할머니와 함께 시장에 갔습니다", ("아침마다 할머니와 함께", "시장에 갔습니다")),
        ("며칠이나 배가 고팠지만 먹을 것이 하나도 없었어요", ("며칠이나 배가 고팠지만", "먹을 것이 하나도 없었어요")),
        (
            "겨울이 와도 우리는 두만강 국경을 넘을 수 없었습니다",
            ("겨울이 와도 우리는", "두만강 국경을 넘을 수 없었습니다"),
        ),
        ("어머니가 부르시던 노래를 지금도 기억하고 있습니다", ("어머니가 부르시던 노래를", "지금도 기억하고 있습니다")),
        ("그 마을 주민들은 말씀이 없었습니다", ("그 마을 주민들은", "말씀이 없었습니다")),
        ("그날 밤에 우리를 도와준 분이 있었는데", ("그날 밤에 우리를", "도와준 분이 있었는데")),
        ("그래서 2009 년에 남조선으로 왔어요", ("그래서 2009 년에", "남조선으로 왔어요")),
    ],
)
def test_korean_lines(text: str, lines: tuple[str, ...]) -> None:
    assert lines_from(text, max_line=HOUSE.ko.max_line, language="ko") == lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("It is nice to meet you.", ("It is nice to meet you.",)),
        (
            "Every morning my grandmother and I went to the market together.",
            ("Every morning my grandmother", "and I went to the market together."),
        ),
        (
            "I could not tell anyone because I was afraid of them.",
            ("I could not tell anyone", "because I was afraid of them."),
        ),
        (
            "It was the first time that I had seen the sea in my whole life.",
            ("It was the first time", "that I had seen the sea in my whole life."),
        ),
        (
            "My father said that he would come back when the river froze.",
            ("My father said that he would come back", "when the river froze."),
        ),
    ],
)
def test_english_lines(text: str, lines: tuple[str, ...]) -> None:
    assert lines_from(text, max_line=HOUSE.en.max_line, language="en") == lines


KOREAN_SENTENCES = (
    "저는 량강도 혜산시에서 태어나서 / 스무 살까지 살았습니다",
    "아버지는 탄광에서 / 삼십 년 동안 로동자로 일하셨어요",
    "그때는 배급이 끊겨서 / 먹을 것이 하나도 없었어요",
    "우리 마을에서는 굶어 죽은 사람이 / 한 달에 열 명이 넘었습니다",
    "저는 김 선생님 덕분에 / 대학에 갈 수 있었습니다",
    "이가온 씨는 언제 처음 강을 / 건널 결심을 하셨나요",
    "어머니가 저를 부르면서 / 우시던 모습을 잊지 못합니다",
    "보위부 지도원이 우리 집을 / 세 번이나 찾아왔어요",
    "밤 열두 시에 얼어붙은 두만강을 / 걸어서 건넜습니다",
    "중국에서 팔 년을 숨어 살다가 / 라오스로 갔습니다",
    "브로커에게 돈을 다 주고 나니까 / 남은 게 없었어요",
    "아이를 업고 산을 넘는데 / 눈이 너무 많이 왔습니다",
    "그 사람들이 도와주지 않았다면 / 저는 죽었을 거예요",
    "하나원에서 석 달 동안 / 남한 생활을 배웠습니다",
    "처음 슈퍼마켓에 갔을 때 / 물건이 너무 많아서 놀랐어요",
    "북에 남아 있는 동생이 / 제일 보고 싶습니다",
    "장마당에서 두부를 팔아서 / 식구들을 먹여 살렸어요",
    "저희 할머니는 녀자도 / 공부해야 한다고 말씀하셨습니다",
    "로동신문에 나온 사진을 보고 / 거짓말인 줄 알았어요",
    "1997년 겨울에 아버지가 / 수용소로 끌려가셨습니다",
    "2004년 8월 15일에 저는 / 혼자서 국경을 넘었습니다",
    "말이 통하지 않아서 / 하루 종일 집에만 있었습니다",
    "제가 살던 동네에는 / 전기가 거의 들어오지 않았어요",
    "학교에서 배운 것이 모두 / 거짓이라는 걸 알게 됐습니다",
    "감옥에서 나온 다음에도 / 몸이 많이 아팠습니다",
    "남조선 드라마를 몰래 보다가 / 들켜서 잡혀간 친구도 있어요",
    "어린 시절에 제일 무서웠던 것은 / 공개 처형이었습니다",
    "박 과장님이 저에게 / 일자리를 소개해 주셨어요",
    "밤에는 어머니가 / 노래를 불러 주셨습니다",
    "어머니는 장마당에 / 두부를 팔러 다니셨습니다",
    "딸을 데리고 온 여자가 / 제 옆에 앉아 있었는데",
    "생활총화 시간마다 / 서로를 비판해야 했습니다",
    "몽골 사막을 사흘 동안 걸어서 / 울란바토르까지 갔습니다",
    "그 노래를 들으면 / 지금도 어머니 얼굴이 떠올라요",
    "한국에 온 지 벌써 / 십 년이 되였습니다",
    "동무들과 함께 강가에서 / 고기를 잡던 생각이 납니다",
    "저는 아직도 그날 밤의 총소리를 / 잊을 수가 없어요",
)
ENGLISH_SENTENCES = (
    "I was born in Hyesan, / a small city on the Chinese border.",
    "My father worked in the coal mine / for thirty years.",
    "There was nothing to eat / because the rations had stopped.",
    "In our village more than ten people / starved to death every month.",
    "We heard at school / that Kim Jong Il had died.",
    "Thanks to Mr. Kim / I was able to go to university.",
    "When did you first decide / to cross the river, Ms. Lee?",
    "I cannot forget how my mother / cried as she called my name.",
    "An officer of the State Security came / to our house three times.",
    "At midnight we walked / across the frozen Tumen River.",
    "I lived in hiding in China / for eight years and then went to Laos.",
    "After I had paid the broker / there was nothing left.",
    "I carried my child over the mountain / while the snow kept falling.",
    "If those people had not helped me, / I would have died.",
    "We learned about life / in South Korea for three months.",
    "The first time I went to a supermarket / I was shocked by all the food.",
    "I miss my younger brother / who is still in the North.",
    "She fed the whole family / by selling tofu at the market.",
    "My grandmother always told me / that girls have to study too.",
    "I saw the picture in the newspaper / and thought it was a lie.",
    "In the winter of 1997 / they took my father away to a prison camp.",
    "On August 15, 2004 / I crossed the border all by myself.",
    "I could not go outside / because someone might have reported me.",
    "I did not speak the language, / so I stayed at home all day.",
    "We had almost no electricity / in the town where I grew up.",
    "I found out that everything / they had taught us was not true.",
    "Even after I got out of prison / I was very sick.",
    "I want to show that people / like me can be happy.",
    "A friend of mine was caught / watching South Korean dramas.",
    "It was more dangerous because the river / had risen after the rain.",
    "The manager introduced me / to a job that I could do.",
    "A woman who had brought / her daughter was sitting next to me.",
    "We had to criticize each other / at the meeting every Saturday.",
    "We walked through the desert / for three days to Ulaanbaatar.",
    "It has been ten years / since I came to South Korea.",
    "I remember catching fish / with my friends by the river.",
    "I still can't forget the sound / of the guns that night.",
    "He gave up waiting and ran away / without telling anyone.",
    "She had never seen the sea / before she came to Busan.",
    "We used to sing that song / on the way to school.",
    "They didn't let us take / anything out of the house.",
)
SENTENCES: list[tuple[Language, str]] = [
    *(("ko", text) for text in KOREAN_SENTENCES),
    *(("en", text) for text in ENGLISH_SENTENCES),
]


@pytest.mark.parametrize(("language", "text"), SENTENCES, ids=[text for _, text in SENTENCES])
def test_sentences_of_interviews(language: Language, text: str) -> None:
    lines = lines_from(text.replace(" / ", " "), max_line=HOUSE.limits(language).max_line, language=language)
    assert " / ".join(lines) == text


@pytest.mark.parametrize(
    "pair",
    [
        "갈 수",
        "갈 수가",
        "먹지 못했습니다",
        "가고 있었습니다",
        "가고 싶었어요",
        "좋지 않았다",
        "했던 것입니다",
        "그럴 줄",
        "어렸을 때",
        "어렸을 때부터",
        "추웠기 때문에",
        "본 적이",
        "먹어 봤어요",
        "도와 주셨습니다",
        "도와 줬어요",
        "잊지 마세요",
        "가지 말았어야",
        "그 사람",
        "두 사람",
        "우리 집",
        "모든 것을",
        "안 갔어요",
        "못 먹었어요",
        "2009 년에",
        "살던 집",
        "도망한 사람",
        "있는 사람",
        "없는 나라",
        "재미있는 이야기",
        "같은 마을",
        "하는 말",
        "작은 마을",
        "많은 사람",
        "어린 시절",
        "걸어 갔어요",
        "끌고 갔어요",
        "데리고 온",
        "잡혀 있었는데",
        "도망쳐 버렸어요",
        "되여 있었습니다",
        "신고할까 봐",
        "숨어야 했습니다",
        "가려고 했어요",
        "알게 됐습니다",
        "갈 수밖에",
        "밖에 없었어요",
        "필요가 없었습니다",
        "모르는 척",
        "온 지",
        "간 다음에",
        "가기 전에",
        "며칠 전에",
        "십 년",
        "열두 살이었어요",
        "스무 명이",
        "네 식구가",
        "수십 명",
        "10여 명이",
        "2004년 8월",
        "8월 15일에",
        "오후 3시에",
        "김 선생님",
        "이가온 씨는",
        "가온 씨",
        "김정일 위원장이",
        "박 과장님이",
        "리 동무",
        "량강도 혜산시에서",
        "먹는 것을",
        "사는 사람들",
        "죽은 사람",
        "얼어붙은 강",
        "추운 겨울",
        "태어난 마을",
        "잡혀간 친구",
        "사라진 사람",
        "떠나는 날",
        "했다는 소식",
        "정치적인 문제",
        "어머니의 얼굴",
        "너무 추웠어요",
        "잘 몰랐어요",
        "“그 사람",
        "《로동신문》 같은",
        "그 《로동신문》",
    ],
)
def test_korean_pairs_that_stay_together(pair: str) -> None:
    assert break_cost(pair.split(), 1, "ko") > SPLITS


@pytest.mark.parametrize(
    "pair",
    [
        "저는 중국으로",
        "어머니는 주민들과",
        "그때는 수용소에",
        "먹고 말씀을",
        "갔는데 보위부가",
        "추웠지만 거리에",
        "국가는 우리를",
        "했습니다. 것은",
        "도망쳐서 적군이",
        "아침에 수업이",
        "아버지는 탄광에서",
        "의사는 우리를",
        "여자는 남자보다",
        "바다는 처음이었어요",
        "저는 다음",
        "사람들은 후에",
        "갔습니다 그",
        "했어요 있을",
        "북한 주민들",
        "일본 사람들",
        "사진 속에",
        "시간 약속을",
        "기린 한",
        "영어 보고서를",
        "어머니와 왔다가",
        "올해 가을에",
        "회의 시간에",
        "하지만 할머니가",
        "어제 선생님이",
        "오늘 동지",
        "그래도 다시",
        "밭에 씨를",
        "이사를 가고",
        "필요 이상",
        "우리에게 말고기를",
    ],
)
def test_korean_pairs_that_may_part(pair: str) -> None:
    assert break_cost(pair.split(), 1, "ko") <= SPLITS


@pytest.mark.parametrize(
    "pair",
    [
        "the river",
        "a boat",
        "of China",
        "to leave",
        "my mother",
        "was taken",
        "have gone",
        "not eat",
        "did not",
        "don't know",
        "couldn’t sleep",
        "I'm here",
        "we've left",
        "I was",
        "she said",
        "They came",
        "Kim Jong",
        "North Korea",
        "and then",
        "because I",
        "very cold",
        "when the",
        "Mr. Kim",
        "Dr. Lee",
        "J. Smith",
        "teacher Park",
        "Kim Jong-un",
        "Tumen River",
        "went back",
        "ran away",
        "grew up",
        "looking for",
        "used to",
        "going to",
        "lot of",
        "because of",
        "hurt myself",
        "do not",
        "why not",
        "it was",
        "there were",
        "mother's house",
        "she's gone",
        "ten years",
        "20 people",
        "years ago",
        "years old",
        "August 15",
        "page 3",
        "prison's gate",
        "North Korean",
        "Chinese soldiers",
        "old man",
        "first time",
        "almost died",
        "and when",
        "every day",
        "(the guard)",
        "ten of",
    ],
)
def test_english_pairs_that_stay_together(pair: str) -> None:
    assert break_cost(pair.split(), 1, "en") > SPLITS


@pytest.mark.parametrize(
    "pair",
    [
        "home and",
        "cold because",
        "river with guns",
        "years. The",
        "hungry, but",
        "mother said",
        "left when",
        "Yesterday I",
        "Then Kim",
        "home, Kim",
        "died. Kim",
        "from and",
        "old and",
        "small but",
        "me in",
        "her in winter",
        "is in",
        "was a",
        "good at school",
        "2009 people",
        "1997 they",
        "Kim and",
        "cold this",
        "him to",
        "went — and",
    ],
)
def test_english_pairs_that_may_part(pair: str) -> None:
    assert break_cost(pair.split(), 1, "en") <= SPLITS


@pytest.mark.parametrize(
    ("text", "position", "splits"),
    [
        ("pick it up", 2, True),
        ("saw it up", 2, False),
        ("at first people", 2, False),
        ("the first people", 2, True),
    ],
)
def test_the_word_before_both_may_decide(text: str, position: int, splits: bool) -> None:  # noqa: FBT001
    assert (break_cost(text.split(), position, "en") > SPLITS) is splits


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("pair", ["정말 ?", "정말 ”", "“ 정말", "( 정말"])
def test_a_mark_stays_with_its_word(pair: str, language: Language) -> None:
    assert break_cost(pair.split(), 1, language) > SPLITS


def test_lines_end_after_so_many_words() -> None:
    text = "I could not tell anyone because I was afraid"
    assert line_ends(text.split(), max_line=42, language="en") == (5, 9)
    assert line_ends((), max_line=42, language="en") == ()


@pytest.mark.parametrize("language", ["ko", "en"])
def test_marks_are_the_best_places_and_edges_cost_nothing(language: Language) -> None:
    text = ["one", "two,", "three.", "four"]
    costs = [break_cost(text, position, language) for position in range(5)]
    assert costs[0] == costs[4] == costs[3] == 0
    assert 0 < costs[2] < costs[1]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", ["안녕 ) 네", "안녕 ” 네", "네 ( 아니요", "No . yes", "- -", "… …", "\" '", "네 , 네"])
def test_marks_that_stand_alone_are_no_words(text: str, language: Language) -> None:
    words = text.split()
    assert all(break_cost(words, position, language) >= 0 for position in range(len(words) + 1))


@pytest.mark.parametrize(("text", "at", "free"), [("No. I did", 1, True), ("Camp No. 15 was", 2, False)])
def test_no_is_an_answer_unless_a_number_follows(text: str, at: int, *, free: bool) -> None:
    assert (break_cost(text.split(), at, "en") == 0) == free


@given(st.lists(st.sampled_from((*KOREAN, *ENGLISH, "가" * 20)), max_size=12), st.integers(8, 42))
def test_the_fewest_lines_are_those_that_words_are_broken_into(words: list[str], max_line: int) -> None:
    for language in LANGUAGES:
        ends = line_ends(words, max_line=max_line, language=language)
        assert fewest_lines(words, max_line=max_line, language=language) == len(ends)
