"""Compares captions that came back with those that were handed out: what a person changed, sentence by sentence."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from fractions import Fraction

from pipeline.domain.corrections import CaptionHandOut, CorrectedCue, Correction, ReturnedCaption
from pipeline.domain.subtitles import Cue
from pipeline.domain.timing import TimeRange, timecode
from pipeline.domain.transcript import Language
from pipeline.rules.brought_back import brought_back
from pipeline.rules.recognising import same_time
from pipeline.rules.returned_words import HandedOutCue, Lost, lost_words

_NEAR_S = Fraction(2)
"""A caption that lies over none that was handed out belongs to one this near, or nobody knows to which."""


@dataclass(frozen=True, slots=True)
class Partial:
    """Sentences of which some words were taken out and others stay.

    Attributes:
        language: of the file.
        sentence_ids: whose captions they were.
        moments: program times at which the captions began that are gone, in the film that was handed out.
    """

    language: Language
    sentence_ids: tuple[str, ...]
    moments: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Returned:
    """What a file that came back gave.

    Attributes:
        corrections: in the order of the film; those of earlier returns that still hold among them.
        unplaced: captions that belong to no sentence, each named in plain words; nothing is guessed.
        partial: sentences that would be shown in part; no correction is made of them.
    """

    corrections: tuple[Correction, ...]
    unplaced: tuple[str, ...]
    partial: tuple[Partial, ...] = ()


def corrections_in(hand_out: CaptionHandOut, language: Language, returned: Sequence[ReturnedCaption]) -> Returned:
    """What the person changed, against the captions that were handed out.

    Captions are matched by their text in order; between those that match, by the time they share. Everything that
    hangs together by a cue or a sentence is one correction, so that no word of a sentence stands twice or not at all.
    """
    cues, in_order = hand_out.track.cues, sorted(returned, key=lambda item: item.program_range.start)
    back = brought_back(hand_out, language, in_order)
    in_order = [item for index, item in enumerate(in_order) if index not in back.captions]
    spans = [hand_out.track.program_range(cue) for cue in cues]
    handed_out = [" ".join(cue.lines(language)) for cue in cues]
    came_back = [" ".join(item.lines) for item in in_order]
    groups, unplaced = _groups(spans, handed_out, in_order)
    standing = {
        group.cues[0] for group in groups if len(group.cues) == 1 and any(came_back[at] for at in group.captions)
    }
    found: list[Correction] = [*back.corrections]
    partial: list[Partial] = []
    for group in _rejoined(_by_sentence(cues, groups), handed_out, came_back):
        if _is_untouched(group, cues, spans, language, in_order):
            continue
        there, here = [cues[index] for index in group.cues], [in_order[index] for index in group.captions]
        lost = _lost(hand_out, language, group, standing, came_back)
        if lost.cues:
            moments = tuple(spans[group.cues[index]].start for index in lost.cues)
            whose = dict.fromkeys(item for index in lost.cues for item in there[index].sentence_ids)
            partial.append(Partial(language, tuple(whose), moments))
        else:
            found += _corrections(hand_out, language, there, here, gone=lost.sentences)
    corrected = {sentence_id for item in found for sentence_id in item.sentence_ids}
    earlier = [
        item
        for item in hand_out.corrections
        if item.language == language and not corrected.intersection(item.sentence_ids)
    ]
    return Returned((*earlier, *found), (*unplaced, *back.unplaced), tuple(partial))


def _lost(
    hand_out: CaptionHandOut, language: Language, group: _Group, standing: Collection[int], came_back: Sequence[str]
) -> Lost:
    """What of a group's words did not come back."""
    cues = hand_out.track.cues
    return lost_words(
        [HandedOutCue(cues[at].sentence_ids, cues[at].lines(language), at in standing) for at in group.cues],
        [came_back[at] for at in group.captions],
        {item.sentence_id: item.text(language) for item in hand_out.sentences},
    )


@dataclass(frozen=True, slots=True)
class _Group:
    """Cues that were handed out, and the captions that came back in their place, by index."""

    cues: tuple[int, ...]
    captions: tuple[int, ...]


def _groups(
    spans: Sequence[TimeRange], handed_out: Sequence[str], returned: Sequence[ReturnedCaption]
) -> tuple[list[_Group], list[str]]:
    """Which captions stand for which cues, given the cues' times and texts."""
    came_back = [" ".join(item.lines) for item in returned]
    groups: list[_Group] = []
    unplaced: list[str] = []
    for kind, first, last, start, end in SequenceMatcher(None, handed_out, came_back, autojunk=False).get_opcodes():
        if kind == "equal":
            groups += [_Group((first + step,), (start + step,)) for step in range(last - first)]
            continue
        among = range(first, last) if first < last else range(max(0, first - 1), min(first + 1, len(spans)))
        for index in range(start, end):
            near = _cues_near(spans, among, returned[index].program_range)
            if near:
                groups.append(_Group(near, (index,)))
            elif returned[index].lines:
                unplaced.append(
                    f"caption {returned[index].number} ({timecode(returned[index].program_range.start)}) "
                    "lies where the film has no caption"
                )
        groups += [_Group((index,), ()) for index in range(first, last)]
    return groups, unplaced


def _cues_near(spans: Sequence[TimeRange], among: Sequence[int], span: TimeRange) -> tuple[int, ...]:
    """The cues a caption stands for: those it covers by half, else the one it shares most with or is nearest to."""
    shared = {index: _shared_s(spans[index], span) for index in among}
    halves = [index for index in among if 2 * shared[index] >= min(spans[index].duration, span.duration) > 0]
    if halves:
        return tuple(halves)
    if not among:
        return ()
    best = max(among, key=lambda index: (shared[index], -_apart_s(spans[index], span)))
    return (best,) if _apart_s(spans[best], span) <= _NEAR_S else ()


def _shared_s(one: TimeRange, two: TimeRange) -> Fraction:
    return max(Fraction(0), min(one.end, two.end) - max(one.start, two.start))


def _apart_s(one: TimeRange, two: TimeRange) -> Fraction:
    return max(Fraction(0), one.start - two.end, two.start - one.end)


def _by_sentence(cues: Sequence[Cue], groups: Sequence[_Group]) -> list[_Group]:
    """The groups, joined where they share a cue or a sentence; in the order of the film.

    The cues come in program order, so those that hang together lie side by side, but where a sentence is shown twice.
    """
    joined: list[tuple[set[int], set[int], set[str]]] = []
    for group in groups:
        members, captions = set(group.cues), set(group.captions)
        sentences = {sentence_id for index in group.cues for sentence_id in cues[index].sentence_ids}
        for item in [item for item in joined if item[0] & members or item[2] & sentences]:
            joined.remove(item)
            members, captions, sentences = members | item[0], captions | item[1], sentences | item[2]
        joined.append((members, captions, sentences))
    found = [_Group(tuple(sorted(members)), tuple(sorted(captions))) for members, captions, _ in joined]
    return sorted(found, key=lambda group: group.cues)


_FARTHEST_MOVED = 3
"""Over so many groups words may have moved: an editor that joins and splits again moves them to a neighbour."""


def _rejoined(groups: Sequence[_Group], handed_out: Sequence[str], came_back: Sequence[str]) -> list[_Group]:
    """The groups, joined where words only moved from one to the next: together they say what they said."""

    def together(some: Sequence[_Group]) -> _Group:
        return _Group(
            tuple(index for group in some for index in group.cues),
            tuple(index for group in some for index in group.captions),
        )

    def says_the_same(group: _Group) -> bool:
        before = " ".join(handed_out[index] for index in group.cues)
        return before.split() == " ".join(came_back[index] for index in group.captions).split()

    found: list[_Group] = []
    rest = list(groups)
    while rest:
        ways = [together(rest[:count]) for count in range(1, min(_FARTHEST_MOVED + 1, len(rest)) + 1)]
        best = next((number for number, way in enumerate(ways) if says_the_same(way)), 0)
        found.append(ways[best])
        rest = rest[best + 1 :]
    return found


def _is_untouched(
    group: _Group,
    cues: Sequence[Cue],
    spans: Sequence[TimeRange],
    language: Language,
    returned: Sequence[ReturnedCaption],
) -> bool:
    """Whether each cue came back as it was handed out."""
    return len(group.cues) == len(group.captions) and all(
        cues[index].lines(language) == returned[caption].lines
        and same_time(spans[index], returned[caption].program_range)
        for index, caption in zip(group.cues, group.captions, strict=True)
    )


def _corrections(
    hand_out: CaptionHandOut,
    language: Language,
    cues: Sequence[Cue],
    returned: Sequence[ReturnedCaption],
    *,
    gone: Sequence[str],
) -> list[Correction]:
    """What the person made of the cues: sentences whose words are gone are taken out, the others stand as they came."""
    ids = tuple(dict.fromkeys(sentence_id for cue in cues for sentence_id in cue.sentence_ids))
    texts = {item.sentence_id: item.text(language) for item in hand_out.sentences}
    spans = [hand_out.track.program_range(cue) for cue in cues]
    shown = [item for item in returned if item.lines]
    earlier = [item for item in hand_out.corrections if item.language == language and set(item.sentence_ids) & set(ids)]
    follows_words = len(spans) == len(shown) and not any(cue.retimed for item in earlier for cue in item.cues)

    def correction(some: tuple[str, ...], corrected: tuple[CorrectedCue, ...]) -> Correction:
        return Correction(language, some, corrected, " ".join(texts[sentence_id] for sentence_id in some))

    standing = tuple(item for item in ids if item not in gone)
    found = [correction(tuple(gone), ())] if gone else []
    if standing:
        made = [
            CorrectedCue(
                hand_out.cut.to_source(item.program_range),
                item.lines,
                retimed=not (follows_words and same_time(spans[index], item.program_range)),
            )
            for index, item in enumerate(shown)
        ]
        found.append(correction(standing, tuple(made)))
    return found
