"""Where Korean may be broken between two eojeol: what hangs together, and where a clause ends.

There is no dictionary: endings, particles and closed lists of the commonest words decide. Northern spelling (로동,
녀자, 되여) is as good as southern.
"""

from __future__ import annotations

import re

_TIGHT, _LOOSE = 6.0, 5.0
_UNWELCOME, _BARE, _PLAIN, _AFTER_TOPIC, _AFTER_CLAUSE, AFTER_SENTENCE = 3.5, 2.5, 2.0, 1.2, 1.0, 0.25
"""What breaks cost: inside a word group, between a noun and what describes it, before a lone predicate, after a word
without a particle, anywhere, after a topic or a place, after a clause, after a sentence."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PARTICLE = (
    r"(?:이|가|은|는|을|를|도|만|에|에서|에는|에도|의|와|과|로|으로|까지|부터|마다|밖에|보다|처럼|씩|쯤|째|이나|나|하고|"
    r"랑|이랑)"
)
_COPULA = r"(?:입니.*|이었.*|였.*|이에.*|예.*|인데.*|이고.*|이라.*|라[고는서]?|이지.*|이죠|죠|이다|다|인)"
_TAIL = rf"(?:{_PARTICLE}{{1,2}}|{_COPULA})?"

_LEADING = _words(
    "그 이 저 그런 이런 저런 무슨 어느 어떤 모든 다른 여러 온 온갖 각 매 첫 새 헌 옛 맨 몇 한 두 세 석 넉 다섯 여섯 "
    "일곱 여덟 아홉 스무 스물 서른 마흔 쉰 수십 수백 수천 수만 제 내 우리 저희 너희 딴 웬 안 못"
)
"""Determiners, numbers and the words of negation: the next word is theirs."""

_DEGREE = _words("아주 매우 너무 가장 제일 더 더욱 덜 훨씬 꽤 잘 거의 별로")

_PLACES = _words(
    "함경북도 함경남도 평안북도 평안남도 황해북도 황해남도 량강도 양강도 자강도 강원도 함북 함남 평북 평남 황북 황남 "
    "경기도 충청북도 충청남도 전라북도 전라남도 경상북도 경상남도 제주도 길림성 료녕성 요녕성 흑룡강성 연변"
)

_VERB_ENDING_WITH_AUXILIARY = (
    (r"고", r"있|계[시셨십]|싶|말[았고]|나[면니서자]|보니"),
    (r"(?:데리|가지|모시|끌|업)고", r"[가오온왔갔갈올와]"),
    (r"까", r"봐|보[아니다]"),
    (r"(?:[가-힣]러)", r"[가오온왔갔갈올와]|다[니녔닐]|나[갔가오왔온갈]|들어[가왔갔]"),
    (r"지(?:는|도|를|만)?", r"않|못[하했해한할합]|말|마[세십라]|마$|아니"),
    (
        r"(?:[아여워려겨켜쳐져셔펴혀꿔춰줘봐둬놔]|(?<![국영언단])어|(?<![올난새그동서남위통의대])해|올라|골라|몰라|달라|잘라|따라|[불눌들흘둘질물찔]러|이르러|치러|끌려|"
        r"(?:^|[나들도돌찾다건])와|나가|[들돌올내넘]어?[가라려]?가|[아어]나|만나|떠나)",
        r"있|계[시셨십]|보[았고면니세십려]|봤|봐|본|볼|봅|주[었셨세고시는면던신지기]|줬|줘|준|줄|줍|드[리려렸린릴립]|버[리려렸린릴립]|"
        r"[갔왔]|가[고며는]|오[고는던셨]|놓|놨|놔|두[고었는]|뒀|둬|내[고려었]|냈|대[고는]|댔|쌓|빠[졌진]|나[갔갈가]",
    ),
    (r"(?<![렇떻])게", r"되[었는어여면고]|됐|돼|된|될|됩|하[였는고셨]|했|해|한다|할|합|만[들드]"),
    (r"야(?:만)?", r"하|했|해|한다|할|합|되|됐|돼|된|될|됩|겠"),
    (r"(?:려고?|고자|도록|기[도만로는]?|곤|척|체|뻔|듯)", r"하[고는였셨던면며지려니다]|했|해[서요도야]|합|한다|할$"),
    (r"(?:.*[^가-힣])?(?:것|거|수|줄|적|리|데|바|필요|일)(?:이|가|은|는|도|를|조차|밖에)?", r"있|없"),
    (r"(?:것|거|건|게|듯)(?:만)?", r"같"),
    (r".*밖에", r"없"),
    (r".+", r"같(?:은|았|아|습)|뿐|싶|않|말고$|때문"),
)
"""Main verbs, by the end of the word, with the beginnings of the auxiliaries that may follow."""

_AUXILIARY = tuple(
    (re.compile(rf"(?:^|.*?){main}$"), re.compile(auxiliary)) for main, auxiliary in _VERB_ENDING_WITH_AUXILIARY
)

_BOUND = re.compile(
    rf"(?:수|줄|것|거|게|건|걸|때|뿐|만큼|동안)(?:{_TAIL}|야.*|예.*|에요.*|였.*|지.*|죠|든요?|니까)|겁니.*|거[야예든].*"
)
"""Nouns that say nothing without the word before them, whatever that is."""

_BOUND_TO_VERBS = re.compile(rf"(?:적|대로|채|채로|척|체|듯|듯이|리|바|데|지|터|김에|나위|따름|중|도중){_TAIL}")
_AFTER_VERBS = re.compile(rf"(?:후|뒤|다음|직후|순간|무렵|정도|참){_TAIL}")
_BEFORE_AND_AFTER = re.compile(rf"(?:전|후|뒤|정도|만|사이){_TAIL}")
_TIME = re.compile(r"(?:기|[년월일주달분초간]|며칠|얼마|조금|오래)$")
"""Nouns bound to any verb, to a verb in the past (for 저는 다음 날 is another matter), and to times."""

_COUNTER = re.compile(
    r"(?:명|분|사람|개|살|세|번|년|월|일|시|분|초|시간|달|개월|주|주일|마리|권|장|대|원|위안|딸라|달러|리|킬로|키로|그람|그램|미터|메터|"
    r"병|채|그루|켤레|끼|잔|가지|군데|차례|층|호|학년|반|년대|세기|배|퍼센트|프로|톤|그릇|숟가락|봉지|포기|자루|통|벌|식구|남매|형제|자매|해|밤)"
    rf"(?:간|째|여|짜리)?{_TAIL}(?:전|후)?(?:에)?"
)
_NUMBER = re.compile(r"\D?\d[\d,.]*(?:여|만|천|백|억|수십|몇)*")
_NUMBER_WORD = re.compile(
    r"[일이삼사오육륙칠팔구십백천만억]+|네|열|열[한두세네]|열다섯|스물[한두세네]|한두|두세|서너|너덧|대여섯|여남은|몇십|몇백"
)
_DATES = (
    (r".*\d년", r"\d+월"),
    (r".*\d월", r"\d+일"),
    (r".*\d시", r"\d+분"),
    (r"오전|오후|새벽|아침|저녁|밤|낮", r"\d+시|[한두세네다여일열].*시"),
)
_DATE = tuple((re.compile(f"(?:{before})$"), re.compile(after)) for before, after in _DATES)

_WENT = r"(?:^|(?:끌려|올라|내려|들어|나|돌아|건너|넘어|잡혀|찾아|데려|가져|뛰어|걸어|달려|도망|살아))"
_MODIFIER = re.compile(
    r"던$|(?<![북남또무])한$|(?<!역)할$|[된될]$|적인$|같은$|싶은$|괜찮은$"
    rf"|{_WENT}[간갈온올]$|{_WENT}(?:가|오)는$"
    r"|(?:[하되]|[하오가보되리치]시|모르|부르|흐르|다니|지키|보내|지내|떠나|만나|나가|만드|기다리|가르치|배우|싸우|버리|[아어워]지)는$"
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

_SURNAMES = "김박최윤림임권황송류홍손배허곽엄함변렴량조강정장한오서신안유고문양백남심노성차구민원천현리이"
_TITLE = re.compile(
    r"(?:선생|박사|교수|기자|목사|전도사|선교사|신부|수녀|사장|회장|부장|과장|팀장|원장|소장|반장|지도원|보위원|동지|동무|군|양|여사|녀사|"
    r"할머니|할아버지|아주머니|아저씨|아바이|아매|장군|수령|위원장|대통령|총비서|상좌|대위|소좌|중좌|대좌|원수|의원|장관|작가|감독)"
    rf"(?:님|들)?{_TAIL}(?:께서.*|에게|한테)?"
)
_SURE_SURNAME = "김박최윤림임권황송류홍손배허곽엄함변렴"
_NAME = re.compile(
    rf"[{_SURNAMES}]|[{_SURE_SURNAME}][가-힣]{{1,2}}|[{_SURNAMES}][가-힣](?![은는가을를에의도로만서고면니지며씩히게나])[가-힣]"
)
_MR = re.compile(r"씨(?:가|는|를|도|의|와|하고|랑|에게|한테|께.*|네|네가|입니.*|예.*|죠|였.*)?")
_NOT_A_NAME = re.compile(r"(?:에|에서|에다|을|를)$")

_FINAL = re.compile(
    r"(?:[니겠었았했였갔왔됐간한된이란난온인]다|(?<![필중주개])요|죠|거든|구나|[습입합갑옵십줍됩봅압랍답]니까)$"
)
_QUOTING = re.compile(r"(?:이?라[고는며면]|하고|하며|고|는|며|면서)")
_CLAUSE = re.compile(
    r"(?:고|데|지만|니까|면서|[아어여해와워]서|며|면|거나|든지|도록|러|려고|다가|자마자|더니|길래|으나)$"
)
_TOPIC = re.compile(r"(?:[은는]|에서|에서는|에는|때|부터|까지|마다|에도)$")
_CASE = re.compile(r"(?:[이가을를에도만의로과와]|에게|한테|처럼|보다|하고|게|서)$")
_PREDICATE = re.compile(r"(?:있|없)(?:.*(?:다|요|죠|까|데|고|지만))$|^(?:했|합니|하였)")


def cost(before: str, after: str) -> float:
    """How badly a break between two eojeol reads, without the marks around them."""
    if ends_sentence(before):
        return _LOOSE if _QUOTING.fullmatch(after) else AFTER_SENTENCE
    if before in _LEADING or _is_auxiliary(before, after) or _is_bound(before, after) or _is_counted(before, after):
        return _TIGHT
    if _is_title(before, after):
        return _TIGHT
    if before in _DEGREE or before in _PLACES or _describes(before):
        return _LOOSE
    if _GENITIVE.search(before) and not (after in _DEGREE or after in _LEADING or _describes(after)):
        return _LOOSE
    if _PREDICATE.search(after):
        return _UNWELCOME
    if _CLAUSE.search(before):
        return _AFTER_CLAUSE
    if _TOPIC.search(before):
        return _AFTER_TOPIC
    return _PLAIN if _CASE.search(before) else _BARE


def ends_sentence(word: str) -> bool:
    """Whether the word's ending is one that ends sentences; Korean captions do so without a full stop."""
    return _FINAL.search(word) is not None


def _is_auxiliary(before: str, after: str) -> bool:
    return any(auxiliary.match(after) and main.match(before) for main, auxiliary in _AUXILIARY)


def _is_bound(before: str, after: str) -> bool:
    if _BOUND.fullmatch(after) or (_TIME.search(before) and _BEFORE_AND_AFTER.fullmatch(after)):
        return True
    if _BOUND_TO_VERBS.fullmatch(after):
        return _last_consonant(before) in {"ㄴ", "ㄹ"} or before[-1] in "던는"
    past = _last_consonant(before) == "ㄴ" and before[-1] not in "은는"
    return (past or _describes(before)) and _AFTER_VERBS.fullmatch(after) is not None


def _is_counted(before: str, after: str) -> bool:
    if _NUMBER.fullmatch(before) or any(one.fullmatch(before) and other.match(after) for one, other in _DATE):
        return True
    return _NUMBER_WORD.fullmatch(before) is not None and _COUNTER.fullmatch(after) is not None


def _is_title(before: str, after: str) -> bool:
    if _MR.fullmatch(after):
        return len(before) <= 4 and not _NOT_A_NAME.search(before)
    return _TITLE.fullmatch(after) is not None and _NAME.fullmatch(before) is not None


def _describes(word: str) -> bool:
    """Whether it hangs on the noun behind it: -는 after a consonant is never the topic, which would be -은."""
    if word[-1] == "는" and len(word) > 1 and _last_consonant(word[:-1]):
        return True
    return _MODIFIER.search(word) is not None


_LAST_CONSONANTS = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")


def _last_consonant(word: str) -> str:
    """The consonant under the last syllable, or "" when there is none or the word is not in Hangul."""
    syllable = ord(word[-1]) - ord("가")
    return _LAST_CONSONANTS[syllable % 28] if 0 <= syllable <= ord("힣") - ord("가") else ""
