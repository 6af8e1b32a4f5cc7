"""Shots begin on exactly their frames, and nothing that only moves, flickers or flashes begins one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from pipeline.domain.errors import MachineError
from pipeline.domain.footage import Footage, SourceFile
from pipeline.domain.render_plan import Film
from pipeline.domain.timing import TimeRange
from pipeline.engines import film as filming
from pipeline.engines import shots
from pipeline.engines.ffmpeg import binary, commands, running
from pipeline.engines.probe import probe
from pipeline.presets.library import PresetLibrary
from pipeline.rules.shots import shots_in
from tests import clips, looking
from tests.clips import Clip
from tests.engines.film.plain import film_of
from tests.examples import SOURCE, edl, source_file, span, video

WHOLE = span(0, 60)
SAMPLE = Path(__file__).parents[2] / "assets" / "sample" / "interview.mp4"
SCENES = ("testsrc2", "mandelbrot", "smptebars", "rgbtestsrc")
"""Pictures of lavfi's own, two of which move; a scene after the last is the first again."""


def scenes(lengths: Sequence[int], *, rate: str = "25") -> str:
    """A lavfi source: one scene after another, each of so many frames."""
    parts = [
        f"{SCENES[number % len(SCENES)]}=size=320x180:rate={rate},trim=end_frame={length},format=yuv420p[s{number}]"
        for number, length in enumerate(lengths)
    ]
    return ";".join(parts) + ";" + "".join(f"[s{n}]" for n in range(len(lengths))) + f"concat=n={len(lengths)}"


def filmed(path: Path, pictures: str, *options: str) -> Path:
    """Footage with these pictures, a key frame every ten seconds and at cuts, and B-frames."""
    usual = ("-g", "250", "-bf", "2", *options)
    clips.encode(path, pictures=pictures, sound="sine=duration=10:sample_rate=48000", options=(*usual, "-shortest"))
    return path


def found(footage: Path, within: TimeRange = WHOLE) -> list[Fraction]:
    stream = probe(footage, label="file 1").video
    return list(shots.find(binary.find(), footage, stream, within=within, scratch=footage.parent))


def times_of(footage: Path, frames: Sequence[int]) -> list[Fraction]:
    """The file times of some of its frames, by number."""
    times, stream = looking.frame_times(footage), probe(footage, label="file 1").video
    return [stream.start + times[frame] - times[0] for frame in frames]


# Where a shot begins

LENGTHS = (23, 40, 31, 17)
BEGIN = (23, 63, 94)


@pytest.mark.parametrize("rate", ["24000/1001", "24", "25", "30000/1001", "30", "50", "60000/1001", "60"])
def test_a_shot_begins_on_its_frame(tmp_path: Path, rate: str) -> None:
    footage = filmed(tmp_path / "a.mp4", scenes(LENGTHS, rate=rate))
    assert found(footage) == [frame / Fraction(rate) for frame in BEGIN]


@pytest.mark.parametrize("name", ["a.mov", "a.mkv", "a.ts"])
@pytest.mark.parametrize("rate", ["24000/1001", "25", "60000/1001"])
def test_the_containers_clock_is_followed(tmp_path: Path, name: str, rate: str) -> None:
    """Matroska counts milliseconds; a transport stream begins at any time of day."""
    footage = filmed(tmp_path / name, scenes(LENGTHS, rate=rate))
    assert found(footage) == times_of(footage, BEGIN)


@pytest.mark.parametrize("container", ["mp4", "mkv", "ts"])
def test_a_picture_that_begins_after_the_sound_stays_late(tmp_path: Path, container: str) -> None:
    whole, late = filmed(tmp_path / "whole.mp4", scenes(LENGTHS)), tmp_path / f"late.{container}"
    maps = ("-map", "1:v", "-map", "0:a", "-c", "copy")
    clips.ffmpeg("-i", f"file:{whole}", "-itsoffset", "0.4", "-i", f"file:{whole}", *maps, f"file:{late}")
    assert found(late) == times_of(late, BEGIN)
    assert float(found(late)[0]) == pytest.approx(23 / 25 + 0.4, abs=0.03)


def test_frames_may_come_at_an_uneven_pace(tmp_path: Path) -> None:
    """Of 111 frames every seventh is lost, the 95th among them, and so are nine in a row."""
    uneven = f"{scenes(LENGTHS)},select='not(eq(mod(n,7),3))*not(between(n,70,78))'"
    footage = filmed(tmp_path / "a.mp4", uneven, "-fps_mode", "vfr")
    assert probe(footage, label="file 1").video.variable_frame_rate
    assert found(footage) == [Fraction(frame, 25) for frame in (23, 63, 95)]


def test_turned_and_interlaced_pictures_are_looked_at_as_they_are(tmp_path: Path) -> None:
    fields = ("-vf", "tinterlace=interleave_top,fieldorder=tff", "-flags", "+ildct+ilme")
    footage = filmed(tmp_path / "a.mp4", scenes((46, 80, 62), rate="50"), *fields)
    turned = tmp_path / "turned.mp4"
    clips.ffmpeg("-display_rotation", "90", "-i", f"file:{footage}", "-c", "copy", f"file:{turned}")
    stream = probe(turned, label="file 1").video
    assert (stream.interlaced, stream.rotation_deg) == (True, 270)
    assert found(turned) == [Fraction(23, 25), Fraction(63, 25)]


@pytest.mark.parametrize("border_s", [1, 2, 3])
def test_looking_through_stretches_finds_the_same(tmp_path: Path, border_s: int) -> None:
    """Shots begin on the border at 2 s, a frame before the one at 1 s, and a frame after the one at 3 s."""
    footage = filmed(tmp_path / "a.mp4", scenes((24, 26, 26, 30)))
    parts = (found(footage, span(0, border_s)), found(footage, span(border_s, 5)))
    assert [*parts[0], *parts[1]] == [Fraction(frame, 25) for frame in (24, 50, 76)]
    assert all(moment < border_s for moment in parts[0])


# What begins none, and what does all the same


@pytest.fixture(scope="module")
def talking_head(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three seconds of the sample interview, small, 30 frames a second."""
    path = tmp_path_factory.mktemp("footage") / "talking.mp4"
    clips.ffmpeg("-ss", "20", "-t", "3", "-i", f"file:{SAMPLE}", "-vf", "scale=640:360", "-crf", "14", f"file:{path}")
    return path


BRIGHTER = "lutyuv=y='clip(val*{gain},0,255)':enable='{when}'"
COVERED = "split[a][b];[b]scale=960:720,lutyuv=y=90:u=120:v=140[c];[a][c]overlay=y=-180:x='{x}'"

DISTURBED = {
    "nothing": "null",
    "photo flash": BRIGHTER.format(gain=2.5, when="eq(n,45)"),
    "photo flash with afterglow": BRIGHTER.format(gain=2.5, when="eq(n,45)")
    + ","
    + BRIGHTER.format(gain=1.3, when="eq(n,46)"),
    "photo flash over two frames": "drawbox=0:180:640:180:white@0.7:t=fill:enable='eq(n,45)',"
    "drawbox=0:0:640:180:white@0.7:t=fill:enable='eq(n,46)'",
    "camera light for a tenth of a second": BRIGHTER.format(gain=2, when="between(n,45,47)"),
    "exposure jumps up": BRIGHTER.format(gain=1.8, when="gte(n,45)"),
    "exposure jumps down": BRIGHTER.format(gain=0.6, when="gte(n,45)"),
    "focus hunts": "gblur=sigma=4:enable='between(n,40,41)+between(n,50,51)',gblur=sigma=12:enable='between(n,42,49)'",
    "hand before the lens": COVERED.format(x="if(lt(n,40),-960,min(-100,-960+(n-39)*170))+max(0,(n-60)*170)"),
    "pan": "crop=320:180:x='n*3':y=60",
    "whip pan": "crop=320:180:x='clip((n-45)*64,0,320)':y=60",
    "zoom": "zoompan=z='1+clip((on-45)/8,0,1)':d=1:s=640x360:fps=30:x='iw/2-iw/zoom/2':y='ih/2-ih/zoom/2'",
    "bump": "crop=600:338:x='20+if(eq(n,45),19,if(eq(n,46),-15,if(eq(n,47),8,0)))':y=11",
    "fade to black": "fade=out:30:25",
    "dissolve": "split[a][b];[b]hflip[c];[a][c]xfade=duration=0.4:offset=1.3",
    "noise": "scale=320:180,noise=alls=60:allf=t",
    "lost frames": "select='not(between(n,40,50))'",
    "standing still": "loop=loop=20:size=1:start=40",
}


@pytest.mark.parametrize("disturbance", DISTURBED)
def test_what_happens_to_a_talking_head_begins_no_shot(talking_head: Path, tmp_path: Path, disturbance: str) -> None:
    footage = tmp_path / "a.mp4"
    sound = ("-f", "lavfi", "-i", "sine=duration=3")
    graph = ("-filter_complex", f"[0]{DISTURBED[disturbance]}")
    clips.ffmpeg("-i", f"file:{talking_head}", *sound, *graph, "-preset", "ultrafast", f"file:{footage}")
    assert found(footage) == []


NEARER = "crop=iw/1.5:ih/1.5,scale=640:360"
CUTS = {
    "other side": ("hflip", "null"),
    "nearer": (NEARER, "null"),
    "nearer, in a dim room": (NEARER, "lutyuv=y='16+(val-16)*0.6'"),
    "other side, and soon a flash": ("hflip", BRIGHTER.format(gain=2.5, when="between(n,49,50)")),
}


@pytest.mark.parametrize("cut", CUTS)
def test_another_view_of_a_talking_head_begins_a_shot(talking_head: Path, tmp_path: Path, cut: str) -> None:
    footage, (view, light) = tmp_path / "a.mp4", CUTS[cut]
    after = f"[1]{view},trim=start_frame=45,setpts=PTS-STARTPTS,setsar=1[b]"
    graph = f"[0]trim=end_frame=45[a];{after};[a][b]concat,{light}"
    sources = ("-i", f"file:{talking_head}", "-i", f"file:{talking_head}", "-f", "lavfi", "-i", "sine=duration=3")
    clips.ffmpeg(*sources, "-filter_complex", graph, "-preset", "ultrafast", f"file:{footage}")
    assert found(footage) == [Fraction(45, 30)]


# In the film

TINY = replace(PresetLibrary().target("youtube").picture, width_px=64, height_px=36, encoder_preset="ultrafast")


def flickering(path: Path, *, rate: str) -> tuple[Path, SourceFile]:
    """Footage of 26 s that is black and white by turns, seven frames each, and what is known of it."""
    bars = "color=black:{shape},geq=lum='if(mod(floor(N/7),2),235,16)':cb=128:cr=128"
    clips.film(path, Clip(26, "64x36", rate, ((1, 3),), bars, ("-g", "250", "-bf", "2")))
    stream = probe(path, label="file 1").video
    count = len(looking.frame_times(path))
    return path, replace(source_file(1, span(0, 26), stream), shots=tuple(times_of(path, range(7, count, 7))))


def white_frames(folder: Path, footage: Path, film: Film, rate: Fraction) -> list[bool]:
    """Whether each frame of the film, rendered, is white."""
    seen: list[bool] = []
    for number, chunk in enumerate(film.chunks):
        out = folder / f"chunk-{number}.mp4"
        filming.encode_chunk(binary.find(), chunk, film, frame_rate=rate, media=footage, logo=None, out=out)
        seen += (looking.grey(out, size=(64, 36)).mean(axis=(1, 2)) > 128).tolist()
    return seen


@pytest.mark.parametrize(
    ("filmed_at", "shown_at", "name"),
    [
        ("25", "25", "a.mp4"),
        ("30000/1001", "30000/1001", "a.mp4"),
        ("30000/1001", "30000/1001", "a.mkv"),
        ("24000/1001", "30", "a.mp4"),
        ("24000/1001", "30000/1001", "a.mkv"),
        ("50", "25", "a.mp4"),
        ("60000/1001", "30000/1001", "a.mkv"),
        ("60", "30", "a.mkv"),
    ],
)
def test_the_film_shows_a_shot_first_on_the_frame_that_is_said(
    tmp_path: Path, filmed_at: str, shown_at: str, name: str
) -> None:
    """Two clips, the first longer than a chunk: each change from black to white or back is said, and no other."""
    rate = Fraction(shown_at)
    footage, file = flickering(tmp_path / name, rate=filmed_at)
    known = Footage(SOURCE, (file,), None, None, (), ())
    cut = edl((5 / rate, int(rate * 22)), (31 / rate, int(rate)), rate=rate)
    film = film_of(known, cut, TINY)
    white = white_frames(tmp_path, footage, film, rate)
    joint = {cut.clips[1].program_start_frame}
    changes = {frame for frame in range(1, len(white)) if white[frame] != white[frame - 1]}
    assert len(changes) > 70
    assert sorted(changes | joint) == list(shots_in(cut, known))


# The run


def test_the_file_is_opened_behind_both_whitelists_and_no_name_is_read_as_anything_else() -> None:
    odd = Path("/media/-a 'b' [c]: d,e.mp4")
    argv = commands.picture_changes(
        Path("/bin/ffmpeg"), odd, video(), within=WHOLE, least_change=5.0, out_name="changes.txt"
    )
    options = argv[: argv.index("-i")]
    assert argv[argv.index("-i") + 1] == f"file:{odd}"
    for key, value in running.INPUT_GUARDS.items():
        assert options[options.index(f"-{key}") + 1] == value


def test_it_tells_how_far_it_is_and_leaves_nothing_behind(tmp_path: Path) -> None:
    footage = filmed(tmp_path / "a.ts", scenes((40, 40)))
    stream = probe(footage, label="file 1").video
    told: list[Fraction] = []
    shots.find(binary.find(), footage, stream, within=span(0, 4), scratch=tmp_path, on_seconds=told.append)
    assert told
    assert told == sorted(told)
    assert told[-1] <= 4
    assert list(tmp_path.iterdir()) == [footage]


def test_a_picture_that_cannot_be_decoded_is_told(tmp_path: Path) -> None:
    whole, damaged = filmed(tmp_path / "a.mp4", scenes((60, 60))), tmp_path / "damaged.mp4"
    clips.ffmpeg("-i", f"file:{whole}", "-c", "copy", "-bsf:v", "noise=amount=1", f"file:{damaged}")
    stream = probe(whole, label="file 1").video
    with pytest.raises(MachineError):
        shots.find(binary.find(), damaged, stream, within=WHOLE, scratch=tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.mp4", "damaged.mp4"]


def test_a_stretch_without_a_picture_is_told(tmp_path: Path) -> None:
    footage = filmed(tmp_path / "a.mp4", scenes((40,)))
    with pytest.raises(MachineError, match="no picture"):
        found(footage, span(40, 50))


# What is made of the figures


def printed(changes: Sequence[float]) -> str:
    """Pictures as ffmpeg prints them, 512 ticks apart; the score as scdet makes it of the change."""
    lines: list[str] = []
    before = 0.0
    for number, change in enumerate(changes):
        score = min(change, abs(change - before))
        lines.append(f"frame:{number:<4} pts:{number * 512:<7} pts_time:{number / 25:g}")
        lines += [f"lavfi.scd.mafd={change:.3f}", f"lavfi.scd.score={score:.3f}"]
        if score >= 5:
            lines.append("lavfi.scd.time=1.2")
        before = change
    return "\n".join(lines) + "\n"


def test_every_picture_is_read_with_its_time() -> None:
    changes = shots.read("frame:0    pts:NOPTS\n" + printed([0, 0.25, 12.5]))
    assert changes["ticks"].tolist() == [0, 512, 1024]
    assert changes["change"].tolist() == [0.0, 0.25, 12.5]
    assert changes["score"].tolist() == [0.0, 0.25, 12.25]


@pytest.mark.parametrize(
    ("changes", "begin"),
    [
        ([0, 0, 0, 12, 0, 0, 0, 0], [5]),
        ([0, 1, 3, 12, 2, 2, 0, 0], [5]),
        ([0, 0, 0, 4.9, 0, 0, 0, 0], []),
        ([0, 0, 0, 5, 0, 0, 0, 0], [5]),
        ([0, 0, 0, 12, 8, 0, 0, 0], [5]),
        ([0, 0, 0, 12, 8.1, 0, 0, 0], []),
        ([0, 0, 8.1, 12, 0, 0, 0, 0], []),
        ([0, 0, 0, 12, 0, 11, 0, 0, 0, 0], []),
        ([0, 0, 12, 0, 0, 0, 0, 11, 0, 0, 0], [4, 9]),
        ([0, 6, 7, 8, 7, 6, 0, 0], []),
        ([0, 0, 0, 0, 0, 0, 12], []),
        ([], []),
    ],
    ids=[
        "alone", "amid movement", "too small", "large enough", "stands out", "hardly stands out after",
        "hardly stands out before", "there and back", "two shots", "sweep", "at the very end", "no picture",
    ],
)  # fmt: skip
def test_a_cut_is_a_change_that_stands_alone(changes: list[float], begin: list[int]) -> None:
    assert list(shots.cuts_in(shots.read(printed(changes)), around=4)) == begin


def test_an_hour_of_pictures_is_read() -> None:
    """An hour at 60 frames a second, with a shot every ten seconds."""
    changes = np.zeros(216_000)
    changes[600::600] = 12
    begin = [*range(602, 216_000, 600)]
    assert list(shots.cuts_in(shots.read(printed(changes.tolist())), around=12)) == begin
