"""The translation: what came back is kept, whatever happens to the cut, and never put under other words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipeline.domain.errors import Held
from pipeline.domain.translation import Translation
from pipeline.engines.translators import TRANSLATORS
from pipeline.engines.translators.base import TranslationRequest
from pipeline.opening import Wishes, settings_for
from pipeline.run import Unwatched, run_stage
from pipeline.stages import transcribe
from pipeline.stages.translate import STAGE
from tests import interview
from tests.interview import SAID, SHOW, STORY, write
from tests.studio import Ran, Studio

KEPT = 'show = "tiny"\nkeep = [["0:01", "0:07.5"]]'


def lines(studio: Studio) -> dict[str, tuple[str, str]]:
    """Each sentence's translation and who wrote it, by its id."""
    return {line.sentence_id: (line.text, line.origin) for line in studio.job.load(Translation).lines}


def translate(studio: Studio) -> None:
    ran = studio.make("--until", "translate")
    assert ran.code == 0, ran.said


def test_a_sheet_stays_good_when_the_cut_changes(studio: Studio, talking: Path) -> None:
    """What was translated and is dropped now does no harm; taken back, it is there again."""
    studio.arrange(talking)
    translate(studio)
    whole = lines(studio)
    write(studio.folder / "story.toml", STORY.replace('show = "tiny"', KEPT))
    translate(studio)
    assert lines(studio) == {key: whole[key] for key in ("s0001", "s0002")}
    write(studio.folder / "story.toml", STORY)
    translate(studio)
    assert lines(studio) == whole


def test_only_what_is_heard_is_asked_for(studio: Studio, talking: Path) -> None:
    studio.arrange(talking, story=STORY.replace('show = "tiny"', KEPT), translated=False)
    ran = studio.make("--until", "translate")
    assert ran.code == 6
    sheet = (studio.job.draft / "translation.en.srt").read_text(encoding="utf-8")
    assert "s0002" in sheet
    assert "s0003" not in sheet


def say(studio: Studio, korean: str) -> None:
    """Correct the second sentence of the transcript."""
    write(studio.folder / "transcript.ko.srt", interview.transcript().replace(SAID[1].ko, korean))


def second(studio: Studio, number: int = 2) -> Path:
    """The sheet that is handed out after one came back."""
    return studio.job.draft / f"translation.en.{number}.srt"


def held(studio: Studio) -> Ran:
    ran = studio.make("--until", "translate")
    assert ran.code == 6, ran.said
    assert studio.job.state.waiting_for == "translator"
    return ran


CHANGED = "저는 바닷가에서 왔습니다."


@pytest.mark.parametrize("where", ["beside", "draft"])
def test_the_english_of_changed_words_is_handed_out_to_be_confirmed(studio: Studio, talking: Path, where: str) -> None:
    """Neither kept under other words in silence, nor lost; the sheet that came back is not touched."""
    studio.arrange(talking, translated=False)
    held(studio)
    sent = {"beside": studio.folder, "draft": studio.job.draft}[where] / "translation.en.srt"
    write(sent, interview.sheet())
    translate(studio)
    say(studio, CHANGED)
    ran = held(studio)
    assert "the English of 1 sentence (s0002) is to be confirmed" in ran.err
    assert str(second(studio)) in ran.err
    assert "take the ?? away" in ran.err
    sheet = second(studio).read_text(encoding="utf-8")
    assert f"> [s0002] {CHANGED}\n?? {SAID[1].en}\n" in sheet
    assert "s0001" not in sheet
    assert sent.read_text(encoding="utf-8") == interview.sheet()
    held(studio)
    assert second(studio).read_text(encoding="utf-8") == sheet
    write(second(studio), sheet.replace("?? I came from the sea.", "I came from the seaside."))
    translate(studio)
    assert lines(studio) == {
        "s0001": (SAID[0].en, "person"),
        "s0002": ("I came from the seaside.", "person"),
        "s0003": (SAID[2].en, "person"),
    }


def test_english_that_still_holds_is_confirmed_by_taking_the_mark_away(studio: Studio, talking: Path) -> None:
    studio.arrange(talking)
    translate(studio)
    say(studio, CHANGED)
    held(studio)
    write(second(studio), second(studio).read_text(encoding="utf-8").replace("?? ", ""))
    translate(studio)
    assert lines(studio)["s0002"] == (SAID[1].en, "person")


def test_words_that_change_once_more_are_asked_for_on_a_third_sheet(studio: Studio, talking: Path) -> None:
    studio.arrange(talking)
    translate(studio)
    say(studio, CHANGED)
    held(studio)
    write(second(studio), second(studio).read_text(encoding="utf-8").replace("?? I", "Then I"))
    translate(studio)
    say(studio, "저는 그 바닷가에서 왔습니다.")
    held(studio)
    assert "?? Then I came from the sea." in second(studio, 3).read_text(encoding="utf-8")
    say(studio, SAID[1].ko)
    translate(studio)
    assert lines(studio)["s0002"] == (SAID[1].en, "person")


def test_english_written_anew_under_old_words_is_not_used_and_named(studio: Studio, talking: Path) -> None:
    studio.arrange(talking)
    say(studio, CHANGED)
    held(studio)
    confirmed = f"> [s0002] {CHANGED}\nI came from the seaside."
    write(
        second(studio),
        second(studio).read_text(encoding="utf-8").replace(f"> [s0002] {CHANGED}\n?? {SAID[1].en}", confirmed),
    )
    ran = studio.make("--until", "translate")
    assert ran.code == 0
    assert "1 older text not used" in ran.err
    assert lines(studio)["s0002"][0] == "I came from the seaside."


@pytest.mark.parametrize("korean", ["저는 바다에서, 왔습니다!", "저는 바다 에서 왔습니다."])
def test_marks_and_spaces_may_change_above_the_english(studio: Studio, talking: Path, korean: str) -> None:
    studio.arrange(talking)
    translate(studio)
    say(studio, korean)
    translate(studio)
    assert lines(studio)["s0002"] == (SAID[1].en, "person")


def test_a_sentence_that_became_another_keeps_its_english_to_be_confirmed(studio: Studio, talking: Path) -> None:
    """Misheard, translated by ear, then corrected: hardly a word is the same."""
    studio.arrange(talking, translated=False)
    held(studio)
    write(studio.job.draft / "translation.en.srt", interview.sheet())
    translate(studio)
    sheet = studio.job.draft / "transcript.ko.srt"
    write(sheet, sheet.read_text(encoding="utf-8").replace(SAID[1].ko, f"{SAID[1].ko}\n전혀 다르게 말했어요."))
    run_stage(
        studio.job, settings_for(studio.job, Wishes(), today=date(2026, 5, 1)), transcribe.STAGE, watcher=Unwatched()
    )
    with pytest.raises(Held):
        run_stage(studio.job, settings_for(studio.job, Wishes(), today=date(2026, 5, 1)), STAGE, watcher=Unwatched())
    assert f"> [s0002] 전혀 다르게 말했어요.\n?? {SAID[1].en}" in second(studio).read_text(encoding="utf-8")


def test_a_half_filled_sheet_is_to_be_filled_in_where_it_is(studio: Studio, talking: Path) -> None:
    studio.arrange(talking, translated=False)
    sheet = studio.folder / "translation.en.srt"
    write(sheet, interview.sheet(texts=["Hello.", "", ""]))
    ran = held(studio)
    assert "2 of 3 sentences without English text; missing: s0002, s0003" in ran.err
    assert str(sheet) in ran.err
    assert not second(studio).exists()
    write(sheet, interview.sheet())
    translate(studio)


def test_placeholders_and_korean_are_not_taken_for_english(studio: Studio, talking: Path) -> None:
    studio.arrange(talking, translated=False)
    sheet = write(studio.folder / "translation.en.srt", interview.sheet(texts=["Hello.", "도구를 제공합니다.", "TODO"]))
    ran = held(studio)
    assert "missing: s0002, s0003; what stands under s0002, s0003 is a placeholder, or not English" in ran.err
    assert str(sheet) in ran.err
    assert "제공" not in ran.err


def test_sentences_without_room_on_the_sheet_are_handed_out(studio: Studio, talking: Path) -> None:
    studio.arrange(talking, translated=False)
    write(studio.folder / "translation.en.srt", interview.sheet(SAID[:2]))
    ran = held(studio)
    assert str(second(studio)) in ran.err
    write(studio.job.edits / second(studio).name, second(studio).read_text(encoding="utf-8").rstrip() + "\nThanks.\n")
    translate(studio)
    assert lines(studio)["s0003"] == ("Thanks.", "person")


def test_two_sheets_that_say_different_things_are_held(studio: Studio, talking: Path) -> None:
    studio.arrange(talking)
    write(studio.folder / "translation.en.2.srt", interview.sheet(texts=["Hi.", "", ""]))
    ran = held(studio)
    assert "[s0001] has one text in translation.en.srt and another in translation.en.2.srt" in ran.err


def test_a_text_that_cannot_be_placed_is_named_in_its_sheet(studio: Studio, talking: Path) -> None:
    studio.arrange(talking, translated=False)
    sheet = write(
        studio.folder / "translation.en.srt",
        f"{interview.sheet()}\n{interview.cue(4, SAID[2], '> 아무 말.', 'Stray.')}",
    )
    ran = held(studio)
    assert "cue 4: no sentence reads like its first line" in ran.err
    assert str(sheet) in ran.err
    assert not second(studio).exists()


def test_the_preview_is_made_once_for_the_same_cut(studio: Studio, talking: Path) -> None:
    studio.arrange(talking, translated=False)
    assert studio.make().code == 6
    preview = studio.job.draft / "preview.mp4"
    made = preview.stat().st_mtime_ns
    assert studio.make().code == 6
    assert preview.stat().st_mtime_ns == made
    write(studio.folder / "story.toml", STORY.replace('show = "tiny"', KEPT))
    assert studio.make().code == 6
    assert preview.stat().st_mtime_ns > made


def test_no_machines_line_is_used_before_a_person_sent_it_back(
    studio: Studio, talking: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shout(request: TranslationRequest) -> tuple[str | None, ...]:
        return tuple(f"EN {len(text)}." for text in request.sentences)

    monkeypatch.setitem(TRANSLATORS, "shout", shout)
    studio.arrange(talking, translated=False)
    write(studio.home.presets / "shows" / "tiny.toml", f'translator = "shout"\n{SHOW}')
    ran = studio.make("--until", "translate")
    assert ran.code == 6
    assert "3 sentences by a machine" in ran.err
    machine = f"EN {len(SAID[1].ko)}."
    assert machine in (studio.job.draft / "translation.en.srt").read_text(encoding="utf-8")
    write(studio.folder / "translation.en.srt", interview.sheet(texts=["Hello.", "", "Thanks."]))
    ran = studio.make("--until", "translate")
    assert ran.code == 6
    assert "1 sentence by a machine" in ran.err
    assert machine in second(studio).read_text(encoding="utf-8")
    write(studio.folder / "translation.en.srt", interview.sheet(texts=["Hello.", machine, "Thanks."]))
    translate(studio)
    assert lines(studio) == {
        "s0001": ("Hello.", "person"),
        "s0002": (machine, "person"),
        "s0003": ("Thanks.", "person"),
    }
