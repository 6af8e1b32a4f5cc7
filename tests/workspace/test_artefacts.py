"""Artefacts on disk: what is saved comes back equal, older versions are upgraded, newer ones refused."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from pipeline.domain.branding import Branding, ChapterTitle, Labels, LowerThird, SizedLogo
from pipeline.domain.corrections import CaptionHandOut
from pipeline.domain.cut import Clip, EditDecisionList, Removal, TargetCuts
from pipeline.domain.errors import InputRefused, UsageError
from pipeline.domain.protection import Consent, HiddenName, Protection, ProtectionLevel
from pipeline.domain.qc import QcFinding, QcReport
from pipeline.domain.render_plan import Chunk, Film, RenderPlan, Shot, SoundClip, Tools
from pipeline.domain.subtitles import Cue, SubtitleTrack
from pipeline.domain.timing import TimeBase, TimeRange
from pipeline.domain.transcript import Flag, Sentence, Transcript, Word
from pipeline.workspace import artefacts
from pipeline.workspace.job import JobState, StageRecord
from tests.examples import YOUTUBE, edl, span

RATE = Fraction(30000, 1001)
SOURCE, PROGRAM = TimeBase("source", "a" * 64), TimeBase("program", "b" * 64)
WORD = Word("로동신문", TimeRange(Fraction(1, 3), Fraction(2, 3)), 0.75)
CLIP = Clip(TimeRange(Fraction(1001, 30000), Fraction(2002, 30000)), 5, 1)

VALUES = [
    Transcript(SOURCE, "ko", "from_file", (Sentence("s0001", (WORD,), (Flag("loop", "listen"),)),), 2),
    EditDecisionList(SOURCE, PROGRAM, RATE, 5, 0, (CLIP,), (Removal(CLIP.source_range, "dropped"),)),
    TargetCuts({"shorts": EditDecisionList(SOURCE, PROGRAM, RATE, 5, 0, (CLIP,), ())}),
    SubtitleTrack(PROGRAM, RATE, "ko", (Cue(5, 9, ("s0001",), ("위", "아래"), ("Above",)),)),
    Protection(ProtectionLevel.PSEUDONYM, Consent("7", date(2030, 1, 1)), (HiddenName("이름", "speaker 1"),), ("no",)),
    QcReport((QcFinding("gop", "error", "file", "1", "2", "m"),), {"a": 1, "b": 1.5, "c": True, "d": None, "e": "x"}),
    StageRecord("k", {"work/film.mp4": "0" * 64}),
    JobState("held", "translate", "m", "r", "translator", datetime(2026, 3, 1, 9, 30, tzinfo=UTC)),
]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_what_is_saved_comes_back_equal(tmp_path: Path, value: object) -> None:
    path = tmp_path / "artefact.json"
    artefacts.save(path, value)
    assert artefacts.load(path, type(value)) == value
    document = json.loads(path.read_text(encoding="utf-8"))
    schema = type(value).__name__
    assert (document["schema"], document["version"]) == (schema, artefacts.VERSIONS.get(schema, 1))


def test_korean_stays_readable_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "transcript.json"
    artefacts.save(path, VALUES[0])
    assert "로동신문" in path.read_text(encoding="utf-8")


def test_an_older_version_is_upgraded_step_by_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "record.json"
    path.write_text('{"schema": "StageRecord", "version": 1, "k": "old", "files": {}}', encoding="utf-8")
    monkeypatch.setitem(artefacts.VERSIONS, "StageRecord", 3)
    monkeypatch.setitem(artefacts.UPGRADES, ("StageRecord", 1), lambda old: {"key": old["k"], "files": old["files"]})
    monkeypatch.setitem(
        artefacts.UPGRADES, ("StageRecord", 2), lambda old: {"key": old["key"] + "er", "outputs": old["files"]}
    )
    assert artefacts.load(path, StageRecord) == StageRecord("older", {})


@pytest.mark.parametrize(
    ("content", "error", "says"),
    [
        ('{"schema": "StageRecord", "version": 2, "key": "", "outputs": {}}', UsageError, "newer version"),
        ('{"schema": "Footage", "version": 1}', InputRefused, "holds no StageRecord"),
        ('{"schema": "StageRecord", "version": 1, "key": "k"}', InputRefused, "damaged"),
        ('{"schema": "StageRecord", "key": "k", "outputs": {}}', InputRefused, "damaged: it has no version"),
        ('{"schema": "StageRecord", "version": "1", "key": "", "outputs": {}}', InputRefused, "no version"),
        ('{"schema": "StageRecord", "version": true, "key": "", "outputs": {}}', InputRefused, "no version"),
        ('{"schema": "StageRecord", "version": 0, "key": "", "outputs": {}}', InputRefused, "no version"),
        ('{"schema": "StageRec', InputRefused, "cannot be read.*Delete it"),
        ("[]", InputRefused, "holds no StageRecord"),
        ("", InputRefused, "cannot be read"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(
    tmp_path: Path, content: str, error: type[InputRefused | UsageError], says: str
) -> None:
    path = tmp_path / "record.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(error, match=says) as caught:
        artefacts.load(path, StageRecord)
    assert caught.value.where == str(path)


@pytest.mark.parametrize(
    "text",
    [
        '{"schema": "RenderPlan", "version": 1}',
        '{"schema": "RenderPlan", "version": 1, "frame_rate": "1/0", "films": []}',
        '{"schema": "RenderPlan", "version": 1, "frame_rate": [], "films": []}',
        '{"schema": "RenderPlan", "version": 2, "sound": [], "films": ["youtube"]}',
    ],
)
def test_an_older_version_that_is_not_whole_is_damaged(tmp_path: Path, text: str) -> None:
    path = tmp_path / "plan.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputRefused, match="damaged: it is not whole"):
        artefacts.load(path, RenderPlan)


def test_what_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match="not there"):
        artefacts.load(tmp_path / "none.json", StageRecord)


def test_a_hand_out_from_before_showings_is_read(tmp_path: Path) -> None:
    """Cues of a sentence that stand apart are two showings of it; a sentence without a cue is known, too."""
    cues = [(0, 10, "s0001"), (10, 20, "s0001"), (20, 30, "s0002"), (30, 40, "s0001")]
    made = SubtitleTrack(
        PROGRAM, Fraction(25), "ko", tuple(Cue(start, end, (item,), ("네",), ("Yes",)) for start, end, item in cues)
    )
    hand_out = CaptionHandOut(made, edl((0, 100)), (), ((),) * 4, ())
    artefacts.save(tmp_path / "new.json", hand_out)
    document = json.loads((tmp_path / "new.json").read_text(encoding="utf-8"))
    del document["showings"], document["shown"]
    document["sentences"] = [{"sentence_id": f"s000{number}", "ko": "네", "en": "Yes"} for number in (1, 2, 3)]
    (tmp_path / "old.json").write_text(json.dumps(document | {"version": 1}), encoding="utf-8")
    found = artefacts.load(tmp_path / "old.json", CaptionHandOut)
    assert found.shown == ((0,), (0,), (1,), (2,))
    assert [item.sentence_id for item in found.showings] == ["s0001", "s0002", "s0001", "s0003"]
    assert [item.program_range for item in found.showings] == [
        span(0, "0.8"),
        span("0.8", "1.2"),
        span("1.2", "1.6"),
        None,
    ]


def test_a_transcript_from_before_speakers_is_read(tmp_path: Path) -> None:
    path = tmp_path / "transcript.json"
    artefacts.save(path, VALUES[0])
    document = json.loads(path.read_text(encoding="utf-8"))
    del document["sentences"][0]["speaker"]
    path.write_text(json.dumps({**document, "version": 1}), encoding="utf-8")
    assert artefacts.load(path, Transcript) == VALUES[0]


def test_what_is_saved_is_what_is_read(tmp_path: Path) -> None:
    """No field of a value takes the place of the document's own."""
    plan = RenderPlan(RATE, Tools("9.0", "fonts"), 3, (), "forgotten")
    artefacts.save(tmp_path / "plan.json", plan)
    assert artefacts.load(tmp_path / "plan.json", RenderPlan) == plan


def test_a_plan_from_before_each_film_had_its_own_sound_is_read(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    sound = (SoundClip(0, 25, None), SoundClip(25, 50, Fraction(2)))
    films = tuple(Film(target, YOUTUBE.picture, (), (), sound) for target in ("youtube", "shorts"))
    plan = RenderPlan(RATE, Tools("", ""), 0, films, "joined")
    artefacts.save(path, plan)
    document = json.loads(path.read_text(encoding="utf-8"))
    del document["tools"], document["render_version"], document["state"]
    sounds = [film.pop("sound") for film in document["films"]]
    path.write_text(json.dumps({**document, "sound": sounds[0], "version": 2}), encoding="utf-8")
    assert artefacts.load(path, RenderPlan) == plan


def test_a_branding_from_before_targets_had_cuts_of_their_own_is_read(tmp_path: Path) -> None:
    path = tmp_path / "brand.json"
    labels = Labels((LowerThird("봄", "Bom", "", "", 0, 50),), (ChapterTitle("집", "Home", 60, 90),))
    artefacts.save(path, Branding((), (), labels))
    document = json.loads(path.read_text(encoding="utf-8"))
    before = {**document.pop("labels"), **document, "version": 1}
    del before["own_labels"]
    path.write_text(json.dumps(before), encoding="utf-8")
    assert artefacts.load(path, Branding) == Branding((), (), labels)


def without(document: object, *names: str) -> object:
    """The document without these keys, wherever they stand."""
    if isinstance(document, dict):
        return {key: without(value, *names) for key, value in document.items() if key not in names}
    return [without(item, *names) for item in document] if isinstance(document, list) else document


def older(path: Path, version: int, *, lacking: tuple[str, ...]) -> None:
    """Make of a saved document one from before these fields."""
    document = json.loads(path.read_text(encoding="utf-8"))
    assert document["version"] > version, "an older program must see that it cannot read these fields"
    bare = without(document, *lacking)
    assert isinstance(bare, dict)
    path.write_text(json.dumps({**bare, "version": version}), encoding="utf-8")


def test_a_plan_from_before_encoders_and_what_moves_is_read(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    chunk = Chunk(0, (Shot("a" * 64, 0, 25, None),), (), "logo", "key")
    plan = RenderPlan(RATE, Tools("9.0", "fonts"), 4, (Film("youtube", YOUTUBE.picture, (), (chunk,)),), "joined")
    artefacts.save(path, plan)
    older(path, 6, lacking=("encoder", "moving_logo", "plates"))
    assert artefacts.load(path, RenderPlan) == plan


def test_a_branding_from_before_what_moves_is_read(tmp_path: Path) -> None:
    path = tmp_path / "brand.json"
    branding = Branding((), (SizedLogo("youtube", "key"),), Labels())
    artefacts.save(path, branding)
    older(path, 2, lacking=("animation", "plates"))
    assert artefacts.load(path, Branding) == branding
