"""Two films of one interview: the whole cut, and a target that shows a part of it; and films that are too long."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pysrt
import pytest

from pipeline.domain.cut import EditDecisionList, TargetCuts
from pipeline.domain.render_plan import RenderPlan
from tests import looking
from tests.interview import SAID, STORY, TARGET, write
from tests.studio import Ran, Studio

CHAPTERS = "".join(
    f'\n[[chapters]]\nat = {at}\ntitle.ko = "{title}"\ntitle.en = "{title}"\n' for at, title in ((2, "하나"), (5, "둘"))
)
SELECTION = '\n[[selection]]\ntarget = "part"\nkeep = [["0:04.5", "0:13"]]\n'
"""The second and the third sentence of three."""

BOTH = STORY.replace('show = "tiny"', 'show = "tiny"\ntargets = ["small", "part"]') + CHAPTERS + SELECTION
PART = TARGET.replace("width_px = 320\nheight_px = 180", "width_px = 180\nheight_px = 320")
FRAME_S = 1 / 25


def with_part(studio: Studio, *, longest_s: int = 900) -> None:
    """The team's own target that shows a part: upright, with captions in short lines."""
    text = f'subtitles = "shorts"\n{PART}\n[limits]\nmax_duration_s = {longest_s}\n'
    write(studio.home.presets / "targets" / "part.toml", text)


@pytest.fixture(scope="module")
def delivered(tmp_path_factory: pytest.TempPathFactory, talking: Path) -> Studio:
    """Both films, delivered; these tests only look at them."""
    studio = Studio.at(tmp_path_factory.mktemp("selection"))
    with_part(studio)
    studio.arrange(talking, story=BOTH)
    ran = studio.make()
    assert ran.code == 0, ran.said
    return studio


def film(studio: Studio, target: str) -> Path:
    return studio.delivery() / f"blue-kite.{target}.mp4"


def captions(studio: Studio, name: str) -> list[tuple[float, float, str]]:
    items = pysrt.open(str(studio.delivery() / name), encoding="utf-8")
    return [(item.start.ordinal / 1000, item.end.ordinal / 1000, item.text) for item in items]


def test_the_delivery_holds_captions_and_form_of_each_cut(delivered: Studio) -> None:
    named = {path.name for path in delivered.delivery().iterdir()}
    of_part = {f"captions.part.{language}.{suffix}" for language in ("ko", "en") for suffix in ("srt", "vtt")}
    of_film = {name.replace(".part", "") for name in of_part}
    films = {"blue-kite.small.mp4", "blue-kite.part.mp4"}
    others = {"upload.json", "upload.part.json", "thumbnail.jpg", "qc.json", "manifest.json"}
    assert named == films | of_part | of_film | others
    listed = {item["name"] for item in delivered.delivered_json("manifest.json")["files"]}
    assert listed == named - {"manifest.json"}


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_part_says_only_what_is_heard_in_it_on_its_own_clock(delivered: Studio, language: str) -> None:
    whole = captions(delivered, f"captions.{language}.srt")
    part = captions(delivered, f"captions.part.{language}.srt")
    said = [item.text(language).removesuffix("." if language == "ko" else "") for item in SAID]
    assert [" ".join(text.split()) for _, _, text in whole] == said
    assert " ".join(" ".join(text.split()) for _, _, text in part) == " ".join(said[1:])
    begins_s, part_begins_s = 2 - 0.4, 4.5
    assert whole[1][0] - part[0][0] == pytest.approx(part_begins_s - begins_s, abs=FRAME_S)
    assert all(end <= after for (_, end, _), (after, _, _) in pairwise(part))


def test_picture_and_sound_of_the_part_are_as_long_as_its_cut(delivered: Studio) -> None:
    cut = delivered.job.load(TargetCuts).cuts["part"]
    plan = delivered.job.load(RenderPlan).film("part")
    assert plan.frame_count == cut.frame_count == len(looking.frame_hashes(film(delivered, "part")))
    heard = looking.sound(film(delivered, "part"))
    assert len(heard) / 48_000 == pytest.approx(float(cut.duration), abs=FRAME_S)
    assert cut.duration < delivered.job.load(EditDecisionList).duration - 2


def test_sound_is_mastered_once_for_each_cut(delivered: Studio) -> None:
    assert len(list((delivered.job.work / "sound").glob("*.aac"))) == 2


def test_a_draft_of_the_part_is_as_long_as_its_cut(studio: Studio, talking: Path) -> None:
    with_part(studio)
    studio.arrange(talking, story=BOTH)
    ran = studio.make("--draft", "--target", "part")
    assert ran.code == 0, ran.said
    drawn = looking.frame_hashes(studio.job.draft / "draft.part.mp4")
    assert len(drawn) == studio.job.load(TargetCuts).cuts["part"].frame_count


def test_the_part_is_heard_where_its_captions_stand(delivered: Studio) -> None:
    heard = looking.sound(film(delivered, "part"))
    for start_s, end_s, _ in captions(delivered, "captions.part.ko.srt"):
        middle = int((start_s + end_s) / 2 * 48_000)
        assert abs(heard[middle - 4800 : middle + 4800]).max() > 0.02


def test_each_form_names_its_own_captions(delivered: Studio) -> None:
    whole, part = delivered.delivered_json("upload.json"), delivered.delivered_json("upload.part.json")
    assert whole["captions"] == {"ko": "captions.ko.srt", "en": "captions.en.srt"}
    assert part["captions"] == {"ko": "captions.part.ko.srt", "en": "captions.part.en.srt"}


def test_only_the_chapters_of_a_cut_have_titles_in_it(delivered: Studio) -> None:
    plan = delivered.job.load(RenderPlan)
    for target, titles in (("small", ["하나", "둘"]), ("part", ["둘"])):
        drawn = " ".join(item.text for chunk in plan.film(target).chunks for item in chunk.drawn)
        assert [title for title in ("하나", "둘") if title in drawn] == titles


def test_explain_tells_of_the_part_what_it_leaves_out(delivered: Studio) -> None:
    told = delivered.vignette("explain", delivered.job.id, "3", "--target", "part").out
    assert "not in the film" in told
    assert "cut: the [[selection]] for this target leaves it out" in told
    assert "= film" in delivered.vignette("explain", delivered.job.id, "3").out
    of_part = delivered.vignette("explain", delivered.job.id, "2", "--film", "--target", "part").out
    assert "s0002" in of_part
    assert of_part.startswith("part is 7.6 s long and its platform takes 900 s\ncaptions: those of part\n")
    assert delivered.vignette("explain", delivered.job.id, "12", "--film", "--target", "part").code == 2
    assert 'Did you mean "part"' in delivered.vignette("explain", delivered.job.id, "2", "--target", "prat").err


def test_made_again_nothing_is_done(delivered: Studio) -> None:
    assert "Nothing to do" in delivered.make().err


def test_of_a_cut_that_no_film_shows_nothing_is_delivered(studio: Studio, talking: Path) -> None:
    with_part(studio)
    studio.arrange(talking, story=BOTH)
    ran = studio.make("--target", "part")
    assert ran.code == 0, ran.said
    named = {path.name for path in studio.delivery().iterdir()}
    assert {"captions.part.ko.srt", "upload.part.json"} <= named
    assert not {"captions.ko.srt", "captions.en.vtt", "upload.json"} & named
    texts = [
        path.read_text(encoding="utf-8") for path in studio.delivery().glob("*.*") if path.suffix in {".srt", ".vtt"}
    ]
    assert not any(SAID[0].ko[:5] in text or SAID[0].en[:5] in text for text in texts)


# Too long


def held(studio: Studio, *options: str) -> Ran:
    ran = studio.make(*options)
    assert ran.code == 6, ran.said
    return ran


def held_on(studio: Studio) -> Ran:
    """Going on with the job alone, without its folder."""
    ran = studio.vignette("make", "--job", studio.job.id)
    assert ran.code == 6, ran.said
    return ran


def test_films_that_are_too_long_are_held_before_anybody_translates(studio: Studio, talking: Path) -> None:
    with_part(studio, longest_s=6)
    write(studio.home.presets / "targets" / "short.toml", f"{TARGET}\n[limits]\nmax_duration_s = 10\n")
    story = STORY.replace('show = "tiny"', 'show = "tiny"\ntargets = ["small", "part", "short"]')
    studio.arrange(talking, story=story, translated=False)
    ran = held(studio)
    assert studio.job.load(EditDecisionList).duration == Fraction(269, 25)
    assert "part is 10.8 s long and its platform takes 6 s, so there are 4.8 s to lose" in ran.err
    assert "short is 10.8 s long and its platform takes 10 s, so there are 0.8 s to lose" in ran.err
    assert "small is" not in ran.err
    assert "--target small" in ran.err
    assert (studio.job.state.name, studio.job.state.stage) == ("held", "cut")
    assert not list(studio.job.draft.glob("translation.*"))
    assert not studio.chunks()
    assert "4.8 s to lose" in studio.vignette("status").out
    explained = studio.vignette("explain", studio.job.id, "3", "--target", "short")
    assert explained.out.startswith("short is 10.8 s long and its platform takes 10 s, so there are 0.8 s to lose\n")
    story_file = f"where: {studio.folder / 'story.toml'}\n"
    assert story_file in ran.err
    again = held(studio)
    assert again.err.index("will wait: too long for the platform") < again.err.index("finished before")
    assert again.err.count(story_file) == 2
    assert story_file in held_on(studio).err


def test_the_example_that_is_told_makes_the_film_fit(studio: Studio, talking: Path) -> None:
    with_part(studio, longest_s=6)
    story = STORY.replace('show = "tiny"', 'show = "tiny"\ntargets = ["small", "part"]')
    studio.arrange(talking, story=story)
    example = held(studio).err.partition("For example:\n\n")[2].partition("\n\n")[0]
    write(studio.folder / "story.toml", f"{story}\n{example}\n")
    ran = studio.make("--until", "cut")
    assert ran.code == 0, ran.said
    assert "will wait: too long" not in ran.err
    assert studio.job.load(TargetCuts).cuts["part"].duration <= 6
    write(studio.folder / "story.toml", story.replace(', "part"', ""))
    assert studio.make("--until", "cut").code == 0


def test_a_selection_that_is_still_too_long_is_held_too(studio: Studio, talking: Path) -> None:
    with_part(studio, longest_s=7)
    studio.arrange(talking, story=BOTH)
    ran = held(studio)
    assert studio.job.load(TargetCuts).cuts["part"].duration == Fraction(756, 100)
    assert "so there are 0.6 s to lose" in ran.err
    assert "Keep less in its [[selection]]" in ran.err


# What cannot be selected


@pytest.mark.parametrize(
    ("selection", "says"),
    [
        ('target = "prat"\nkeep = [["0:04.5", "0:13"]]', 'names the target "prat".*\n.*\n.*Did you mean "part"'),
        ('target = "part"\nkeep = [["0:30", "0:40"]]', '"keep" of the .* for "part" number 1 .* begins after the end'),
        ('target = "part"\ndrop = [["0:00", "0:14"]]', "leaves nothing of the film"),
        ('target = "part"\nkeep = [["0:08.5", "0:09"]]', "leaves nothing of the film"),
        ('target = "part"', "has neither keep nor drop"),
        ('target = "part"\nkeep = [["0:05", "0:04"]]', '"selection.keep" has a range from 0:05 to 0:04'),
        ('keep = [["0:04", "0:05"]]', '"selection.1..target" is not there'),
        ('target = "part"\nkep = [["0:04", "0:05"]]', 'selection.1..kep" is not known'),
        ('target = "part"\ndrop = [[1, 2]]\n[[selection]]\ntarget = "part"\ndrop = [[3, 4]]', "there are two"),
    ],
)
def test_a_selection_that_cannot_be_is_refused(studio: Studio, talking: Path, selection: str, says: str) -> None:
    with_part(studio)
    story = STORY.replace('show = "tiny"', 'show = "tiny"\ntargets = ["small", "part"]')
    studio.arrange(talking, story=f"{story}\n[[selection]]\n{selection}\n")
    ran = studio.make("--until", "cut")
    assert ran.code == 2, ran.said
    assert re.search(says, ran.err), ran.err
    assert "story.toml" in ran.err


def test_a_selection_for_a_target_that_is_not_made_changes_nothing(studio: Studio, talking: Path) -> None:
    with_part(studio)
    studio.arrange(talking, story=BOTH)
    ran = studio.make("--target", "small", "--until", "cut")
    assert ran.code == 0, ran.said
    assert studio.job.load(TargetCuts).cuts == {}


def test_half_a_sentence_of_a_selection_is_held_and_its_target_named(studio: Studio, talking: Path) -> None:
    with_part(studio)
    studio.arrange(talking, story=BOTH.replace('["0:04.5", "0:13"]', '["0:06", "0:13"]'), translated=False)
    ran = held(studio)
    assert "captions would say more than is heard: part: s0002 (00:00:05.000)" in ran.err
    assert not list(studio.job.draft.glob("translation.*"))


def test_what_the_film_does_not_have_is_told(studio: Studio, talking: Path) -> None:
    with_part(studio)
    story = f'drop = [["0:04.5", "0:10"]]\n{BOTH}'.replace(
        'keep = [["0:04.5", "0:13"]]', 'keep = [["0:01", "0:14"]]\ndrop = [["0:06", "0:07"]]'
    )
    studio.arrange(talking, story=story)
    ran = studio.make("--until", "cut")
    assert ran.code == 0, ran.said
    assert "keep number 1 (00:00:01.000 to 00:00:14.000) holds 5.5 s that the film does not have" in ran.err
    assert "drop number 1 (00:00:06.000 to 00:00:07.000) holds nothing that the film has" in ran.err
    assert studio.job.load(TargetCuts).cuts["part"].clips == studio.job.load(EditDecisionList).clips


def test_a_time_after_the_footage_is_told(studio: Studio, talking: Path) -> None:
    with_part(studio)
    studio.arrange(talking, story=BOTH.replace('"0:13"]]', '"1:05"]]'))
    ran = studio.make("--until", "cut")
    assert ran.code == 0, ran.said
    assert "keep number 1 (00:00:04.500 to 00:01:05.000) ends after the footage" in ran.err


def test_of_a_part_that_was_not_cut_nothing_is_told(studio: Studio, talking: Path) -> None:
    """Neither the whole film's cut nor its captions are the part's."""
    with_part(studio)
    studio.arrange(talking, story=BOTH)
    assert studio.make("--until", "subtitle", "--target", "small").code == 0
    ran = studio.vignette("explain", studio.job.id, "3", "--target", "part")
    assert ran.code == 2
    assert "part shows a part of the film, and the last run did not cut it" in ran.err
    assert studio.make("--until", "cut").code == 0
    told = studio.vignette("explain", studio.job.id, "6", "--target", "part").out
    assert "captions: none of part yet" in told
    assert "sentence s0002" in told
    assert "caption 2" not in told
