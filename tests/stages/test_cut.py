"""The cut as a person meets it: what the story may ask for, and what is told of sound that nobody wrote down."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.domain.cut import EditDecisionList
from pipeline.domain.timing import TimeRange
from tests.examples import span
from tests.interview import SAID, STORY, transcript, write
from tests.studio import Ran, Studio

WRITTEN = "no words were written for what is heard"


def cut(studio: Studio) -> Ran:
    return studio.make("--until", "cut")


def decided(studio: Studio) -> EditDecisionList:
    return studio.job.load(EditDecisionList)


def shown(studio: Studio, part: TimeRange) -> bool:
    """Whether the film shows all of some source time."""
    return any(clip.source_range.holds(part) for clip in decided(studio).clips)


def test_with_all_that_was_said_written_down_silence_goes_and_nothing_is_told(studio: Studio, talking: Path) -> None:
    studio.arrange(talking)
    ran = cut(studio)
    assert ran.code == 0, ran.said
    assert WRITTEN not in ran.err
    assert [item.reason for item in decided(studio).removals] == ["dead-air", "long-pause", "dead-air"]
    assert decided(studio).wordless == ()


@pytest.mark.parametrize(("first", "last"), [(0, 1), (2, 3), (1, 2)])
def test_what_was_said_and_not_written_down_stays_and_is_told(
    studio: Studio, talking: Path, first: int, last: int
) -> None:
    studio.arrange(talking)
    write(studio.folder / "transcript.ko.srt", transcript(SAID[first:last]))
    ran = cut(studio)
    assert ran.code == 0, ran.said
    for said in SAID:
        assert shown(studio, span(str(said.start_s), str(said.end_s)))
    assert WRITTEN in ran.err
    missed = [said for said in SAID if said not in SAID[first:last]]
    assert len(decided(studio).wordless) == len(missed)
    explained = studio.vignette("explain", studio.job.id, str(missed[0].start_s + 1)).out
    assert "no word was written for this sound" in explained


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ('drop = [["12:05", "12:40"]]', '"drop" number 1 (00:12:05.000 to 00:12:40.000) begins after the end'),
        ('keep = [["0:01", "0:05"], ["0:20", "0:30"]]', '"keep" number 2 (00:00:20.000 to 00:00:30.000) begins after'),
    ],
)
def test_times_that_are_not_in_the_footage_are_refused_with_its_length(
    studio: Studio, talking: Path, told: str, says: str
) -> None:
    studio.arrange(talking, story=f"{told}\n{STORY}")
    ran = cut(studio)
    assert ran.code == 2
    assert says in ran.err
    assert "the footage is 00:00:14.0" in ran.err
    assert "story.toml" in ran.err


def test_keep_and_drop_that_leave_nothing_are_refused(studio: Studio, talking: Path) -> None:
    studio.arrange(talking, story=f'drop = [["0:00", "0:20"]]\n{STORY}')
    ran = cut(studio)
    assert ran.code == 2
    assert "leave nothing" in ran.err


@pytest.mark.parametrize(
    ("told", "says"),
    [('drop = [["0:03", "0:04"]]', "s0001 (00:00:02"), ('keep = [["0:01", "0:06"]]', "s0002 (00:00:05")],
)
def test_half_a_sentence_is_held_before_anybody_translates(studio: Studio, talking: Path, told: str, says: str) -> None:
    studio.arrange(talking, story=f"{told}\n{STORY}", translated=False)
    ran = studio.make()
    assert ran.code == 6
    assert says in ran.err
    assert (studio.job.state.name, studio.job.state.stage) == ("held", "cut")
    assert not list(studio.job.draft.glob("translation.*"))


def chapters(*at: str) -> str:
    """The story with chapters at these times."""
    return STORY + "".join(f'\n[[chapters]]\nat = "{time}"\ntitle.ko = "{time} 이야기"\n' for time in at)


def test_a_chapter_past_the_end_of_the_footage_is_refused_with_its_length(studio: Studio, talking: Path) -> None:
    studio.arrange(talking, story=chapters("0:02", "5:00"))
    ran = cut(studio)
    assert ran.code == 2
    assert '"chapters" number 2 (00:05:00.000) begins after the end' in ran.err
    assert "the footage is 00:00:14.0" in ran.err


def test_a_place_to_look_at_after_the_end_of_the_footage_is_refused_before_anybody_translates(
    studio: Studio, talking: Path
) -> None:
    asked = '\n[[framing]]\nstart = "{}"\nend = "1:10"\nx = 0.7\n'
    studio.arrange(talking, story=STORY + asked.format("0:05"))
    assert cut(studio).code == 0  # its end may lie beyond the footage's
    write(studio.folder / "story.toml", STORY + asked.format("1:05"))
    ran = cut(studio)
    assert ran.code == 2, ran.said
    assert '"framing" number 1 (00:01:05.000 to 00:01:10.000) lies after the end of the footage' in ran.err
    assert f"where: {studio.folder / 'story.toml'}\n" in ran.err


def test_a_chapter_that_was_dropped_is_told(studio: Studio, talking: Path) -> None:
    studio.arrange(talking, story=f'drop = [["0:04.5", "0:10"]]\n{chapters("0:02", "0:05", "0:11")}')
    ran = cut(studio)
    assert ran.code == 0, ran.said
    assert "1 chapter without a title" in ran.err
    assert "number 2 (00:00:05.000)" in ran.err
    assert "이야기" not in ran.err
