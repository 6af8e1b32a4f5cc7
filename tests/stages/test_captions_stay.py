"""What was accepted stays accepted: any edits, in any format and place, then other cuts and other words elsewhere."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.domain.errors import CheckFailed, Held
from pipeline.domain.subtitles import SubtitleTrack
from pipeline.domain.transcript import LANGUAGES, Language
from pipeline.workspace import artefacts, files
from tests.desk import SAID, Caption, Captions, Desk, read
from tests.stages.test_subtitle import english, korean, require_corrected

_ONE_AFTER_ANOTHER_MS = 200
_SHORTEST_MS, _GAP_MS = 900, 67
ANOTHER_DAY = "Then it was another day for me."
MORE: dict[Language, str] = {"ko": "정말", "en": "really"}

Texts = dict[tuple[str, ...], list[tuple[str, str]]]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path)
    made.make()
    return made


@pytest.mark.parametrize("form", ["srt", "vtt", "ass"])
def test_in_every_format(desk: Desk, form: str) -> None:
    desk.edit("ko", korean, form=form)
    desk.edit("en", english, form=form)
    for dropped in (set[int](), {10}, set[int]()):
        desk.dropped = dropped
        desk.make()
        require_corrected(desk)


def test_in_the_draft_folder_and_copied_from_there(desk: Desk) -> None:
    changed = desk.edit("ko", korean, folder="draft")
    desk.edit("en", english)
    desk.make()
    desk.make()
    require_corrected(desk)
    shutil.copy(changed, desk.job.edits / changed.name)
    changed.unlink()
    desk.make()
    require_corrected(desk)
    assert [item.lines for item in read(changed)][1:3] == [("오늘 이야기를",), ("들려주셔서 감사합니다",)]


def test_saved_again_by_another_editor(desk: Desk) -> None:
    """Not one byte is as it was, and nothing was changed."""
    desk.edit("ko", korean)
    path = desk.edit("en", english)
    desk.make()
    desk.send("en", read(path), plain=True)
    desk.make()
    require_corrected(desk)


def test_changed_again_elsewhere(desk: Desk) -> None:
    desk.edit("ko", korean)
    path = desk.edit("en", english)
    desk.make()
    for text in ("I love that song even now.", "I love that song to this day."):
        captions = read(path)
        at = next(number for number, item in enumerate(captions) if "that song" in item.lines[0])
        captions[at] = captions[at].says(text)
        desk.send("en", captions)
        desk.make()
        require_corrected(desk)
        assert text in desk.shown("en")


@pytest.mark.parametrize("writes", range(12))
def test_through_an_interrupted_run(desk: Desk, monkeypatch: pytest.MonkeyPatch, writes: int) -> None:
    """The power goes at any write of the run that first reads the files."""
    desk.edit("ko", korean)
    desk.edit("en", english)
    desk.lay_out()
    write_text, left = files.write_text, writes

    def write_or_die(path: Path, text: str) -> None:
        nonlocal left
        if not left:
            raise KeyboardInterrupt
        left -= 1
        write_text(path, text)

    with monkeypatch.context() as patch:
        patch.setattr(files, "write_text", write_or_die)
        patch.setattr(artefacts, "write_text", write_or_die)
        with pytest.raises(KeyboardInterrupt):
            desk.make()
    desk.make()
    require_corrected(desk)


def test_a_correction_that_is_held_is_not_taken_for_one_the_captions_hold(desk: Desk) -> None:
    """Its sentence changed; somebody takes the newest captions, which have the new words, and goes on from there."""
    reworded = "Thank you for sharing your story today."
    desk.edit("en", lambda cues: [cues[0], cues[1].says(reworded), *english(cues)[2:]])
    desk.make()
    assert reworded in desk.shown("en")
    desk.english[2] = "Thank you for being here with us today."
    assert "words have changed" in desk.held()
    newest = desk.draft("en")
    assert "Thank you for being here with us today." in " ".join(" ".join(item.lines) for item in newest)
    desk.send("en", newest)
    desk.make()
    assert "Thank you for being here with us today." in " ".join(desk.shown("en"))
    assert "Together with my family," in desk.shown("en")


# Anything people may do, one after another


@contextmanager
def at_a_desk() -> Iterator[Desk]:
    with tempfile.TemporaryDirectory() as root:
        desk = Desk(Path(root))
        desk.make()
        yield desk


def changed(data: st.DataObject, captions: Captions, language: Language) -> Captions:
    """The captions after one step in an editor that leaves them within the limits of time."""
    at = data.draw(st.integers(0, len(captions) - 1))
    item, words = captions[at], " ".join(captions[at].lines).split()
    following = captions[at + 1] if at + 1 < len(captions) else None
    follows = following is not None and following.start_ms - item.end_ms < _ONE_AFTER_ANOTHER_MS
    match data.draw(st.sampled_from(["split", "join", "move", "break", "reword", "give"])):
        case "split" if len(words) > 1 and item.end_ms - item.start_ms > 2 * _SHORTEST_MS + _GAP_MS:
            cut = data.draw(st.integers(1, len(words) - 1))
            middle = item.start_ms + _SHORTEST_MS
            first = Caption(item.start_ms, middle, (" ".join(words[:cut]),))
            return [
                *captions[:at],
                first,
                Caption(middle + _GAP_MS, item.end_ms, (" ".join(words[cut:]),)),
                *captions[at + 1 :],
            ]
        case "join" if following is not None and follows:
            both = Caption(item.start_ms, following.end_ms, (" ".join(item.lines), " ".join(following.lines)))
            return [*captions[:at], both, *captions[at + 2 :]]
        case "give" if following is not None and follows and len(words) > 1:
            less, more = item.says(" ".join(words[:-1])), following.says(words[-1], " ".join(following.lines))
            return [*captions[:at], less, more, *captions[at + 2 :]]
        case "move":
            latest = following.start_ms - _GAP_MS if following else item.end_ms + 300
            end_ms = min(item.end_ms + data.draw(st.sampled_from([0, 100, 300])), latest)
            return [*captions[:at], item.between(item.start_ms, max(end_ms, item.end_ms)), *captions[at + 1 :]]
        case "break" if len(words) > 1:
            return [*captions[:at], item.says(words[0], " ".join(words[1:])), *captions[at + 1 :]]
        case _:
            return [*captions[:at], item.says(" ".join([*words[:-1], MORE[language]])), *captions[at + 1 :]]


def accepted(desk: Desk) -> bool:
    """Whether the captions were made; those that break a limit of theirs are, and are told."""
    try:
        desk.make()
    except CheckFailed:
        return True
    except Held:
        return False
    return True


def texts(desk: Desk) -> Texts:
    found: Texts = {}
    for cue in artefacts.load(desk.job.newest_captions, SubtitleTrack).cues:
        found.setdefault(cue.sentence_ids, []).append((" ".join(cue.ko), " ".join(cue.en)))
    return found


@cache
def first() -> Texts:
    """The captions before anybody changes them."""
    with at_a_desk() as desk:
        return texts(desk)


@settings(max_examples=10)
@given(st.data())
def test_whatever_was_accepted_stays_so_while_others_change(data: st.DataObject) -> None:
    with at_a_desk() as desk:
        for _ in range(data.draw(st.integers(1, 3))):
            language = data.draw(st.sampled_from(LANGUAGES))
            captions = desk.draft(language)
            for _ in range(data.draw(st.integers(1, 3))):
                captions = changed(data, captions, language)
            for old in desk.job.edits.glob(f"captions.{language}.*"):
                old.unlink()
            desk.send(language, captions, form=data.draw(st.sampled_from(["srt", "vtt", "ass"])))
            if not accepted(desk):
                return
        before = texts(desk)
        alone = {ids[0] for ids in before if len(ids) == 1}
        free = [number for number in range(1, len(SAID) + 1) if f"s{number:04d}" in alone]
        number = data.draw(st.sampled_from(free))
        for step in data.draw(st.permutations(["again", "dropped", "back", "translated"])):
            match step:
                case "dropped":
                    desk.dropped = {number}
                case "back":
                    desk.dropped = set()
                case "translated":
                    untouched = [item for item in free if before[(f"s{item:04d}",)] == first()[(f"s{item:04d}",)]]
                    desk.english[data.draw(st.sampled_from(untouched))] = ANOTHER_DAY
            assert accepted(desk), step
            kept = {f"s{item:04d}" for item in {number, *desk.english}}
            now = texts(desk)
            assert {ids: said for ids, said in now.items() if not kept & set(ids)} == {
                ids: said for ids, said in before.items() if not kept & set(ids)
            }
