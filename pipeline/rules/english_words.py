"""Closed lists of English words, by what they do to the words beside them."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """A closed list, written as text."""
    return frozenset(text.split())


ARTICLES = words("a an the my your our their his its every whose no")
DETERMINERS = words("a an the my your our their his its her this that these those some any no every each another")
PRONOUN_OR_DETERMINER = words(
    "her this these those some any each both another many few several much more most less other such"
)
SUBJECTS = words("i he she we they who")
SUBJECT_OR_OBJECT = words("you it this these those there")
OBJECTS = words("it him her them me us you")
SURE_OBJECTS = words("him them me us")
INDEFINITE = words(
    "nobody nothing everyone everybody everything someone somebody something anyone anybody anything none"
)
REFLEXIVE = words("myself yourself himself herself itself ourselves yourselves themselves")
CONJUNCTIONS = words(
    "and or but because if when while that which where although though unless whether nor so than as how why"
)
ASKING = words("what whatever whoever whenever wherever whichever whom")
WH = words("who what where how why when which whose whom whatever")
PREPOSITIONS = words(
    "of to in on at by for with from into about between through across under during without within against until "
    "since onto toward towards among behind beside beneath before after over along around near inside outside like "
    "despite upon beyond"
)
ADVERBIAL = words("in on over around along through by inside outside before after behind across near under since past")
"""Prepositions that also stand alone: "we hid inside / until the morning"."""

BE = words("is are was were be been being am 's isn't aren't wasn't weren't")
FINITE_BE = words("is are was were am isn't aren't wasn't weren't")
HAVE_AND_DO = words("have has had do does did having")
FINITE = FINITE_BE | words(
    "has had does did hasn't hadn't doesn't didn't would wouldn't could couldn't can can't cannot will won't should "
    "shouldn't might must"
)
MODALS = words("will would can could shall should may might must cannot")
NEGATION = words("not never")
DEGREE = words("very quite really too almost even just only")
TIMES = words("today yesterday tomorrow tonight anymore")
ADVERBS = TIMES | words(
    "here there now then again also together alone always often sometimes later soon still already yet once twice back "
    "home everywhere away maybe perhaps probably suddenly finally alive"
)
BEFORE_VERBS = words("never still also already probably suddenly finally eventually")
"""Adverbs that stand before a verb and never behind a preposition."""

PAST = words(
    "told said went came took gave knew ran saw got made died fell found kept lost sold sent beat brought began "
    "became felt heard held hid led let met paid put shot spoke stood stole taught thought threw tried woke wrote "
    "wanted asked helped escaped survived starved lived looked turned started stopped seemed betrayed reported "
    "disappeared arrived"
)
"""Past tenses that show where a verb begins."""

PRESENT = words("lives says knows wants works remembers comes goes stays thinks calls seems looks helps")
"""Verbs of today that stand behind a relative clause; elsewhere some are nouns."""

SURELY_PAST = words(
    "told said went came took gave knew ran saw died fell began became thought threw woke wrote spoke stole escaped "
    "survived"
)
"""Those that never describe a noun."""

DESCRIBING = words(
    "small big large little old young new long short good bad great high low hot cold warm deep dark whole own same "
    "different public poor rich free black white red blue green first second third last next main real true only "
    "north south east west northern southern eastern western korean chinese russian american japanese political "
    "frozen younger older elder youngest oldest bigger smaller better best worst terrible horrible possible"
)
NUMBERS = words(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion"
)
UNITS = words(
    "year years month months week weeks day days hour hours minutes o'clock dollars yuan won kilometers kilometres "
    "miles meters metres kilos kilograms times percent hundred thousand million"
)
QUANTITIES = NUMBERS | words(
    "one some most all none many much few several half both each any either neither plenty lots lot bit couple piece "
    "pieces handful bowl bag bags group thousands hundreds dozens millions part rest kind sort pair"
)
TITLES = words(
    "mr mrs ms dr prof gen col lt sgt capt rev gov sen st mt teacher uncle aunt president general chairman leader "
    "comrade captain professor doctor pastor director minister secretary premier marshal sister brother grandmother "
    "grandfather"
)
FIRST_WORDS = words(
    "then now yes well maybe yesterday today tomorrow later finally suddenly even only still here there sometimes "
    "often soon once actually perhaps please thanks thank hello oh ah okay ok everyone everybody nobody someone "
    "people also"
)
"""Words that begin a sentence with a capital letter without being a name."""

MONTHS = words("january february march april may june july august september october november december")
WEEKDAYS = words("monday tuesday wednesday thursday friday saturday sunday")
NUMBERED = MONTHS | words("number room page chapter camp age aged grade section line route no")
OF_MEASURES = words("old ago o'clock a.m p.m percent")
PLACES = words(
    "pyongyang seoul hyesan hoeryong musan chongjin sinuiju kaesong wonsan hamhung beijing yanji shenyang dandong "
    "bangkok busan incheon korea china russia mongolia laos thailand vietnam japan america"
)
SURNAMES = words(
    "kim lee park choi jung jeong kang cho yoon jang chang lim han oh seo shin kwon hwang ahn song ryu hong ri pak"
)
PEOPLES = words("christians koreans chinese americans russians japanese christian missionaries")

LED_BY = (
    CONJUNCTIONS
    | PREPOSITIONS
    | SUBJECTS
    | SUBJECT_OR_OBJECT
    | ADVERBS
    | ARTICLES
    | MODALS
    | BE
    | NEGATION
    | INDEFINITE
    | SURE_OBJECTS
    | FINITE
    | ASKING
    | words("what have all both")
)
"""Words that are never described by the word before them: they begin something of their own."""

FUNCTION = (
    LED_BY
    | PRONOUN_OR_DETERMINER
    | HAVE_AND_DO
    | DEGREE
    | FIRST_WORDS
    | words("what i'm i've i'd i'll let's don't he's she's it's we're we'd they're you're you'd")
)
