"""The whole way, without a model: footage and a person's texts go in, a delivery comes out."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pysrt
import pytest

from pipeline.domain.cut import EditDecisionList
from pipeline.domain.footage import Footage
from tests import clips, interview, looking
from tests.clips import Clip
from tests.interview import SAID, STORY, Said
from tests.studio import Studio

DELIVERED = {
    "blue-kite.small.mp4",
    "captions.en.srt",
    "captions.en.vtt",
    "captions.ko.srt",
    "captions.ko.vtt",
    "manifest.json",
    "qc.json",
    "thumbnail.jpg",
    "upload.json",
}
FRAME_S = 1 / 25


@pytest.fixture(scope="module")
def delivered(tmp_path_factory: pytest.TempPathFactory, talking: Path) -> Studio:
    """A film that was delivered; these tests only look at it."""
    studio = Studio.at(tmp_path_factory.mktemp("delivered"))
    studio.arrange(talking)
    ran = studio.make()
    assert ran.code == 0, ran.said
    return studio


def captions(studio: Studio, language: str) -> list[tuple[float, float, str]]:
    """The delivered captions in one language, read by another library: start, end, text."""
    items = pysrt.open(str(studio.delivery() / f"captions.{language}.srt"), encoding="utf-8")
    return [(item.start.ordinal / 1000, item.end.ordinal / 1000, item.text) for item in items]


# Held first, then delivered


def test_without_a_sheet_the_job_is_held_and_nothing_is_delivered(studio: Studio, talking: Path) -> None:
    studio.arrange(talking, translated=False)
    ran = studio.make()
    assert ran.code == 6
    assert "will wait" in ran.err
    assert str(studio.job.draft / "translation.en.srt") in ran.err
    assert studio.nothing_delivered()
    assert looking.grey(studio.job.draft / "preview.mp4").size
    sheet = (studio.job.draft / "translation.en.srt").read_text(encoding="utf-8")
    assert [f"> [s{number:04d}] {item.ko}" in sheet for number, item in enumerate(SAID, start=1)] == [True] * 3


def test_a_sheet_as_another_subtitle_editor_saves_it_is_taken(studio: Studio, talking: Path) -> None:
    studio.arrange(talking, translated=False)
    assert studio.make().code == 6
    cues = interview.sheet().split("\n\n")
    shuffled = [re.sub(r"^\d+", str(number), cue) for number, cue in enumerate([cues[2], cues[0], cues[1]], start=7)]
    text = "\n\n".join(cue.strip("\n") for cue in shuffled).replace("\n", "\r\n")
    (studio.job.edits / "translation.en.srt").write_bytes(b"\xef\xbb\xbf" + text.encode())
    ran = studio.make()
    assert ran.code == 0, ran.said
    assert [text for _, _, text in captions(studio, "en")] == [item.en for item in SAID]


def test_a_sheet_that_comes_back_with_a_gap_is_held_and_the_sentence_named(studio: Studio, talking: Path) -> None:
    studio.arrange(talking, translated=False)
    interview.write(studio.folder / "translation.en.srt", interview.sheet(texts=["Hello.", "", "Thank you."]))
    ran = studio.make()
    assert ran.code == 6
    assert "missing: s0002" in ran.err
    assert studio.nothing_delivered()


def test_the_draft_changed_in_place_counts_as_the_answer(studio: Studio, talking: Path) -> None:
    studio.arrange(talking, translated=False)
    assert studio.make().code == 6
    interview.write(studio.job.draft / "translation.en.srt", interview.sheet())
    ran = studio.make()
    assert ran.code == 0, ran.said


# What is delivered


def test_a_delivery_holds_exactly_its_files(delivered: Studio) -> None:
    assert {path.name for path in delivered.delivery().iterdir()} == DELIVERED
    assert [path.name for path in delivered.home.deliver.iterdir()] == ["blue-kite"]


def test_the_manifest_tells_the_truth_about_every_other_file(delivered: Studio) -> None:
    manifest = delivered.delivered_json("manifest.json")
    listed = {item["name"]: (item["sha256"], item["size_bytes"]) for item in manifest["files"]}
    there = {
        path.name: (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_size)
        for path in delivered.delivery().iterdir()
        if path.name != "manifest.json"
    }
    assert listed == there
    assert (manifest["schema"], manifest["version"]) == ("Manifest", 1)


def test_the_verdict_is_pass_and_the_figures_are_the_films(delivered: Studio) -> None:
    report = delivered.delivered_json("qc.json")
    film = delivered.delivery() / "blue-kite.small.mp4"
    assert report["verdict"] == "pass"
    assert report["counts"]["error"] == 0
    assert report["measured"]["small.frame_count"] == len(looking.frame_hashes(film))
    assert report["measured"]["small.file_size_bytes"] == film.stat().st_size


def test_both_languages_share_one_time_grid(delivered: Studio) -> None:
    korean, english = captions(delivered, "ko"), captions(delivered, "en")
    assert [cue[:2] for cue in korean] == [cue[:2] for cue in english]
    assert [text for _, _, text in korean] == [item.ko.removesuffix(".") for item in SAID]
    assert [text for _, _, text in english] == [item.en for item in SAID]


def test_the_upload_form_is_filled_in(delivered: Studio) -> None:
    form = delivered.delivered_json("upload.json")
    assert form["title"] == "다시 바다를 | The Sea Again"
    assert form["language"] == "ko"
    assert {form["thumbnail"], *form["captions"].values()} <= DELIVERED


def test_dead_air_is_gone_and_nothing_else(delivered: Studio) -> None:
    film = delivered.delivery() / "blue-kite.small.mp4"
    cards_s, before_s, after_s, kept_pause_s, max_pause_s = 1 + 1, 0.4, 0.8, 1, 2.5
    spoken = [(said.start_s, said.end_s) for said in SAID]
    pauses = [later[0] - earlier[1] for earlier, later in pairwise(spoken)]
    kept_s = sum(kept_pause_s if pause > max_pause_s else pause for pause in pauses)
    wanted_s = cards_s + before_s + sum(end - start for start, end in spoken) + kept_s + after_s
    borders = 4
    assert len(looking.frame_times(film)) * FRAME_S == pytest.approx(wanted_s, abs=borders * FRAME_S / 2 + 1e-9)


# Running again


def test_a_second_run_has_nothing_to_do(delivered: Studio) -> None:
    before = {path: path.stat().st_mtime_ns for path in delivered.home.deliver.rglob("*")} | delivered.chunks()
    ran = delivered.make()
    assert ran.code == 0
    assert "Nothing to do" in ran.err
    assert "✓" not in ran.err
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_a_changed_line_encodes_only_the_chunks_that_show_it(studio: Studio, talking: Path) -> None:
    studio.arrange(talking)
    assert studio.make().code == 0
    before = studio.chunks()
    interview.write(
        studio.folder / "translation.en.srt", interview.sheet(texts=[SAID[0].en, SAID[1].en, "Thank you so much."])
    )
    ran = studio.make()
    assert ran.code == 0, ran.said
    after = studio.chunks()
    assert {path: after[path] for path in before} == before
    assert len(set(after) - set(before)) == 1
    assert captions(studio, "en")[2][2] == "Thank you so much."


def test_until_stops_after_a_stage_and_redo_does_one_again(studio: Studio, talking: Path) -> None:
    studio.arrange(talking)
    assert studio.make("--until", "cut").code == 0
    assert studio.job.artefact_path(EditDecisionList).is_file()
    assert not (studio.job.folder / "translation.json").exists()
    assert "✓" not in studio.make("--until", "cut").err
    again = studio.make("--until", "cut", "--redo", "transcribe").err
    assert [line for line in again.splitlines() if line.startswith("✓")] == ["✓ Write down what was said"]


def test_a_draft_is_marked_and_never_delivered(studio: Studio, talking: Path) -> None:
    studio.arrange(talking)
    ran = studio.make("--draft")
    assert ran.code == 0, ran.said
    assert studio.nothing_delivered()
    draft = looking.grey(studio.job.draft / "draft.small.mp4").astype(int)
    assert studio.make().code == 0
    film = looking.grey(studio.delivery() / "blue-kite.small.mp4").astype(int)
    assert len(draft) == len(film)
    top, middle = slice(0, 25), slice(60, 110)
    apart = abs(draft - film)
    assert all((apart[frame, top] > 100).sum() > 20 for frame in range(0, len(film), 20))
    assert (apart[60, middle] > 100).sum() == 0


@pytest.mark.parametrize("word", ["id", "beginning", "code"])
def test_a_job_is_found_by_its_id_its_beginning_or_its_code(studio: Studio, talking: Path, word: str) -> None:
    studio.arrange(talking)
    assert studio.make("--until", "intake").code == 0
    job = studio.job
    ran = studio.vignette(
        "make", "--job", {"id": job.id, "beginning": job.id[:6], "code": "blue-kite"}[word], "--until", "cut"
    )
    assert ran.code == 0, ran.said
    assert studio.job.artefact_path(EditDecisionList).is_file()


def test_a_job_and_footage_that_do_not_belong_together_are_refused(studio: Studio, talking: Path) -> None:
    studio.arrange(talking)
    other = clips.film(studio.root / "other.mp4", Clip(duration_s=3, spoken=((1, 2),)))
    assert studio.make("--until", "intake").code == 0
    ran = studio.vignette("make", other, "--job", studio.job.id)
    assert ran.code == 2
    assert "another job" in ran.err


def test_footage_that_was_moved_is_the_same_job(studio: Studio, talking: Path, tmp_path: Path) -> None:
    studio.arrange(talking)
    assert studio.make("--until", "intake").code == 0
    moved = tmp_path / "elsewhere"
    studio.folder.rename(moved)
    ran = studio.vignette("make", moved)
    assert ran.code == 0, ran.said
    assert len(studio.home.all_jobs()) == 1


# Other interviews


def test_english_speech_waits_for_a_korean_sheet(studio: Studio, talking: Path) -> None:
    studio.arrange(talking, story=STORY.replace('language = "ko"', 'language = "en"'), translated=False)
    (studio.folder / "transcript.ko.srt").unlink()
    interview.write(studio.folder / "transcript.en.srt", interview.transcript(language="en"))
    ran = studio.make()
    assert ran.code == 6
    assert "translation.ko.srt" in ran.err
    interview.write(studio.folder / "translation.ko.srt", interview.sheet(spoken="en"))
    ran = studio.make()
    assert ran.code == 0, ran.said
    assert [text for _, _, text in captions(studio, "ko")] == [item.ko.removesuffix(".") for item in SAID]
    assert [text for _, _, text in captions(studio, "en")] == [item.en for item in SAID]
    assert studio.delivered_json("upload.json")["language"] == "en"


def test_the_film_keeps_the_cameras_frame_rate(studio: Studio) -> None:
    footage = clips.film(studio.root / "ntsc.mp4", Clip(size="1280x720", rate="30000/1001"))
    studio.arrange(footage)
    ran = studio.make()
    assert ran.code == 0, ran.said
    measured = studio.delivered_json("qc.json")["measured"]
    assert measured["small.frame_rate"] == "30000/1001"
    times = looking.frame_times(studio.delivery() / "blue-kite.small.mp4")
    assert times == [number * Fraction(1001, 30000) for number in range(len(times))]


def test_a_phone_held_upright_stays_upright(studio: Studio) -> None:
    """The camera's left edge is white; turned upright it is the lower or the upper edge, as players have it."""
    white_edge = "color=black:{shape},drawbox=w=80:h=180:color=white:t=fill"
    lying = clips.film(studio.root / "lying.mp4", Clip(picture=white_edge))
    footage = studio.root / "upright.mp4"
    clips.ffmpeg("-display_rotation", "90", "-i", f"file:{lying}", "-c", "copy", f"file:{footage}")
    studio.arrange(footage)
    ran = studio.make()
    assert ran.code == 0, ran.said
    played = looking.grey(footage, size=(180, 320))[40]
    shown = looking.grey(studio.delivery() / "blue-kite.small.mp4")[30]
    assert shown[:, :105].max() < 40
    assert shown[60:, 215:].max() < 40  # above it stands the logo
    assert list(shown[[8, 172], 160] > 128) == list(played[[14, 306], 90] > 128)
    assert list(shown[[8, 172], 160] > 128) in ([True, False], [False, True])


A_PICTURE_EARLY_S = 0.5
"""A caption may begin with a new picture, this much before its first word."""


def test_two_files_of_one_interview_are_one_film(studio: Studio) -> None:
    first = clips.film(studio.root / "a.mp4", Clip(duration_s=8, spoken=((2, 4), (5, 7))))
    second = clips.film(studio.root / "b.mp4", Clip(duration_s=6, spoken=((3, 4.5),), picture="smptebars={shape}"))
    studio.arrange(first)
    (studio.folder / "talking.mp4").rename(studio.folder / "GX2.mp4")
    (studio.folder / "GX10.mp4").symlink_to(second)
    ran = studio.make()
    assert ran.code == 0, ran.said
    assert [file.label for file in studio.job.load(Footage).files] == ["file 1", "file 2"]
    heard = looking.sound(studio.delivery() / "blue-kite.small.mp4")
    for start_s, end_s, _ in captions(studio, "ko"):
        loud = level(heard, start_s + A_PICTURE_EARLY_S, end_s - 0.1)
        assert level(heard, start_s - 0.3, start_s - 0.1) < 0.1 * loud
        assert level(heard, start_s + A_PICTURE_EARLY_S, start_s + A_PICTURE_EARLY_S + 0.1) > 0.3 * loud


def level(samples: looking.Samples, start_s: float, end_s: float) -> float:
    """The root mean square of a stretch of sound."""
    part = samples[round(start_s * looking.SAMPLE_RATE_HZ) : round(end_s * looking.SAMPLE_RATE_HZ)]
    return float((part.astype(float) ** 2).mean() ** 0.5)


HLG = "colorprim=bt2020:transfer=arib-std-b67:colormatrix=bt2020nc"
UNUSUAL = {
    "uneven pace": Clip(picture="testsrc2={shape},select='not(eq(mod(n,7),3))'", options=("-fps_mode", "vfr")),
    "odd sides, no subsampling": Clip(size="321x181", options=("-pix_fmt", "yuv444p")),
    "high dynamic range": Clip(options=("-pix_fmt", "yuv420p10le", "-x264-params", HLG)),
    "six channels": Clip(options=("-ac", "6", "-ar", "44100")),
}


@pytest.mark.parametrize("what", UNUSUAL)
def test_unusual_footage_makes_a_usual_film(studio: Studio, what: str) -> None:
    studio.arrange(clips.film(studio.root / "unusual.mp4", UNUSUAL[what]))
    ran = studio.make()
    assert ran.code == 0, ran.said
    measured = studio.delivered_json("qc.json")["measured"]
    assert (measured["small.pixel_format"], measured["small.frame_rate"]) == ("yuv420p", "25")
    assert measured["small.audio_channels"] == 2


# Texts and names as people have them


@pytest.mark.parametrize(("encoding", "mark"), [("cp949", b""), ("utf-8", b"\xef\xbb\xbf"), ("utf-16-le", b"\xff\xfe")])
def test_texts_in_the_encodings_people_use_are_read(studio: Studio, talking: Path, encoding: str, mark: bytes) -> None:
    studio.arrange(talking)
    for name in ("story.toml", "transcript.ko.srt", "translation.en.srt"):
        path = studio.folder / name
        path.write_bytes(mark + path.read_text(encoding="utf-8").replace("\n", "\r\n").encode(encoding))
    ran = studio.make("--until", "subtitle")
    assert ran.code == 0, ran.said
    assert "다시 바다를" in studio.job.title
    assert SAID[1].ko.removesuffix(".") in (studio.job.draft / "captions.ko.srt").read_text(encoding="utf-8")


ODD_NAMES: Sequence[str] = (
    unicodedata.normalize("NFD", "한바다 인터뷰.mp4"),
    'it\'s "quoted".mp4',
    "12:30 take 1.mp4",
    "[a]{b}(c),d;e=f.mp4",
    "🎬 take.mp4",
    "-y.mp4",
    " leading space.mp4",
    "100%d\\N.mp4",
)


def test_footage_may_have_any_name(studio: Studio) -> None:
    """All odd names as the files of one interview, in a home folder with an odd name."""
    root = studio.root / "팀 [red]'s: a,b"
    odd = Studio.at(root)
    footage = clips.film(studio.root / "short.mp4", Clip(duration_s=2, spoken=((0.5, 1.5),)))
    odd.folder.mkdir()
    listed = ""
    for name in ODD_NAMES:
        (odd.folder / name).symlink_to(footage)
        literal = name.replace("\\", "\\\\").replace('"', '\\"')
        listed += f'\n[[source]]\nfile = "{literal}"\n'
    said = [Said(2 * n + 0.5, 2 * n + 1.5, f"문장 {n}입니다.", f"Sentence {n}.") for n in range(len(ODD_NAMES))]
    interview.write(odd.folder / "story.toml", unicodedata.normalize("NFC", STORY + listed))
    interview.write(odd.folder / "transcript.ko.srt", interview.transcript(said))
    interview.write(odd.folder / "translation.en.srt", interview.sheet(said))
    ran = odd.make()
    assert ran.code == 0, ran.said
    assert str(odd.delivery()) in ran.err
    assert len(captions(odd, "ko")) == len(ODD_NAMES)
    for path in odd.delivery().iterdir():
        assert not any(name.removesuffix(".mp4").encode() in path.read_bytes() for name in ODD_NAMES[:-3])


def test_a_cue_that_is_too_fast_to_read_is_refused_and_named(studio: Studio, talking: Path) -> None:
    studio.arrange(talking)
    hurried = [
        *SAID[:2],
        replace(SAID[2], en="This is a very long sentence that nobody can read in so short a time, " * 2),
    ]
    interview.write(studio.folder / "translation.en.srt", interview.sheet(hurried))
    ran = studio.make()
    assert ran.code == 5
    assert "s0003" in ran.err
    assert studio.nothing_delivered()
