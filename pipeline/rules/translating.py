"""Says what a translator still has to do, where there is room for it, and how to do it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from pipeline.domain.transcript import NAMES, Language, Sentence, other
from pipeline.rules.sheets import Matched
from pipeline.rules.wording import counted


@dataclass(frozen=True, slots=True)
class Left:
    """What is left of a film's translation.

    Attributes:
        spoken: the film's language.
        of_sentences: how many sentences the film has.
        sentences: those without a sure text of a person's.
        returned: what each sheet that came back gave, by its number.
        found: what they gave together.
    """

    spoken: Language
    of_sentences: int
    sentences: Sequence[Sentence]
    returned: Mapping[int, Matched]
    found: Matched

    @property
    def unsure(self) -> dict[str, str]:
        """Texts to confirm, by the sentence's id."""
        texts = {line.sentence_id: line.text for line in self.found.unsure}
        return {item.id: texts[item.id] for item in self.sentences if item.id in texts}

    @property
    def blank(self) -> list[Sentence]:
        """Sentences without any text of a person's."""
        unsure = self.unsure
        return [item for item in self.sentences if item.id not in unsure]

    @property
    def unusable(self) -> list[str]:
        """Ids of sentences under which something else stands than a translation."""
        return [item.id for item in self.sentences if item.id in self.found.unusable]

    @property
    def sheet_with_room(self) -> int | None:
        """The number of a sheet that came back in which people can go on; None when a fresh one is needed."""
        wanted = {item.id for item in self.sentences}
        if not self.returned or not wanted <= set(self.found.open):
            return None
        latest_first = sorted(self.returned, reverse=True)
        concerned = (
            number
            for number in latest_first
            if wanted & set(self.returned[number].open) or (not wanted and self.returned[number].unplaced)
        )
        return next(concerned, latest_first[0])


def why_held(left: Left, by_machine: Collection[str]) -> str:
    """Why the film waits for a translator, in plain words, without a spoken word.

    Args:
        left: what is left.
        by_machine: ids of the sentences for which a machine has a text.
    """
    spoken, written = NAMES[left.spoken], NAMES[other(left.spoken)]
    missing = len(left.blank) - len(by_machine)
    reasons = [f"{missing} of {counted(left.of_sentences, 'sentence')} without {written} text"] if missing else []
    if by_machine:
        reasons.append(f"{counted(len(by_machine), 'sentence')} by a machine that no person has looked at")
    if left.unsure:
        reasons.append(
            f"the {written} of {counted(len(left.unsure), 'sentence')} ({', '.join(left.unsure)}) is to be confirmed, "
            f"because the {spoken} was changed or somebody was unsure"
        )
    if not left.returned:
        return f"the {written} sheet is to be written: {'; '.join(reasons)}"
    reasons += [f"missing: {', '.join(item.id for item in left.blank)}"] if left.blank else []
    if left.unusable:
        reasons.append(f"what stands under {', '.join(left.unusable)} is a placeholder, or not {written}")
    return f"the {written} sheet that came back is not complete: {'; '.join([*reasons, *left.found.unplaced])}"


def what_to_do(left: Left, *, sheet: str, fresh: bool) -> str:
    """What a translator does next.

    Args:
        left: what is left.
        sheet: name of the file they are sent to.
        fresh: whether it is a new one, and not one that came back.
    """
    written = NAMES[other(left.spoken)]
    if not left.returned:
        return (
            f"Write the {written} under each line of that file (draft/preview.mp4 beside it shows the film), "
            f"save it as {sheet} in the job's folder edits/ or beside story.toml, and run the same command again"
        )
    steps = [f"write the {written} where there is none (draft/preview.mp4 shows the film)"] if left.blank else []
    if left.unusable:
        steps.append(f"replace placeholders, and what is not {written}")
    if left.unsure:
        steps.append(f"where ?? stands, compare the {written} with the line above it, correct it, and take the ?? away")
    if left.found.unplaced:
        steps.append("in the sheet that came back, put each text that was not placed under its sentence, or delete it")
    if fresh:
        steps.append("leave the sheet that came back as it is: both are read")
    return f"In that file: {'; '.join(steps)}. Save it, and run the same command again"


def superseded(returned: Sequence[Matched], found: Matched) -> int:
    """How many texts on the sheets are not used, because the words above them were changed and newer texts count."""
    used = {line.sentence_id: line.text for line in found.lines}
    return sum(
        line.text != used[line.sentence_id] for sheet in returned for line in sheet.unsure if line.sentence_id in used
    )
