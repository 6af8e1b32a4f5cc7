"""The translation: what came back is kept, whatever happens to the cut, and never put under other words."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.domain.translation import Translation
from pipeline.engines.translators import TRANSLATORS
from pipeline.engines.translators.base import TranslationRequest
from tests import interview
from tests.interview import SAID, SHOW, STORY, write
from tests.studio import Studio

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


def test_a_translation_is_not_put_under_changed_words(studio: Studio, talking: Path) -> None:
    studio.arrange(talking)
    translate(studio)
    changed = interview.transcript().replace("저는 바다에서 왔습니다.", "저는 바다에서 오지 않았습니다.")
    write(studio.folder / "transcript.ko.srt", changed)
    ran = studio.make("--until", "translate")
    assert ran.code == 6
    assert "s0002" in ran.err
    assert studio.job.state.waiting_for == "translator"


def test_a_half_filled_sheet_comes_back_with_what_was_filled_in(studio: Studio, talking: Path) -> None:
    studio.arrange(talking, translated=False)
    write(studio.folder / "translation.en.srt", interview.sheet(texts=["Hello.", "", ""]))
    assert studio.make().code == 6
    sheet = (studio.job.draft / "translation.en.srt").read_text(encoding="utf-8")
    assert "> [s0001] 안녕하세요, 반갑습니다.\nHello." in sheet


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
    write(studio.folder / "translation.en.srt", interview.sheet(texts=["Hello.", machine, "Thanks."]))
    translate(studio)
    assert lines(studio) == {
        "s0001": ("Hello.", "person"),
        "s0002": (machine, "person"),
        "s0003": ("Thanks.", "person"),
    }
