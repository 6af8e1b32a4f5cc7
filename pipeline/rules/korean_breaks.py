"""Where Korean may be broken between two eojeol: what hangs together, and where a clause ends.

There is no dictionary: endings, particles and closed lists of the commonest words decide. Northern spelling (로동,
녀자, 되여) is as good as southern.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.rules.korean_auxiliaries import is_auxiliary, is_way
from pipeline.rules.korean_letters import last_consonant, words
from pipeline.rules.korean_nouns import is_bound, is_compound, is_title
from pipeline.rules.korean_numbers import is_counted, is_counter, is_number, is_number_word

_TIGHT, _LOOSE = 6.0, 5.0
_SPARED, _UNWELCOME, _BARE, _PLAIN, _AFTER_TOPIC, _AFTER_CLAUSE, AFTER_SENTENCE = 4.0, 3.5, 2.5, 2.0, 1.2, 1.0, 0.25
"""What breaks cost: inside a word group, between a noun and what describes it, where that is not certain, before a lone
predicate, after a word without a particle, anywhere, after a topic or a place, after a clause, after a sentence."""

_LEADING = words(
    "그 이 저 그런 이런 저런 무슨 어느 어떤 모든 다른 여러 온 온갖 각 매 첫 새 헌 옛 맨 몇 한 두 세 석 넉 스무 수십 "
    "수백 수천 수만 아무 제 내 우리 저희 너희 딴 웬 안 못"
)
"""Determiners, numbers that never stand alone and the words of negation: the next word is theirs."""

_ALSO_SUBJECTS = words("우리 저희 너희 저")
_ADVERBS = words(
    "이제 이제는 그날 그때 그때는 그냥 다 다시 같이 함께 모두 어떻게 지금 지금은 오늘 오늘은 내일 어제 빨리 얼른 꼭 "
    "절대 절대로 아직 아직도 벌써 또 먼저 언젠가 만약 만약에 여기 여기서 여기에 거기 거기서 이러다가 이러다 그렇게 "
    "이렇게 진짜 정말 정말로 처음 처음에 처음으로 너무 많이 조금 자주 항상 매일 왜 둘 둘이 둘이서 셋이 셋이서 서로 "
    "이렇게 솔직히 사실 그럼 그러면"
)
"""What a subject may have behind it, and a determiner may not."""

_SPACES = words(
    "집 방 차 감방 교실 건물 나라 굴 동굴 독 배 통 창고 수용소 감옥 마을 가방 몸 품 성 산 트럭 기차 버스 움막 학교"
)
_TAKEN = re.compile(r"(?:를|에서|에게|한테|까지)$")
_INSIDE = re.compile(r"안(?:에|에서|에는|으로|의|까지)?")
_CASE_OF_NOUNS = re.compile(r"(?:[을를의]|에|에서|으로)$")

_DEGREE = words("아주 매우 너무 가장 제일 더 더욱 덜 훨씬 꽤 잘 거의 별로")

_PLACES = words(
    "함경북도 함경남도 평안북도 평안남도 황해북도 황해남도 량강도 양강도 자강도 강원도 함북 함남 평북 평남 황북 황남 "
    "경기도 충청북도 충청남도 전라북도 전라남도 경상북도 경상남도 제주도 길림성 료녕성 요녕성 흑룡강성 연변"
)

_WENT = r"(?:^|(?:끌려|올라|내려|들어|나|돌아|건너|넘어|잡혀|찾아|데려|가져|뛰어|걸어|달려|도망|살아))"
_MODIFIER = re.compile(
    r"던$|[주오가하계되내치르우]신$|^든$|(?:주|계)시는$|(?<![북남또무])한$|(?<!역)할$|[된될]$|적인$|같은$|싶은$|괜찮은$"
    rf"|{_WENT}[간갈온올]$|{_WENT}(?:가|오)는$"
    r"|(?:[하되]|[하오가보되리치]시|모르|부르|흐르|다니|지키|보내|지내|떠나|만나|나가|만드|기다리|가르치|배우|시키|일으키|가리키|싸우|버리|[아어워]지)는$"
    r"|^(?:사|자|아|보|주|쓰|타|파|우|노|버)는$|[아어](?:붙|남|죽|앉|먹|잡|놓|받)은$"
    r"|(?:[니겠었았했였갔왔됐간한된이란난온인싶없있않같]다|[이거]라)는$"
    r"|^(?:작|많|적|좋|싫|높|낮|깊|넓|좁|짧|젊|늙|죽|남|맑|밝|굵|얇|옳|먹|받|입|읽|들|걸|맞|잡|찾|앉|얻|믿|굶|잃)은$"
    r"|(?:추|더|뜨거|차가|무서|어려|쉬|가까|고마|그리|반가|아름다|외로|괴로|새로|무거|가벼|매|두려|부끄러|귀여|아쉬|즐거|어두)운$"
    r"|(?:없어|사라|헤어|떨어|무너|알려|버려|벌어|쓰러|넘어|멀어|빠|가|터|깨|다)진$"
    r"|(?:태어|일어|만|떠|끝|지|달아|살아|벗어|혼|쫓겨)난$|(?:잡|갇|묻|막|찍|적|읽|먹|박)힌$|(?:남|숨|맡|빼앗|쫓|옮|생)긴$"
    r"|(?:^어|걸|흘|내|버|열|들|실|팔|물|알|밀|굶주|기다|시달|끌|뿌|느|흐)린$|(?:^다|미|도망|지|마|거|훔|^고|물리|부딪|닥)친$"
    r"|(?:만|병|잠|물|시|힘)든$|(?:다|빠|푸|서투|부|모|오|따)른$|(?:도와|가르쳐|알려|보여|사|해|들어|보내|나눠|빌려|살려)준$"
    r"|^(?:큰|긴|먼|나쁜|아픈|슬픈|기쁜|바쁜|고픈|배고픈|본|산|준|낸|보낸|지낸|쓴|단|볼|살|탈|만날|떠날|건널|넘을|나갈|돌아갈|돌아올|먹을|죽을|있을|없을|믿을)$"
)
"""Verbs and adjectives that describe the noun behind them, as far as their form cannot be a topic or another noun."""

_GENITIVE = re.compile(r"(?<![주회정강동거편합결항논문토심건예호성유창])의$")
"""A noun that describes the next one (not the end of 회의, 정의, 주의); looser where that one is described further."""

_FINAL = re.compile(
    r"(?:[니겠었았했였갔왔됐간한된이란난온인]다|(?<![필중주개])요|죠|거든|(?<!누)구나|[습입합갑옵십줍됩봅압랍답]니까)$"
)
_QUOTING = re.compile(r"(?:이?라[고는며면]|하고|하며|고|는|며|면서)")
_CLAUSE = re.compile(
    r"(?:고|데|지만|니까|면서|[아어여해와워파퍼빠뻐나라러켜쳐져려너가자펴혀셔겨꿔춰둬줘봐돼내매새캐깨빼]서|며|면|거나|든지|도록|"
    r"러|려고|다가|자마자|더니|길래|으나|때문에)$"
)
_TOPIC = re.compile(r"(?:[은는]|에서|에서는|에는|때|부터|까지|마다|에도|[전후뒤]에|다음에|뒤로)$")
_CASE = re.compile(r"(?:[이가을를에도만의로과와]|에게|한테|처럼|보다|하고|게|서)$")
_PREDICATE = re.compile(r"(?:있|없)(?:.*(?:다|요|죠|까|데|고|지만))$|^(?:했|합니|하였)")


_WITH = re.compile(r"[가-힣](?:와|과|하고|랑)$")
_TOGETHER = re.compile(r"(?:함께|같이)(?:$|하)")


def cost(before: Sequence[str], after: Sequence[str]) -> float:
    """How badly a break between two eojeol reads.

    Args:
        before: the words before the break, up to the last mark, without marks; the last one at least.
        after: those behind it, down to the next mark; the first one at least.
    """
    last, first = before[-1], after[0]
    earlier, following = before[-2] if len(before) > 1 else "", after[1] if len(after) > 1 else ""
    if ends_sentence(last):
        return _LOOSE if _QUOTING.fullmatch(first) or first.startswith("싶") else AFTER_SENTENCE
    counts = is_counter(last) and (not earlier or is_number(earlier))
    describes = not counts and _describes(last)
    if _is_led(earlier, last, first) or is_auxiliary(last, first, following) or is_counted(last, first, following):
        return _TIGHT
    if is_bound(last, first, describes=describes) or is_title(last, first) or is_compound(last, first):
        return _TIGHT
    if last in _DEGREE or last in _PLACES or describes or _is_inside(last, first, following):
        return _LOOSE
    if _GENITIVE.search(last) and not (first in _DEGREE or first in _LEADING or _describes(first)):
        return _LOOSE
    if is_number_word(last) and len(last) > 1 and not last.endswith("만"):
        return _SPARED
    if _PREDICATE.search(first) or is_way(last, first) or (_WITH.search(last) and _TOGETHER.match(first)):
        return _UNWELCOME
    return _cost_of_ending(last)


def _cost_of_ending(word: str) -> float:
    """What a break costs behind a word that leads none: by its ending or its particle."""
    if _CLAUSE.search(word):
        return _AFTER_CLAUSE
    if _TOPIC.search(word):
        return _AFTER_TOPIC
    return _PLAIN if _CASE.search(word) else _BARE


def ends_sentence(word: str) -> bool:
    """Whether the word's ending is one that ends sentences; Korean captions do so without a full stop."""
    return _FINAL.search(word) is not None


def _is_led(earlier: str, before: str, after: str) -> bool:
    """Whether the next word belongs to this determiner or negation, and not to 우리 or 안 in another sense."""
    if before not in _LEADING:
        return False
    if before == "안" and (earlier in _SPACES or _TAKEN.search(after)):
        return False
    return not (before in _ALSO_SUBJECTS and after in _ADVERBS)


def _is_inside(before: str, after: str, following: str) -> bool:
    """Whether 안 is the inside of the place before it, and not a negation."""
    if before not in _SPACES or not _INSIDE.fullmatch(after):
        return False
    return after != "안" or _CASE_OF_NOUNS.search(following) is not None


def _describes(word: str) -> bool:
    """Whether it hangs on the noun behind it: -는 after a consonant is never the topic, which would be -은."""
    if word[-1] == "는" and len(word) > 1 and last_consonant(word[:-1]):
        return True
    return _MODIFIER.search(word) is not None
