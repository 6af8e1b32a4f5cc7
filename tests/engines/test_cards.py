"""Cards: exact frames, never still, whole titles inside the picture, and the same bytes every time."""

from __future__ import annotations

import dataclasses
import hashlib
import unicodedata
from fractions import Fraction
from pathlib import Path

import av
import imageio_ffmpeg
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from pipeline.domain.branding import Card, Colours
from pipeline.domain.errors import MachineError, UsageError
from pipeline.engines import cards, process

DARK = Colours("#10202b", "#f4efe6", "#e0a458")
PAPER = Colours("#f4efe6", "#10202b", "#b5541c")
WINE = Colours("#701010", "#f4efe6", "#e0a458")
NIGHT = Colours("#000000", "#808080", "#000000")
LOGO = Path(__file__).parents[2] / "assets" / "brand" / "logo.png"
LONG_KO = "두만강을 건너던 그해 겨울, 어머니가 마지막으로 하신 말씀을 나는 이십 년이 지난 지금도 잊지 못합니다"
LONG_EN = "The Winter We Crossed the Tumen, and the Last Words My Mother Said, Which I Still Cannot Forget"

INTRO = Card("intro", "돌아갈 수 없는 집", "The House I Cannot Go Back To", (), 24, DARK)
OUTRO = Card("outro", "고맙습니다", "Thank you", ("촬영 김민수 · 편집 이서연", "Translation: volunteers"), 24, DARK)
WITHOUT_TEXT = Card("intro", "", " ", (), 24, DARK)


def ffmpeg_binary() -> Path:
    return Path(imageio_ffmpeg.get_ffmpeg_exe())


def frames(
    card: Card, width_px: int = 320, height_px: int = 180, *, rate: Fraction = Fraction(24), logo: Path | None = None
) -> NDArray[np.uint8]:
    pictures = list(cards.card_frames(card, width_px=width_px, height_px=height_px, frame_rate=rate, logo=logo))
    assert {len(picture) for picture in pictures} == {width_px * height_px * 3}
    return np.frombuffer(b"".join(pictures), np.uint8).reshape(-1, height_px, width_px, 3)


def render(card: Card, out: Path, *, width_px: int = 320, rate: Fraction = Fraction(24)) -> None:
    height_px = width_px * 9 // 16
    cards.render_card(
        card, out, width_px=width_px, height_px=height_px, frame_rate=rate, logo=LOGO, ffmpeg=ffmpeg_binary()
    )


def difference(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> NDArray[np.int16]:
    """How far apart two pictures are, pixel by pixel."""
    distance: NDArray[np.int16] = np.abs(one.astype(np.int16) - other.astype(np.int16)).max(axis=-1)
    return distance


def test_an_english_title_alone_is_as_strong_as_a_korean_one() -> None:
    """As much light as Korean of the same width gives, at least, and more than beneath a Korean title."""
    bare = frames(WITHOUT_TEXT, 640, 360)[12]

    def light(ko: str, en: str) -> int:
        return int(difference(frames(Card("intro", ko, en, (), 24, DARK), 640, 360)[12], bare).clip(8).sum())

    empty, korean, alone = light("", ""), light("돌아갈 수 없는 집", ""), light("", "The House Far Away")
    beneath = light("집", "The House Far Away") - light("집", "") + empty
    assert alone - empty > 0.9 * (korean - empty)
    assert alone - empty > 1.3 * (beneath - empty)


@pytest.mark.parametrize("kind", [INTRO, OUTRO], ids=lambda card: card.kind)
@pytest.mark.parametrize(
    ("width_px", "height_px", "rate", "frame_count"),
    [
        (320, 180, Fraction(30000, 1001), 31),
        (180, 320, Fraction(24), 1),
        (180, 180, Fraction(25), 2),
        (322, 182, Fraction(60), 7),
        (64, 36, Fraction(60000, 1001), 13),
    ],
)
def test_a_card_has_exactly_its_frames(
    kind: Card, width_px: int, height_px: int, rate: Fraction, frame_count: int
) -> None:
    card = dataclasses.replace(kind, frame_count=frame_count)
    assert frames(card, width_px, height_px, rate=rate, logo=LOGO).shape == (frame_count, height_px, width_px, 3)


def test_the_same_card_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one.mp4", "two.mp4"):
        render(OUTRO, tmp_path / name)
    digests = {hashlib.sha256(path.read_bytes()).hexdigest() for path in tmp_path.iterdir()}
    assert len(digests) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.mp4", "two.mp4"]


def test_decomposed_hangul_looks_the_same() -> None:
    decomposed = dataclasses.replace(INTRO, heading_ko=unicodedata.normalize("NFD", INTRO.heading_ko))
    assert np.array_equal(frames(decomposed), frames(INTRO))


@pytest.mark.parametrize("card", [INTRO, OUTRO], ids=lambda card: card.kind)
def test_text_is_drawn_where_it_belongs_and_nowhere_else(card: Card) -> None:
    middle = difference(frames(card)[12], frames(WITHOUT_TEXT)[12])
    assert (middle[40:130, 32:288] > 100).sum() > 300
    assert middle[:18].max() == middle[-18:].max() == 0


def test_each_part_of_a_card_shows() -> None:
    whole = frames(OUTRO)[12]
    for missing in ({"heading_ko": ""}, {"heading_en": ""}, {"lines": ()}, {"lines": (*OUTRO.lines, "감사합니다")}):
        other = frames(dataclasses.replace(OUTRO, **missing))[12]
        assert (difference(whole, other) > 60).sum() > 50


@pytest.mark.parametrize(("width_px", "height_px"), [(320, 180), (180, 320), (240, 240)])
@pytest.mark.parametrize("repeats", [1, 3])
def test_a_very_long_title_never_touches_the_borders(width_px: int, height_px: int, repeats: int) -> None:
    long = Card("intro", " ".join([LONG_KO] * repeats), "W" * 60 + " " + LONG_EN * repeats, ("credit " * 9,), 3, DARK)
    empty = dataclasses.replace(WITHOUT_TEXT, frame_count=3)
    inked = difference(frames(long, width_px, height_px)[1], frames(empty, width_px, height_px)[1]) > 0
    rows, columns = np.nonzero(inked)
    assert 0.09 * width_px <= columns.min() <= columns.max() <= 0.91 * width_px
    assert 0.08 * height_px <= rows.min() <= rows.max() <= 0.86 * height_px


def test_text_comes_softly_and_the_card_goes_dark() -> None:
    card = dataclasses.replace(INTRO, frame_count=48)
    text = [
        int((difference(one, other) > 40).sum())
        for one, other in zip(frames(card), frames(dataclasses.replace(WITHOUT_TEXT, frame_count=48)), strict=True)
    ]
    assert text[0] == 0
    assert 0 < text[5] < text[15] == pytest.approx(text[30], rel=0.02)
    brightness = frames(card).mean(axis=(1, 2, 3))
    assert brightness[-1] < 0.1 * brightness[30]


@pytest.mark.parametrize("colours", [DARK, PAPER], ids=["dark", "paper"])
def test_the_white_logo_shows_on_every_card(colours: Colours) -> None:
    card = dataclasses.replace(INTRO, colours=colours)
    change = difference(frames(card, 640, 360, logo=LOGO)[12], frames(card, 640, 360)[12])
    assert change.max() > 90
    rows, columns = np.nonzero(change)
    assert rows.min() > 300
    assert (columns.min() + columns.max()) / 2 == pytest.approx(320, abs=2)


def test_a_logo_in_colour_keeps_its_colours(tmp_path: Path) -> None:
    Image.new("RGBA", (60, 60), (255, 0, 0, 255)).save(tmp_path / "red.png")
    middle = frames(INTRO, 640, 360, logo=tmp_path / "red.png")[12, 320, 320].astype(int)
    assert middle[0] > middle[1] + 100


def test_gradients_have_no_bands() -> None:
    """Without grain a dark gradient has flat steps many pixels wide; with it the longest flat run is short."""
    row = frames(WITHOUT_TEXT, 1280, 720)[12, 100, :, 1].astype(int)
    borders = np.flatnonzero(np.diff(row) != 0)
    assert np.diff(borders).max() < 16


@pytest.mark.parametrize("rate", [Fraction(30000, 1001), Fraction(24), Fraction(25), Fraction(60)])
def test_the_film_is_lossless_tagged_and_exact(tmp_path: Path, rate: Fraction) -> None:
    out = tmp_path / "card.mp4"
    card = dataclasses.replace(OUTRO, colours=WINE)
    render(card, out, rate=rate)
    with av.open(str(out)) as film:
        (stream,) = film.streams
        assert isinstance(stream, av.VideoStream)
        context = stream.codec_context
        assert stream.average_rate == rate
        assert stream.time_base is not None
        assert (context.pix_fmt, context.profile) == ("yuv420p", "High 4:4:4 Predictive")
        assert (context.colorspace, context.color_primaries, context.color_trc, context.color_range) == (1, 1, 1, 1)
        assert set(stream.metadata) <= {"language", "handler_name"}
        decoded = list(film.decode(video=0))
    ticks_a_frame = 1 / rate / stream.time_base
    assert [picture.pts for picture in decoded] == [index * ticks_a_frame for index in range(24)]
    expected = frames(card, rate=rate, logo=LOGO)[12].astype(float)
    red, green, blue = expected[..., 0], expected[..., 1], expected[..., 2]
    luma = 16 + 219 / 255 * (0.2126 * red + 0.7152 * green + 0.0722 * blue)
    shown = decoded[12].to_ndarray()[:180].astype(float)
    assert np.abs(shown - luma).max() < 2, "BT.709, limited range, nothing lost"


@pytest.mark.parametrize("colours", [DARK, PAPER, NIGHT], ids=["dark", "paper", "night"])
def test_nothing_is_still_for_two_seconds_after_a_real_encode(tmp_path: Path, colours: Colours) -> None:
    render(
        dataclasses.replace(INTRO, frame_count=80, colours=colours),
        tmp_path / "card.mp4",
        width_px=640,
        rate=Fraction(25),
    )
    assert "freeze_start" not in freezes(["-i", str(tmp_path / "card.mp4")], tmp_path)


def test_the_freeze_check_can_fail(tmp_path: Path) -> None:
    assert "freeze_start" in freezes(["-f", "lavfi", "-i", "color=c=gray:s=640x360:r=25:d=5"], tmp_path)


def freezes(source: list[str], folder: Path) -> str:
    """What freezedetect says of the source after x264 at crf 18."""
    binary, encoded = str(ffmpeg_binary()), str(folder / "encoded.mp4")
    argv = [binary, "-v", "error", *source, "-c:v", "libx264", "-preset", "medium", "-crf", "18", encoded]
    assert process.run(argv, timeout_s=60).returncode == 0
    argv = [binary, "-i", encoded, "-vf", "freezedetect=n=0.001:d=2", "-f", "null", "-"]
    finished = process.run(argv, timeout_s=60)
    assert finished.returncode == 0
    return finished.stderr


def test_a_title_too_long_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Shorten"):
        render(dataclasses.replace(INTRO, heading_ko="긴 제목 " * 900), tmp_path / "card.mp4")


def test_a_logo_that_is_no_picture_is_named(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_text("no picture")
    with pytest.raises(UsageError, match=r"brand\.logo"):
        frames(INTRO, logo=tmp_path / "logo.png")


def test_a_failing_encoder_is_told(tmp_path: Path) -> None:
    with pytest.raises(MachineError, match="ffmpeg ended"):
        render(INTRO, tmp_path / "card.mp4", width_px=322 - 1)


def test_the_command_line_says_exactly_this() -> None:
    argv = cards.encode_arguments(
        Path("/films/-a b.mp4"),
        width_px=640,
        height_px=360,
        frame_rate=Fraction(30000, 1001),
        binary=Path("/bin/ffmpeg"),
    )
    assert " ".join(argv) == (
        "/bin/ffmpeg -f rawvideo -video_size 640x360 -framerate 30000/1001 -pixel_format rgb24 -i pipe:"
        " -filter_complex [0:v]scale=out_color_matrix=bt709:out_range=tv[s0];[s0]format=pix_fmts=yuv420p[s1];"
        "[s1]setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709:range=tv[s2] -map [s2]"
        " -c:v libx264"
        " -fflags +bitexact -flags:v +bitexact -map_metadata -1 -metadata:s:v:0 encoder= -preset ultrafast -qp 0"
        " -threads 2 -video_track_timescale 30000 file:/films/-a b.mp4"
    )
