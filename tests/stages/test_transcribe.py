"""What was said: heard once, corrected by people, ids that stay."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from pipeline.domain.errors import Held, UsageError
from pipeline.domain.settings import Settings
from pipeline.domain.story import Source
from pipeline.domain.timing import TimeRange
from pipeline.domain.transcript import Transcript, Word
from pipeline.engines import models
from pipeline.engines.transcribers import TRANSCRIBERS
from pipeline.engines.transcribers.base import Recognised, Request
from pipeline.opening import Wishes, settings_for
from pipeline.run import Unwatched, run_stage
from pipeline.stages.transcribe import STAGE, listens
from pipeline.workspace.home import home_from_environment
from tests import clips, interview
from tests.interview import SHOW, write
from tests.studio import Studio

HEARD = "안녕하세요, 반갑습니다. 저는 바닥에서 왔습니다. 고맙습니다."
"""The second sentence is misheard: it should be 바다에서."""


@dataclass
class Listener:
    """A recogniser that always hears the same.

    Attributes:
        times: how often it was asked.
        words: what it hears, when.
    """

    times: int = 0
    words: list[Word] = field(default_factory=list)

    def __call__(self, request: Request) -> Recognised:
        self.times += 1
        assert request.speech_wav.is_file()
        assert request.model_folder is not None
        return Recognised("ko", words=tuple(self.words))


def spoken(text: str) -> list[Word]:
    """The text's words, one each half second from 2 s on."""
    return [
        Word(word, TimeRange(Fraction(4 + number, 2), Fraction(9 + 2 * number, 4)), 0.9)
        for number, word in enumerate(text.split())
    ]


@pytest.fixture
def listener(studio: Studio, talking: Path, monkeypatch: pytest.MonkeyPatch) -> Listener:
    """An interview whose show listens with a recogniser of the test's own."""
    made = Listener(words=spoken(HEARD))
    monkeypatch.setitem(TRANSCRIBERS, "listener", made)
    folder = studio.root / "model"
    for name in ("config.json", "model.bin", "tokenizer.json", "vocabulary.txt"):
        write(folder / name, '{"model_type": "whisper"}')
    models.add("tiny", folder, models_dir=studio.home.models)
    show = SHOW.replace('engine = "from_file"', 'engine = "listener"\nmodel = "tiny"')
    studio.arrange(talking, translated=False)
    write(studio.home.presets / "shows" / "tiny.toml", show)
    (studio.folder / "transcript.ko.srt").unlink()
    return made


def texts(studio: Studio) -> dict[str, str]:
    """Each sentence's text by its id."""
    return {sentence.id: sentence.text for sentence in studio.job.load(Transcript).sentences}


def transcribe(studio: Studio) -> None:
    ran = studio.make("--until", "transcribe")
    assert ran.code == 0, ran.said


def test_what_is_heard_becomes_sentences_and_a_sheet(studio: Studio, listener: Listener) -> None:
    transcribe(studio)
    assert texts(studio) == {
        "s0001": "안녕하세요, 반갑습니다.",
        "s0002": "저는 바닥에서 왔습니다.",
        "s0003": "고맙습니다.",
    }
    sheet = (studio.job.draft / "transcript.ko.srt").read_text(encoding="utf-8")
    assert "> [s0002] 저는 바닥에서 왔습니다." in sheet


@pytest.mark.parametrize("where", ["edits", "draft", "beside"])
def test_a_correction_is_taken_and_nothing_is_listened_to_again(studio: Studio, listener: Listener, where: str) -> None:
    transcribe(studio)
    sheet = studio.job.draft / "transcript.ko.srt"
    text = sheet.read_text(encoding="utf-8").replace(
        "바닥에서 왔습니다.", "바닥에서 왔습니다.\n저는 바다에서 왔습니다."
    )
    folders = {"edits": studio.job.edits, "draft": studio.job.draft, "beside": studio.folder}
    write(folders[where] / "transcript.ko.srt", text)
    transcribe(studio)
    assert texts(studio)["s0002"] == "저는 바다에서 왔습니다."
    assert list(texts(studio)) == ["s0001", "s0002", "s0003"]
    assert listener.times == 1


def test_a_correction_keeps_the_times_that_were_heard(studio: Studio, listener: Listener) -> None:
    transcribe(studio)
    before = studio.job.load(Transcript).sentence("s0002")
    sheet = studio.job.draft / "transcript.ko.srt"
    write(sheet, sheet.read_text(encoding="utf-8").replace("바닥에서", "바다에서"))
    transcribe(studio)
    after = studio.job.load(Transcript).sentence("s0002")
    assert before is not None
    assert after is not None
    assert [word.source_range for word in after.words] == [word.source_range for word in before.words]


def test_a_correction_that_fits_nowhere_is_held_and_named(studio: Studio, listener: Listener) -> None:
    transcribe(studio)
    text = (studio.job.draft / "transcript.ko.srt").read_text(encoding="utf-8")
    write(studio.job.edits / "transcript.ko.srt", text.replace("[s0002] 저는 바닥에서 왔습니다.", "[s0008] 모르는 말"))
    ran = studio.make("--until", "transcribe")
    assert ran.code == 6
    assert "cue 2" in ran.err


def test_a_whole_transcript_of_a_persons_own_needs_no_listening(studio: Studio, listener: Listener) -> None:
    write(studio.folder / "transcript.ko.srt", interview.transcript())
    transcribe(studio)
    assert listener.times == 0
    assert texts(studio)["s0002"] == "저는 바다에서 왔습니다."


def test_a_sentence_that_stays_keeps_its_id_when_another_comes_between(studio: Studio, talking: Path) -> None:
    studio.arrange(talking)
    transcribe(studio)
    before = texts(studio)
    said = list(interview.SAID)
    said.insert(1, interview.Said(4.2, 4.8, "새 문장.", "New."))
    write(studio.folder / "transcript.ko.srt", interview.transcript(said))
    transcribe(studio)
    after = texts(studio)
    assert {key: after[key] for key in before} == before
    assert list(after) == ["s0001", "s0004", "s0002", "s0003"]


SPEAKERS = """
[[speaker]]
name.ko = "한바다"
name.en = "Han Bada"
pseudonym.en = "Sky"

[[speaker]]
name.ko = "이가온"
name.en = "Lee Gaon"
"""


def settings_of(studio: Studio, *, speaker: int | str = 0) -> Settings:
    """The settings of the studio's job, with this speaker for the footage."""
    found = settings_for(studio.job, Wishes(), today=date(2026, 5, 1))
    source = Source("talking.mp4", speaker=speaker)
    return replace(found, story=replace(found.story, sources=(source,) if speaker else ()))


def transcribed(studio: Studio, *, speaker: int | str = 0) -> Transcript:
    """What the stage makes of things as they are."""
    run_stage(studio.job, settings_of(studio, speaker=speaker), STAGE, watcher=Unwatched())
    return studio.job.load(Transcript)


def correct(studio: Studio, old: str, new: str) -> None:
    """Change the sheet that was handed out, in place."""
    path = studio.job.draft / "transcript.ko.srt"
    text = path.read_text(encoding="utf-8")
    assert old in text
    write(path, text.replace(old, new))


def supplied(studio: Studio, *lines: str) -> None:
    """Write a whole transcript beside the story, with these instead of the usual lines."""
    said = [replace(item, ko=line) for item, line in zip(interview.SAID, lines, strict=True)]
    write(studio.folder / "transcript.ko.srt", interview.transcript(said))


USUAL = tuple(item.ko for item in interview.SAID)


@pytest.fixture
def written(studio: Studio, listener: Listener) -> Studio:
    """An interview with a transcript of a person's own, transcribed once, whose show listens where there is none."""
    supplied(studio, *USUAL)
    write(studio.folder / "story.toml", interview.STORY.split("[[speaker]]", 1)[0] + SPEAKERS)
    studio.make("--until", "intake")
    transcribed(studio)
    return studio


def test_a_supplied_transcript_is_corrected_on_the_sheet_without_listening(written: Studio, listener: Listener) -> None:
    """The sheet has the same name as the transcript it corrects."""
    correct(
        written, "> [s0002] 저는 바다에서 왔습니다.", "> [s0002] 저는 바다에서 왔습니다.\n저는 바닷가에서 왔습니다."
    )
    assert [item.text for item in transcribed(written).sentences] == [USUAL[0], "저는 바닷가에서 왔습니다.", USUAL[2]]
    assert list(texts(written)) == ["s0001", "s0002", "s0003"]
    assert listener.times == 0
    assert not listens(written.job, settings_of(written))


def test_a_line_nobody_touched_on_the_sheet_does_not_undo_a_later_transcript(written: Studio) -> None:
    correct(
        written, "> [s0002] 저는 바다에서 왔습니다.", "> [s0002] 저는 바다에서 왔습니다.\n저는 바닷가에서 왔습니다."
    )
    supplied(written, "안녕하세요, 정말 반갑습니다.", USUAL[1], "고맙습니다!")
    assert [item.text for item in transcribed(written).sentences] == [
        "안녕하세요, 정말 반갑습니다.",
        "저는 바닷가에서 왔습니다.",
        "고맙습니다!",
    ]


def test_a_sentence_corrected_on_the_sheet_and_in_the_transcript_is_held(written: Studio) -> None:
    correct(
        written, "> [s0002] 저는 바다에서 왔습니다.", "> [s0002] 저는 바다에서 왔습니다.\n저는 바닷가에서 왔습니다."
    )
    supplied(written, USUAL[0], "저는 바다에서 오지 않았습니다.", USUAL[2])
    with pytest.raises(Held, match=r"\[s0002\] was changed in the supplied transcript, too"):
        transcribed(written)


def test_an_id_outlives_a_correction_that_leaves_little_of_the_sentence(written: Studio) -> None:
    correct(written, USUAL[1], f"{USUAL[1]}\n전혀 다르게 말했어요.")
    transcribed(written)
    supplied(written, USUAL[0], USUAL[1], "고맙습니다, 여러분.")
    assert [(item.id, item.text) for item in transcribed(written).sentences] == [
        ("s0001", USUAL[0]),
        ("s0002", "전혀 다르게 말했어요."),
        ("s0003", "고맙습니다, 여러분."),
    ]


def test_two_different_transcripts_are_never_chosen_between(written: Studio) -> None:
    write(written.job.edits / "transcript.ko.srt", interview.transcript(interview.SAID[:2]))
    with pytest.raises(Held, match=r"2 different files transcript\.ko\.srt"):
        transcribed(written)


@pytest.mark.parametrize("also", [False, True], ids=["transcript", "transcript and memory"])
def test_a_damaged_transcript_is_made_anew(written: Studio, also: bool) -> None:  # noqa: FBT001
    before = texts(written)
    paths = [written.job.artefact_path(Transcript)]
    paths += [path for path in written.job.work.glob("transcript*.json") if also]
    assert len(paths) == 1 + also
    for path in paths:
        path.write_text(path.read_text(encoding="utf-8")[:200], encoding="utf-8")
    transcribed(written)
    assert texts(written) == before


def test_a_damaged_memory_of_what_was_heard_is_heard_again(studio: Studio, listener: Listener) -> None:
    transcribe(studio)
    (heard,) = (studio.job.work / "heard").iterdir()
    heard.write_text("{", encoding="utf-8")
    studio.job.forget("transcribe")
    transcribe(studio)
    assert listener.times == 2


def test_doing_it_again_listens_again_and_keeps_the_ids(studio: Studio, listener: Listener) -> None:
    transcribe(studio)
    before = texts(studio)
    listener.words = spoken(f"네. {HEARD}")
    ran = studio.make("--until", "transcribe", "--redo", "transcribe")
    assert ran.code == 0, ran.said
    assert listener.times == 2
    assert texts(studio) == {**before, "s0004": "네."}


def test_a_number_is_never_given_twice(studio: Studio, listener: Listener) -> None:
    """Three ways of listening, the first again from memory between the second and the third."""
    seen: dict[str, str] = {}
    for beam, heard in (
        (1, "안녕하세요. 그랬어요."),
        (2, "안녕하세요. 완전히 다른 말입니다."),
        (1, ""),
        (3, "안녕하세요. 우리는 밤마다 별을 세었지요."),
    ):
        listener.words = spoken(heard)
        show = studio.home.presets / "shows" / "tiny.toml"
        lines = [line for line in show.read_text(encoding="utf-8").splitlines() if "beam_size" not in line]
        write(show, "\n".join(lines).replace("[speech]", f"[speech]\nbeam_size = {beam}"))
        transcribe(studio)
        for key, text in texts(studio).items():
            assert seen.setdefault(key, text) == text
    assert len(seen) == 4


@pytest.mark.parametrize(
    ("line", "speaker", "text"),
    [
        ("2: 저는 바다에서 왔습니다.", 2, USUAL[1]),
        ("이가온: 저는 바다에서 왔습니다.", 2, USUAL[1]),
        ("Lee Gaon: 저는 바다에서 왔습니다.", 2, USUAL[1]),
        ("sky: 저는 바다에서 왔습니다.", 1, USUAL[1]),
        ("어머니: 저는 바다에서 왔습니다.", 0, "어머니: 저는 바다에서 왔습니다."),
        ("3: 저는 바다에서 왔습니다.", 0, "3: 저는 바다에서 왔습니다."),
    ],
)
def test_a_mark_before_a_sentence_says_who_speaks(written: Studio, line: str, speaker: int, text: str) -> None:
    supplied(written, USUAL[0], line, USUAL[2])
    found = transcribed(written).sentences[1]
    assert (found.id, found.speaker, found.text) == ("s0002", speaker, text)
    assert found.source_range == TimeRange(Fraction(5), Fraction(7))
    shown = f"{speaker}: {text}" if speaker else text
    assert f"> [s0002] {shown}\n" in (written.job.draft / "transcript.ko.srt").read_text(encoding="utf-8")


def test_the_file_says_who_speaks_and_a_person_knows_better(written: Studio) -> None:
    assert [item.speaker for item in transcribed(written, speaker="한바다").sentences] == [1, 1, 1]
    supplied(written, USUAL[0], f"이가온: {USUAL[1]}", USUAL[2])
    assert [item.speaker for item in transcribed(written, speaker=1).sentences] == [1, 2, 1]
    correct(written, f"> [s0003] 1: {USUAL[2]}", f"> [s0003] 1: {USUAL[2]}\n2:")
    found = transcribed(written, speaker=1).sentences
    assert [item.speaker for item in found] == [1, 2, 2]
    assert [item.text for item in found] == list(USUAL)


def test_a_mark_of_the_file_on_an_old_sheet_is_no_word_of_a_person(written: Studio) -> None:
    """The story named the wrong one; a sheet handed out since then was corrected elsewhere."""
    transcribed(written, speaker=1)
    correct(written, f"> [s0003] 1: {USUAL[2]}", f"> [s0003] 1: {USUAL[2]}\n감사합니다.")
    found = transcribed(written, speaker=2).sentences
    assert [item.speaker for item in found] == [2, 2, 2]
    assert [item.text for item in found] == [*USUAL[:2], "감사합니다."]


def test_a_sheet_with_marks_that_was_moved_says_the_same(written: Studio) -> None:
    supplied(written, f"1: {USUAL[0]}", f"2: {USUAL[1]}", USUAL[2])
    transcribed(written)
    correct(written, f"> [s0003] {USUAL[2]}", f"> [s0003] {USUAL[2]}\nHan Bada: 감사합니다.")
    sheet = written.job.draft / "transcript.ko.srt"
    write(written.job.edits / sheet.name, sheet.read_text(encoding="utf-8"))
    sheet.unlink()
    for _ in range(2):
        found = transcribed(written).sentences
        assert [(item.id, item.speaker, item.text) for item in found] == [
            ("s0001", 1, USUAL[0]),
            ("s0002", 2, USUAL[1]),
            ("s0003", 1, "감사합니다."),
        ]
        written.job.forget("transcribe")


def test_a_speaker_whom_the_story_does_not_have_is_refused(written: Studio) -> None:
    with pytest.raises(UsageError, match="whom the story does not list") as caught:
        transcribed(written, speaker="한바디")
    assert "한바디" in caught.value.where


def test_doubts_are_told_and_nothing_is_dropped(studio: Studio, listener: Listener) -> None:
    listener.words = spoken("안녕하세요. 시청해주셔서 감사합니다.")
    ran = studio.make("--until", "transcribe")
    assert "1 doubtful" in ran.err
    assert len(texts(studio)) == 2


def test_no_speech_is_refused(studio: Studio, listener: Listener) -> None:
    listener.words = []
    ran = studio.make()
    assert ran.code == 3
    assert "no speech was found" in ran.err


@pytest.mark.full
@pytest.mark.parametrize(
    "sound", [clips.speech((), 20), "anullsrc=sample_rate=48000:duration=20"], ids=["room", "none"]
)
def test_where_nobody_speaks_no_words_are_heard(studio: Studio, sound: str) -> None:
    """With the real model, which likes to write thanks for watching over nothing."""
    quiet = studio.root / "quiet.mp4"
    clips.encode(quiet, pictures="testsrc2=size=320x180:rate=25:duration=20", sound=sound)
    studio.home.local.mkdir()
    studio.home.models.symlink_to(home_from_environment().models)
    studio.arrange(quiet, story=interview.STORY.replace('"tiny"', '"house"'))
    (studio.folder / "transcript.ko.srt").unlink()
    ran = studio.make()
    assert ran.code == 3, ran.said
    assert "no speech was found" in ran.err
    assert studio.nothing_delivered()
