"""What was said: heard once, corrected by people, ids that stay."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import pytest

from pipeline.domain.timing import TimeRange
from pipeline.domain.transcript import Transcript, Word
from pipeline.engines import models
from pipeline.engines.transcribers import TRANSCRIBERS
from pipeline.engines.transcribers.base import Recognised, Request
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
