"""Korean verbs that say one thing together: main and auxiliary verb, verbs in a row, what one must and may."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.rules.korean_letters import syllables_on, words

_ON_L, _ON_SS = syllables_on("ㄹ"), syllables_on("ㅆ")

_DO = (
    r"(?:하(?:고|든|는|지|면|며|니|던|여|였|셨|시|려|자$|겠|기[도는로까]|거|더|네|잖|게|도록|므로|라고|다|죠)|했|"
    r"해(?:$|서|요|도|야|라|지|졌|봤|봐|보|주|줘|줬|준|드)|한(?:다|대)|할(?!머|아)|합(?:니|시))"
)
_BECOME = r"(?:되(?!돌|게$)(?:[는지었고면며니던냐나게겠더려셨시여어]|기|$)|돼(?!지)|됐|된(?:다|대|$)|될|됩)"
_GO = r"(?:가(?:$|고|는|서|면|며|자|려|던|셨|시|니|다|야|겠|게|라)|갔|갈(?:$|게|까|수)|간(?:$|다)|갑니)"
_COME = (
    r"(?:오(?:$|고|는|면|며|려|던|셨|시|니|다|겠|게|라고)|왔|온(?:$|다)|올(?:$|게|까|라고)|와(?:$|서|요|도|야|라)|옵니)"
)
_GIVE = (
    r"(?:주(?:$|[었셨는던]|시[고는던면지기려]|신|고|면|지|려|라|기|겠|니|더|며)|줬|줘|준(?:$|다|대)|줄(?:$|게|까|지|래|테|수)|"
    r"줍니|드리|드려|드렸|드린|드릴|드립|달라|다오)"
)
_TRY = r"(?:보(?:$|[았니세십려]|고(?:$|[싶 ]|서|는)|면|자|던|기|지)|봤|봐|본(?:$|다|적)|볼(?:$|게|까|래|수)|봅니|봅시)"
_AFTER_STEM = (
    rf"{_GIVE}|{_TRY}|버리|버려|버렸|버린|버릴|버립|{_GO}|{_COME}|놓|놨|놔|두(?:고|었|는|면|지)|뒀|둬|내(?:고|려$|었)|냈|"
    rf"대(?:고|는)|댔|쌓|빠[졌진]|죽겠|나(?:오|왔|와|온|올|가(?!족)|갔|갈|간)|들어[가갔갈간오왔와온올]|올라[가갔오왔와온올]|"
    r"내려[가갔오왔와온올]|내[렸린릴]|건너[가갔오왔와온올]|다니|다녔|다닌|다닐"
)
"""What may follow the stem of a verb that ends with -아 or -어."""

_STEM = (
    r"(?:[아여워겨켜쳐져셔펴혀꿔춰줘봐둬놔]|(?<![고배우심])려|(?<![국영언단문선])어|(?<![올난새그동서남위통의대])해|"
    r"올라|골라|몰라|달라|잘라|따라|[불눌들흘둘질물찔]러|이르러|치러|쫓겨|(?:^|[가-힣])도와|"
    r"^(?:들어|돌아|찾아|다녀|건너|올라|내려|따라|가져|데려|걸어|뛰어|넘어|나)와|"
    r"^(?:타|가|자|사|싸|써|떠|따|까|짜)|"
    r"^(?:빠져|뛰쳐|걸어|기어|쫓겨)?나가|^(?:들어|돌아|올라|내려|넘어|건너|찾아|따라|지나|잡아|끌려|잡혀|데려|가져)가|"
    r"[아어]나|만나|떠나|데려다|갖다|가져다|모셔다|업어다|(?:^|[꺼끌빼캐건보])내|꺼내|건네|메|깨|빼)"
)
_ADJECTIVE = re.compile(
    r"(?:추|더|무서|어려|고마|가까|무거|가벼|미|그리|외로|괴로|두려|부끄러|아쉬|반가|뜨거|차가|귀여|즐거|어두)워$|"
    r"^(?:아파|고파|배고파|바빠|슬퍼|기뻐|나빠|예뻐|많아|좋아|싫어|힘들어|피곤해|불쌍해|억울해|답답해|궁금해|미안해|불안해)$|없어$"
)
"""Adjectives do not go, stay or give: "너무 추워 / 있을 수가 없었다"."""

_NOT_STEMS = words(
    "그리고 아이고 그러고 "
    "참여 기여 대여 부여 증여 고려 배려 우려 러시아 아시아 고아 육아 유아 여아 남아 치아 동아 올해 새해 피해 이해 "
    "오해 방해 남해 동해 서해 황해 발해 손해 재해 침해 저해 그해 첫해 한해 지난해 다음해 이듬해 통해 위해 대해 의해 "
    "하여 향해"
)
"""Nouns, and words that follow nouns, that end as stems do."""

_NOT_NEGATED = re.compile(
    r"(?:아버지|거지|강아지|돼지|편지|휴지|반지|바지|단지|경지|처지|의지|토지|농지|기지|목적지|여지|잡지|먼지|엄지|누룽지|여기까지|까지)"
    r"(?:는|도|를|만)?$"
)
_NOT_LET = re.compile(r"(?:에|[렇떻이그저제내네뭐께])게$")
_AND_ALREADY = re.compile(
    r"(?:^(?:많|적|좋|싫|같|춥|덥|높|낮|길|크|작|아프|고프|배고프|이)|[없있않았었였했겠갔왔됐다라냐])고$"
)
_NOW = re.compile(r"있|계[시셨십신]")

_PAIRS = (
    (r"고", r"있|계[시셨십신]|싶|말(?:았|고)|나(?:면|니까|서)|보니"),
    (r"(?:데리|가지|모시|끌|업|안|지|메|이|들)고", rf"{_GO}|{_COME}|다[니녔닐]|나[왔갔]|들어[왔갔]|도망"),
    (rf"[{_ON_L}]까", r"봐|보아|봤"),
    (rf"[{_ON_SS}하오는인은던]나|는가|던가|인가", r"봐요|봅니다|보네|보다$|봐$|보죠"),
    (r"[가-힣]러", rf"{_GO}|{_COME}|다[니녔닐]|나[갔가오왔온갈]|들어[가왔갔]"),
    (
        r"지(?:는|도|를|만)?",
        r"않|못[하했해한할합]|말(?:고|았|아|라|자|던|기|면|며|랬|래)|마(?:$|세|시|십|라)|아니[하한했할합]",
    ),
    (_STEM, rf"있|계[시셨십신]|{_AFTER_STEM}"),
    (r"굶|얼어|말라|타|빠져|병들어", r"죽|붙"),
    (r"[아어여해와워파퍼빠뻐]", r"죽겠|죽을"),
    (r"굶어|얼어|맞아|깔려|치여|찔려|목매", r"죽|돌아가"),
    (r"얻어", r"맞|먹|걸|터"),
    (r"^서", r"있"),
    (r"알아|못알아", rf"듣|들[었으을]|차[리렸]|채|챘|냈|내(?:$|고|려|야)|{_TRY}"),
    (r"숨어|모여|갇혀|얹혀", r"살|지[내냈]"),
    (r"먹여", r"살[리려렸]"),
    (r"살아", rf"남|나(?:$|[왔온올오갔])|났|난|돌아|{_GO}"),
    (r"잡아|집어|뜯어|주워|훔쳐|삶아|끓여|캐", r"먹|넣"),
    (r"게", rf"{_BECOME}|{_DO}|만[들드]"),
    (r"야(?:만)?", rf"{_DO}|{_BECOME}|겠"),
    (r"려고|려|고자|도록|기[도만로는]?|곤|척|체|뻔|듯", rf"{_DO}"),
    (r"(?:.*[^가-힣])?(?:것|거|수|줄|적|리|데|바|필요|일)(?:이|가|은|는|도|를|조차|밖에)?", r"있|없"),
    (r"(?:것|거|건|게|듯)(?:만)?", r"같"),
    (r".*밖에", r"없"),
    (r"면", rf"{_BECOME}|좋[겠을았]|큰일"),
    (r"도", rf"{_BECOME}|(?:괜찮|상관없)"),
    (r"[이가]", _BECOME),
    (r"큰일|화|겁|생각|난리|소문|혼|탈|병|기억", r"나(?:$|고|는|서|면|요|지|니|던|더)|났|난(?:$|다)|날$|납니"),
    (r"[을를]", r"(?:위|통)(?:해|한|하)|향[해한하]"),
    (r"에", r"(?:대|의|관)(?:해|한(?:$|테)|하여)|따(?:라$|라서$|르면)|비해|비하|반해"),
    (r"(?<![여거저])기", r"위[해한하]|전(?:$|에|까)|때문"),
    (r".+", r"같(?:은|았|아|습)|뿐|싶|않|말고$|때문"),
    (r"뭐가|무엇이|누가|어디가|언제가", r"뭔|무엇인|누군|누구인|어딘|언젠"),
)
"""Main verbs, by the end of the word, with the beginnings of what says one thing with them."""

_PATTERNS = tuple((re.compile(rf"(?:^|.*?)(?:{main})$"), re.compile(follows)) for main, follows in _PAIRS)

_IF = re.compile(r"면$")
_BECOMES = re.compile(_BECOME)
_WAYS = words("뭐라고 얼마 어떻게 그렇게 이렇게 저렇게")
_DOES = re.compile(rf"{_DO}|{_BECOME}|있|없|지[내냈]|살[았고아]")


def is_auxiliary(before: str, after: str, following: str) -> bool:
    """Whether the second word completes the verb that the first one begins.

    Args:
        before, after: the words on both sides of the break.
        following: the word behind both, or "".
    """
    if after == "안" and _IF.search(before):
        return not following or _BECOMES.match(following) is not None
    if before in _NOT_STEMS or _is_no_stem(before, after):
        return False
    return any(main.match(before) for main in _mains_before(after))


@lru_cache(maxsize=1 << 16)
def _mains_before(after: str) -> tuple[re.Pattern[str], ...]:
    """The ends of verbs that the word completes; of most words there are few, and a language has few words."""
    return tuple(main for main, follows in _PATTERNS if follows.match(after))


def is_way(before: str, after: str) -> bool:
    """Whether a word such as 어떻게 stands before the plainest of verbs."""
    return before in _WAYS and _DOES.match(after) is not None


def _is_no_stem(before: str, after: str) -> bool:
    if _NOT_NEGATED.search(before) or _NOT_LET.search(before):
        return not after.startswith(("같", "않", "때문"))
    if _ADJECTIVE.search(before):
        return not re.match(rf"{_DO}|지[고는지면]|졌|진|보[이였]|죽겠", after)
    return _AND_ALREADY.search(before) is not None and _NOW.match(after) is not None
