"""Korean numbers, what they count, and times of day: 열여섯 살, 이십여 가구, 새벽 네 시."""

from __future__ import annotations

import re

_NATIVE_TENS = r"열|스물|서른|마흔|쉰|예순|일흔|여든|아흔"
_ONES = r"한|하나|두|둘|세|셋|네|넷|다섯|여섯|일곱|여덟|아홉"
_SOME = r"한두|두세|두서너|서너|서너너덧|너덧|네댓|네다섯|대여섯|예닐곱|일고여덟|여덟아홉|여남은|스무남은"
_NATIVE = rf"닷|엿|댓|(?:{_NATIVE_TENS})(?:{_ONES}|{_SOME})?|{_SOME}|네|다섯|여섯|일곱|여덟|아홉"
_SINO = r"(?:[몇수]?[일이삼사오육륙칠팔구십백천만억]+|[몇수](?:십|백|천|만)+)(?:여|몇|수)?"
_WORD = re.compile(rf"(?:{_NATIVE}|{_SINO})")
_DIGITS = re.compile(r"\D?\d[\d,.]*(?:여|만|천|백|억|수십|몇)*")
_HUNDREDS = re.compile(r"수십(?:만|여)?|수백(?:만|여)?|수천(?:만|여)?|수만(?:여)?")

_PARTICLE = (
    r"(?:이|가|은|는|을|를|도|만|에|에서|에는|에도|의|와|과|로|으로|까지|부터|마다|밖에|보다|처럼|씩|쯤|째|이나|나|하고|정도|"
    r"랑|이랑|에게|한테|라도|이라도|조차)"
)
_COPULA = (
    r"(?:입니.*|이었.*|였.*|이에.*|예.*|인데.*|이고.*|이라.*|라[고는서]?|이지.*|이죠|"
    r"죠|이다|다|인|이[던면며니].*|됐.*)"
)
_COUNTERS = (
    r"명|분|사람|개|살|세|번|번째|년|월|일|시|분|초|시간|달|개월|주|주일|마리|권|장|대|원|위안|딸라|달러|리|킬로|키로|그람|그램|"
    r"킬로그램|킬로그람|킬로미터|미터|메터|리터|병|채|그루|켤레|끼|잔|가지|군데|차례|층|호|학년|반|년대|세기|배|퍼센트|프로|톤|"
    r"그릇|숟가락|봉지|포기|자루|통|벌|식구|남매|형제|자매|해|밤|보루|되|말|근|냥|필|두릅|칸|쌍|가구|세대|가마니|가마|발|알|모|"
    r"단|줄|평|정보|곳|편|바퀴|걸음|발자국|모금|방울|자|치|척|과목|점|등|급|도|호실|동|가정|집|돌|다발|묶음|상자|박스|포대|포|"
    r"트럭|컵|사발|술|판|덩어리|덩이|조각|토막|쪽|페이지|섬|홉|돈|푼|전|갑|갈래|가락|모숨|꾸러미|마디"
)
_COUNTER = re.compile(
    rf"(?:{_COUNTERS})(?:간|째|여|짜리|만|쯤|정도|가량|남짓|넘게)?(?:{_PARTICLE}{{1,2}}|{_COPULA})?(?:전|후)?(?:에)?"
)
_ABOUT = re.compile(r"약|영하|영상|시속|총|전체|무려|대략|한|근|거의")
_TIME_OF_DAY = re.compile(r"오전|오후|새벽|아침|저녁|밤|낮|점심|한밤")
_HOUR = re.compile(r"\d+시|[한두세네다여일열]\S*시|(?:한|두|세|네|다섯|여섯|일곱|여덟|아홉|열한|열두|열|\d+)$")
_O_CLOCK = re.compile(r"\S*시(?!간)")
_DATES = ((r".*\d년", r"\d+월"), (r".*\d월", r"\d+일"), (r".*\d시", r"\d+분"))
_DATE = tuple((re.compile(f"(?:{before})$"), re.compile(after)) for before, after in _DATES)


def is_number(word: str) -> bool:
    """Whether the word is a number without a particle, in digits or in words."""
    return _DIGITS.fullmatch(word) is not None or is_number_word(word) or word in {"한", "두", "세", "석", "넉", "스무"}


def is_number_word(word: str) -> bool:
    """Whether it is a number in words that may also stand alone: 열여섯, 삼십, 수백."""
    return _WORD.fullmatch(word) is not None or _HUNDREDS.fullmatch(word) is not None


def is_counter(word: str) -> bool:
    """Whether numbers count such things, or are measured in them."""
    return _COUNTER.fullmatch(word) is not None


def is_counted(before: str, after: str, following: str) -> bool:
    """Whether the break would part a number, a date or an hour."""
    if _DIGITS.fullmatch(before) or any(one.fullmatch(before) and other.match(after) for one, other in _DATE):
        return True
    if is_number_word(before) and (is_counter(after) or (is_number(after) and is_counter(following or "없"))):
        return True
    if _ABOUT.fullmatch(before) and is_number(after):
        return True
    if not (_TIME_OF_DAY.fullmatch(before) and _HOUR.match(after)):
        return False
    return "시" in after or _O_CLOCK.match(following) is not None
