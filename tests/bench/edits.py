"""The edits that are benchmarked: what is kept of the footage, and what is drawn over it."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import accumulate
from pathlib import Path

from pipeline.domain.branding import LowerThird
from pipeline.domain.cut import Clip, EditDecisionList
from pipeline.domain.digest import digest
from pipeline.domain.footage import Footage, SourceFile
from pipeline.domain.presets import Target
from pipeline.domain.render_plan import Drawn, Film, TextStyle, Tools
from pipeline.domain.subtitles import Cue
from pipeline.domain.timing import ZERO, TimeBase, TimeRange
from pipeline.engines import fonts, logo
from pipeline.engines.brand_files import brand_file
from pipeline.engines.exporters import ass
from pipeline.engines.ffmpeg import binary
from pipeline.engines.probe import probe
from pipeline.rules import drawing
from pipeline.rules.canvas import Canvas
from pipeline.rules.render_planning import film_from
from pipeline.workspace import artefacts
from tests.bench import filming
from tests.bench.filming import RATE, Shooting
from tests.examples import ENGLISH, HOUSE, KOREAN, PROGRAM, SHOW, YOUTUBE, track

FRAME_RATE = Fraction(RATE)
CUE_FRAMES = 3 * RATE
"""A new caption every three seconds, and one on all the time."""

_LOWER_THIRD = (RATE, 6 * RATE)


@dataclass(frozen=True)
class Edit:
    """An edit.

    Attributes:
        shooting: the footage.
        clips: first frame and number of frames of each clip, in the footage's order.
        target: the picture and the sound that are made.
        corrected: number of the caption in which a word was changed; None for none.
    """

    shooting: Shooting
    clips: tuple[tuple[int, int], ...]
    target: Target = YOUTUBE
    corrected: int | None = None

    @property
    def frame_count(self) -> int:
        """Its length."""
        return sum(count for _, count in self.clips)

    @property
    def cue_count(self) -> int:
        """How many captions it has."""
        return -(-self.frame_count // CUE_FRAMES)

    def media(self, folder: Path) -> Path:
        """Where the footage lies."""
        return folder / self.shooting.name

    def logo(self, folder: Path) -> Path:
        """The logo, sized for the target; made when it is asked for first."""
        out = folder / f"logo-{self.target.picture.height_px}.png"
        if not out.exists():
            logo.size_logo(
                brand_file("logo", SHOW.brand.logo),
                out,
                picture=self.target.picture,
                safe_area=self.target.safe_area,
                opacity=SHOW.brand.logo_opacity,
            )
        return out

    def cues(self) -> tuple[Cue, ...]:
        """Captions in both languages, end to end."""
        return tuple(self._cue(number) for number in range(self.cue_count))

    def _cue(self, number: int) -> Cue:
        korean = [KOREAN[(number * 5 + place) % len(KOREAN)] for place in range(4)]
        english = [ENGLISH[(number * 7 + place) % len(ENGLISH)] for place in range(7)]
        if number == self.corrected:
            korean[0] = korean[0][::-1]
        end = min((number + 1) * CUE_FRAMES, self.frame_count)
        return Cue(number * CUE_FRAMES, end, (f"s{number:04d}",), (" ".join(korean),), (" ".join(english),))

    def drawn(self) -> tuple[Drawn, ...]:
        """Captions and the speaker's name, as the program draws them."""
        canvas = Canvas(self.target, HOUSE, fonts.typeface())
        name = LowerThird("한바다", "Han Bada", "교사", "Teacher", *_LOWER_THIRD)
        captions = drawing.captions(track(*self.cues(), rate=FRAME_RATE), canvas)
        return (*captions, *drawing.lower_third(name, canvas, SHOW.brand.colours))

    def styles(self) -> tuple[TextStyle, ...]:
        """Of what is drawn."""
        return drawing.styles(self.target)

    def ass(self) -> str:
        """What is drawn, as one ASS file for the whole film."""
        picture = self.target.picture
        return ass.text_of(
            self.drawn(),
            self.styles(),
            family=fonts.FAMILY,
            size_px=(picture.width_px, picture.height_px),
            frame_rate=FRAME_RATE,
            lead_in_frames=0,
        )

    def cut(self) -> EditDecisionList:
        """The clips as a cut."""
        starts = accumulate((count for _, count in self.clips), initial=0)
        clips = tuple(
            Clip(TimeRange(first / FRAME_RATE, (first + count) / FRAME_RATE), start, count)
            for (first, count), start in zip(self.clips, starts, strict=False)
        )
        return EditDecisionList(TimeBase("source", digest(self.shooting.name)), PROGRAM, FRAME_RATE, 0, 0, clips, ())

    def footage(self, folder: Path) -> Footage:
        """The footage as intake records it, except for its loudness and its silences; looked at once."""
        record = folder / f"{self.shooting.name}.json"
        if not record.exists():
            artefacts.save(record, self._looked_at(self.media(folder)))
        return artefacts.load(record, Footage)

    def _looked_at(self, media: Path) -> Footage:
        found = probe(media, label="file 1")
        whole = TimeRange(ZERO, found.duration)
        sha256 = digest(self.shooting.name)
        file = SourceFile("file 1", sha256, media.stat().st_size, whole, found.video, found.audio)
        return Footage(TimeBase("source", sha256), (file,), None, None, (), ())

    def film(self, footage: Footage) -> Film:
        """The film as the render stage plans it."""
        return film_from(
            footage,
            self.cut(),
            target=self.target.name,
            picture=self.target.picture,
            styles=self.styles(),
            drawn=self.drawn(),
            intro=None,
            outro=None,
            logo_key="logo",
            tools=Tools(binary.find().version, "fonts"),
        )


def _scattered(clip_count: int, *, frames: int, over: int, seed: int) -> tuple[tuple[int, int], ...]:
    """Clips of uneven length, one in each of as many equal parts of the footage's `over` frames."""
    dice = random.Random(seed)  # noqa: S311 - an edit, not a secret
    part, mean = over // clip_count, frames // clip_count
    uneven = [dice.randint(-mean // 4, mean // 4) for _ in range(clip_count // 2)]
    lengths = [mean + more for pair in uneven for more in (pair, -pair)]
    lengths[-1] += frames - sum(lengths)
    return tuple((number * part + dice.randint(0, part - count), count) for number, count in enumerate(lengths))


def _sized(width_px: int, height_px: int) -> Target:
    return replace(YOUTUBE, picture=replace(YOUTUBE.picture, width_px=width_px, height_px=height_px))


_MINUTE = _scattered(12, frames=60 * RATE, over=filming.INTERVIEW.duration_s * RATE, seed=4)
_LONG = filming.LONG_INTERVIEW.duration_s * RATE

EDITS = {
    "a minute": Edit(filming.INTERVIEW, _MINUTE),
    "a still minute": Edit(filming.STILL_INTERVIEW, _MINUTE),
    "ten minutes": Edit(filming.LONG_INTERVIEW, tuple((480 * n, 450) for n in range(40)), _sized(640, 360)),
    "12 cuts": Edit(filming.LONG_INTERVIEW, _scattered(12, frames=6000, over=_LONG, seed=5), _sized(320, 180)),
    "500 cuts": Edit(filming.LONG_INTERVIEW, _scattered(500, frames=6000, over=_LONG, seed=6), _sized(320, 180)),
}
"""Ten minutes are cut as a vignette is: long pauses taken out. The others keep four or three parts of ten."""
