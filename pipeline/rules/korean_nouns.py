"""Korean nouns that belong to the word before them: titles, offices, compounds, nouns that only follow others."""

from __future__ import annotations

import re

from pipeline.rules.korean_letters import last_consonant, words

PARTICLE = (
    r"(?:이|가|은|는|을|를|도|만|에|에서|에는|에도|의|와|과|로|으로|까지|부터|마다|밖에|보다|처럼|씩|쯤|째|이나|나|하고|"
    r"랑|이랑)"
)
_COPULA = r"(?:입니.*|이었.*|였.*|이에.*|예.*|인데.*|이고.*|이라.*|라[고는서]?|이지.*|이죠|죠|이다|다|인)"
_TAIL = rf"(?:{PARTICLE}{{1,2}}|{_COPULA})?"

_BOUND = re.compile(
    rf"(?:것|거|게|건|걸|때|뿐|만큼|동안)(?:{_TAIL}|야.*|예.*|에요.*|였.*|지.*|죠|든요?|니까)|겁니.*|거[야예든].*"
)
"""Nouns that say nothing without the word before them, whatever that is."""

_ABLE = re.compile(rf"(?:수|줄)(?:{_TAIL}|야.*|밖에.*|조차.*)")
_NOT_BOUND = words("거의 때로 때로는 수도를 수도로 바로 바로는 지도 지도를 지도가 적은 적도 중이 데다 게다가 거나 터만")
_BOUND_TO_VERBS = re.compile(rf"(?:적|대로|채|채로|척|체|듯|듯이|리|바|데|지|터|김에|나위|따름|중|도중){_TAIL}")
_AFTER_VERBS = re.compile(rf"(?:후|뒤|다음|직후|순간|무렵|정도|참){_TAIL}")
_BEFORE_AND_AFTER = re.compile(rf"(?:전|후|뒤|정도|만|사이){_TAIL}")
_TIME = re.compile(r"(?:(?<![여거저])기|[년월일주달분초간]|며칠|얼마|조금|오래)$")
"""Nouns bound to any verb, to a verb in the past (for 저는 다음 날 is another matter), and to times."""

_SURNAMES = "김박최윤림임권황송류홍손배허곽엄함변렴량조강정장한오서신안유고문양백남심노성차구민원천현리이"
_SURE_SURNAME = "김박최윤림임권황송류홍손배허곽엄함변렴"
_TITLE = re.compile(
    r"(?:선생|박사|교수|기자|목사|전도사|선교사|신부|수녀|사장|회장|부장|과장|팀장|원장|소장|반장|지도원|보위원|보안원|동지|동무|군|양|"
    r"여사|녀사|할머니|할아버지|아주머니|아저씨|아바이|아매|장군|수령|위원장|국방위원장|국무위원장|총비서|비서|주석|대통령|상좌|"
    r"대위|소위|중위|상위|소좌|중좌|대좌|원수|대원수|의원|장관|작가|감독|대장|중대장|소대장|대대장)"
    rf"(?:님|들)?(?:{_TAIL}|께서.*|께|에게.*|한테.*)"
)
_NAME = re.compile(
    rf"[{_SURNAMES}]|[{_SURE_SURNAME}][가-힣]{{1,2}}|"
    rf"[{_SURNAMES}][가-힣](?![은는가을를에의도로만서고면니지며씩히게나날야러엔히락금])[가-힣]"
)
_NOT_NAMES = words(
    "최근 최고 최초 최대 최소 최후 최선 함께 함부로 함북 함남 송금 배급 배달 배우 배신 배고파 손님 손자 손녀 손톱 "
    "손수 허가 허리 허락 곽밥 변소 변호 변화 변명 임시 임신 임무 임금 권리 권력 황금 황해 류학 홍수 윤리 박사 박해 "
    "박수 김치 김밥 김장 한동안 한밤중 한순간 오랜만 오랫동안 조용히 이따금 정말로 정치범 원래는 서로가 고향집 이번엔 "
    "유일한 유명한 이상한 조그만 안타깝 고맙다 차라리 구석진 현재로 남조선 신기한 장마당 량강도 양강도 강원도 평양시 "
    "한국어 이모님 조선족 서울시 성경책"
)
_MR = re.compile(r"씨(?:가|는|를|도|의|와|하고|랑|에게|한테|께.*|네|네가|입니.*|예.*|죠|였.*)?")
_NOT_A_NAME = re.compile(r"(?:에|에서|에다|을|를)$")

_OFFICES = words(
    "보위부 보안서 보안성 안전부 안전국 안전원 국가보위부 인민반 당 도당 시당 군당 인민군 경비대 국경경비대 세포 "
    "청년동맹 사로청 여맹 녀맹 담임 교양 작업반 분주소 검찰소 수용소 교화소 단련대 노동단련대 로동단련대 구류장 "
    "집결소 인민위원회 하나원 국정원"
)
_ROLE = re.compile(
    r"(?:지도원|보위원|안전원|보안원|요원|비서|반장|위원장|소장|서장|대원|군인|간부|과장|부장|부부장|책임자|책임비서|간수|선생|"
    rf"조사관|계호원|담당자|일군|일꾼|감방)(?:님|들)?(?:{_TAIL}|께서.*|에게.*|한테.*)"
)
_REVERED = words("아버지 어버이 위대한 경애하는 친애하는 최고")
_RULER = re.compile(r"(?:수령|원수|대원수|장군|령도자|영도자|지도자|사령관)(?:님|동지)?")

_COMPOUNDS: dict[str, tuple[str, ...]] = {
    "정치범": ("수용소", "관리소"),
    "공개": ("처형", "총살", "재판", "비판"),
    "강제": ("북송", "노동", "로동", "송환", "결혼"),
    "국경": ("경비", "지역", "도시", "마을", "근처"),
    "국가": ("보위", "안전", "정보"),
    "인민": ("재판", "군대", "학교", "보안"),
    "생활": ("총화",),
    "자아": ("비판",),
    "호상": ("비판",),
    "조선": ("노동당", "로동당", "인민군", "중앙"),
    "노동": ("단련대", "교화소", "신문"),
    "로동": ("단련대", "교화소", "신문"),
    "고난의": ("행군",),
    "출신": ("성분",),
    "혁명": ("역사", "가극", "활동"),
    "탈북": ("브로커", "과정", "청소년"),
    "꽃제비": ("생활", "아이"),
    "인신": ("매매",),
    "남한": ("드라마", "영화", "노래", "사회"),
    "한국": ("드라마", "영화", "노래", "대사관", "영사관"),
    "휴대": ("전화",),
    "손": ("전화",),
    "김일성": ("배지", "종합대학", "동상", "초상화"),
}
"""Nouns that are one name or one thing together: the first, and how the second begins."""

_KIN = re.compile(r"(?:이모|고모|삼촌|큰아버지|외삼촌|할머니|친구|언니|오빠|누나|형)$")
_KIN_HAS = re.compile(r"(?:집|네)(?:에|으로|에서|이|을)?$")


def is_bound(before: str, after: str, *, describes: bool) -> bool:
    """Whether the second word says nothing without the first.

    Args:
        before, after: the words on both sides of the break.
        describes: whether the first is a form that describes what follows.
    """
    if after in _NOT_BOUND:
        return False
    if _BOUND.fullmatch(after) or (_TIME.search(before) and _BEFORE_AND_AFTER.fullmatch(after)):
        return True
    last = last_consonant(before)
    if _ABLE.fullmatch(after):
        return last == "ㄹ" or (after[0] == "줄" and (last == "ㄴ" or before[-1] in "던는"))
    if _BOUND_TO_VERBS.fullmatch(after):
        return last in {"ㄴ", "ㄹ"} or before[-1] in "던는"
    past = last == "ㄴ" and before[-1] not in "은는"
    return (past or describes) and _AFTER_VERBS.fullmatch(after) is not None


def is_title(before: str, after: str) -> bool:
    """Whether the first word is a name or an office, and the second its title."""
    if _MR.fullmatch(after):
        return len(before) <= 4 and not _NOT_A_NAME.search(before)
    if (before in _OFFICES and _ROLE.fullmatch(after)) or (before in _REVERED and _RULER.match(after)):
        return True
    return _TITLE.fullmatch(after) is not None and _NAME.fullmatch(before) is not None and before not in _NOT_NAMES


def is_compound(before: str, after: str) -> bool:
    """Whether the two nouns are one name or one thing."""
    if _KIN.search(before) and _KIN_HAS.match(after):
        return True
    return after.startswith(_COMPOUNDS.get(before, ("\0",)))
