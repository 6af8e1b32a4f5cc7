"""Presets: what a show, an export target and a subtitle profile fix, as values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from pipeline.domain.branding import Colours
from pipeline.domain.encoding import ENCODERS, X264_PRESETS, Encoder
from pipeline.domain.errors import nearest
from pipeline.domain.transcript import Language

SLOWEST_FRAME_RATE = Fraction(24000, 1001)
"""The slowest film platforms take, in frames a second."""


@dataclass(frozen=True, slots=True)
class CutRules:
    """How silence is taken out.

    Attributes:
        max_pause_s: a pause between words longer than this is shortened.
        kept_pause_s: how much of a shortened pause stays, half on each side.
        margin_before_s, margin_after_s: air kept before the first and after the last word.
        silence_below_speech_lu: sound this far below the speech's loudness counts as silence, in LU.
        fade_s: length of the sound's fade at each joint.
    """

    max_pause_s: Fraction
    kept_pause_s: Fraction
    margin_before_s: Fraction
    margin_after_s: Fraction
    silence_below_speech_lu: float
    fade_s: Fraction

    def __post_init__(self) -> None:
        if not 0 < self.kept_pause_s <= self.max_pause_s:
            raise ValueError("kept_pause_s is above 0 and at most max_pause_s")
        if min(self.margin_before_s, self.margin_after_s, self.fade_s) < 0:
            raise ValueError("margins and fades are 0 s or longer")


@dataclass(frozen=True, slots=True)
class Speech:
    """How speech becomes text: the engine's name in `TRANSCRIBERS`, the model, the beam width (1 to 10)."""

    engine: str
    model: str
    beam_size: int

    def __post_init__(self) -> None:
        if not 1 <= self.beam_size <= 10:
            raise ValueError("beam_size is between 1 and 10")


@dataclass(frozen=True, slots=True)
class Brand:
    """What the show adds around the speech.

    Attributes:
        colours: of cards, lower third and thumbnail.
        logo: a picture or an animation in assets/brand/, or an absolute path; "" for none.
        logo_opacity: 0 (invisible) to 1.
        intro_s, outro_s: length of the cards; 0 for none.
        lower_third_s: how long the speaker's name is shown; 0 for never.
        lower_third_animation: what lies behind the name, found as the logo is; "" for a bar in the accent's colour.
        chapter_title_s: how long each chapter's title is shown where it begins; 0 for never.
    """

    colours: Colours
    logo: str
    logo_opacity: float
    intro_s: Fraction
    outro_s: Fraction
    lower_third_s: Fraction
    chapter_title_s: Fraction
    lower_third_animation: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.logo_opacity <= 1:
            raise ValueError("logo_opacity is between 0 and 1")
        if min(self.intro_s, self.outro_s, self.lower_third_s, self.chapter_title_s) < 0:
            raise ValueError("lengths are 0 s or longer")


@dataclass(frozen=True, slots=True)
class Show:
    """A series: what all its films share."""

    name: str
    subtitles: str
    targets: tuple[str, ...]
    translator: str
    cut: CutRules
    speech: Speech
    brand: Brand


def _listed(words: Sequence[str]) -> str:
    return ", ".join(f'"{word}"' for word in words)


@dataclass(frozen=True, slots=True)
class Picture:
    """How a target's picture is encoded.

    Attributes:
        width_px, height_px: even numbers.
        max_frame_rate: faster footage is halved until it fits.
        encoder_preset: the encoder's speed preset.
        crf: the encoder's constant quality; lower is better.
        encoder_threads: fixed, because the result may depend on it.
        gop_s: seconds from one key frame to the next.
        fit: how footage of another shape is shown: "whole" between bars, or "crop", as the part that fills the picture.
        encoder: its name in `ENCODERS`.
    """

    width_px: int
    height_px: int
    max_frame_rate: Fraction
    encoder_preset: str
    crf: int
    encoder_threads: int
    gop_s: Fraction
    fit: Literal["whole", "crop"] = "whole"
    encoder: str = "x264"

    def __post_init__(self) -> None:
        if self.width_px % 2 or self.height_px % 2 or min(self.width_px, self.height_px) < 16:
            raise ValueError("width_px and height_px are even and at least 16")
        if self.encoder not in ENCODERS:
            raise ValueError(f'there is no encoder "{self.encoder}". {nearest(self.encoder.lower(), ENCODERS)}')
        if self.encoder_preset not in self.makes.presets:
            raise ValueError(self._preset_wanted())
        best, worst = self.makes.crf_range
        if not best <= self.crf <= worst:
            raise ValueError(f'crf is between {best} and {worst} for the encoder "{self.encoder}"')
        if self.max_frame_rate < SLOWEST_FRAME_RATE:
            raise ValueError("max_frame_rate is at least 24000/1001: no platform takes slower films")
        if self.encoder_threads < 1 or self.gop_s <= 0:
            raise ValueError("encoder_threads is at least 1 and gop_s is above 0")

    def _preset_wanted(self) -> str:
        """What people read when the encoder does not know the preset: it may be the one of youtube.toml, for x264."""
        told = f'encoder_preset is "{self.encoder_preset}"'
        if self.makes.is_hardware:
            return (
                f"{told}, but {self.encoder} has a speed of its own: encoder_preset is only for x264, which stands in "
                f"where there is no such device. Leave it away, or write one of {_listed(X264_PRESETS)}"
            )
        if self.encoder_preset in X264_PRESETS:
            told += ", a speed of x264 (as in youtube.toml, from which comes what is not written)"
        return (
            f'{told}: write {self.makes.beside} beside encoder = "{self.encoder}". Its speeds, the quickest first: '
            f"{_listed(self.makes.presets)}"
        )

    @property
    def makes(self) -> Encoder:
        """What its encoder makes, and which figures that takes."""
        return ENCODERS[self.encoder]

    @property
    def reach_px(self) -> Fraction:
        """The width of a 16:9 picture whose height is this one's shorter side: what marks on tall pictures go by."""
        return min(self.width_px, self.height_px) * Fraction(16, 9)


@dataclass(frozen=True, slots=True)
class Sound:
    """How a target's sound is mastered: integrated loudness, its tolerance, the true-peak ceiling, the AAC bit rate."""

    loudness_lufs: float
    tolerance_lu: float
    max_true_peak_dbtp: float
    bitrate_kbps: int


@dataclass(frozen=True, slots=True)
class CaptionLayout:
    """How burned-in captions are set.

    Attributes:
        burned_in: whether they are drawn into the picture at all.
        ko_size: height of a Korean line, as a share of the picture's height; the letters are four fifths of it.
        en_size: English size as a share of the Korean size.
        margin_x: where names and titles begin, as a share of the width.
        margin_bottom: how far above the lower edge captions stand, as a share of the height.
    """

    burned_in: bool
    ko_size: float
    en_size: float
    margin_x: float
    margin_bottom: float

    def __post_init__(self) -> None:
        if not 0 < self.ko_size <= 0.25 or not 0 < self.en_size <= 1:
            raise ValueError("ko_size is above 0 and at most 0.25, en_size above 0 and at most 1")


@dataclass(frozen=True, slots=True)
class SafeArea:
    """Where text may stand: what platforms' own buttons and the edges of screens may cover is kept clear.

    Attributes:
        left, right: kept clear at the sides, as shares of the picture's width.
        top, bottom: kept clear above and below, as shares of its height.
    """

    left: float
    right: float
    top: float
    bottom: float

    def __post_init__(self) -> None:
        if not all(0 <= share < 0.5 for share in (self.left, self.right, self.top, self.bottom)):
            raise ValueError("each share of the safe area is 0 or more and below 0.5")


@dataclass(frozen=True, slots=True)
class Limits:
    """What the platform takes: title characters, description bytes, characters of all tags, seconds of film."""

    max_title_characters: int
    max_description_bytes: int
    max_tags_characters: int
    max_duration_s: int


@dataclass(frozen=True, slots=True)
class Target:
    """An export target.

    Attributes:
        name: what people call it.
        subtitles: the subtitle profile its captions follow; "" for the show's.
        picture, sound: how it is encoded and mastered.
        captions: how burned-in captions are set.
        safe_area: where text may stand.
        limits: what the platform takes.
    """

    name: str
    subtitles: str
    picture: Picture
    sound: Sound
    captions: CaptionLayout
    safe_area: SafeArea
    limits: Limits

    def __post_init__(self) -> None:
        if self.captions.margin_bottom < self.safe_area.bottom:
            raise ValueError("captions.margin_bottom is at least safe_area.bottom")
        if self.captions.margin_x < max(self.safe_area.left, self.safe_area.right):
            raise ValueError("captions.margin_x is at least safe_area.left and safe_area.right")


@dataclass(frozen=True, slots=True)
class LanguageLimits:
    """A language's limits on the screen.

    Attributes:
        max_line: longest line, in the language's counting (Korean units or characters).
        max_reading_speed: per second, when it translates the speech.
        max_reading_speed_same_language: per second, when it captions speech in its own language.
        speaker_dash: what stands before each line when two people speak in one caption.
        italics: whether they may be used.
        full_stops: whether a caption may end with one.
    """

    max_line: float
    max_reading_speed: float
    max_reading_speed_same_language: float
    speaker_dash: str
    italics: bool
    full_stops: bool

    def __post_init__(self) -> None:
        if min(self.max_line, self.max_reading_speed, self.max_reading_speed_same_language) <= 0:
            raise ValueError("max_line and the reading speeds are above 0")


@dataclass(frozen=True, slots=True)
class SubtitleProfile:
    """A subtitle style guide in numbers.

    Attributes:
        max_lines: lines a language may take in one cue.
        max_lines_together: lines both languages may take together.
        min_duration_s, max_duration_s: of a cue.
        min_gap_frames: between cues; a shorter gap is closed to exactly this.
        chain_below_s: gaps shorter than this are closed to `min_gap_frames`.
        linger_s: how long a cue may stay after the last word.
        snap_to_shots: whether cues begin and end with the shots they lie near.
        background: how the letters stand out: an outline, or a box behind each line.
        speakers: how it is shown who speaks, where two do.
        ko, en: each language's own limits.
    """

    name: str
    max_lines: int
    max_lines_together: int
    min_duration_s: Fraction
    max_duration_s: Fraction
    min_gap_frames: int
    chain_below_s: Fraction
    linger_s: Fraction
    snap_to_shots: bool
    background: Literal["outline", "box"]
    speakers: Literal["dashes", "labels", "none"]
    ko: LanguageLimits
    en: LanguageLimits

    def __post_init__(self) -> None:
        if self.max_lines < 1 or self.max_lines_together < 2:
            raise ValueError("max_lines is at least 1 and max_lines_together at least 2")
        if not 0 < self.min_duration_s <= self.max_duration_s:
            raise ValueError("min_duration_s is above 0 and at most max_duration_s")
        if self.min_gap_frames < 0 or min(self.chain_below_s, self.linger_s) < 0:
            raise ValueError("min_gap_frames, chain_below_s and linger_s are 0 or more")

    def limits(self, language: Language) -> LanguageLimits:
        """One language's limits."""
        return self.ko if language == "ko" else self.en


@dataclass(frozen=True, slots=True)
class Preset:
    """Everything the presets fix for one run.

    Attributes:
        show, targets: as named.
        subtitles: the show's profile, which the delivered captions follow.
        reflowed: name of each target whose picture asks for captions of its own, to their profile.
    """

    show: Show
    targets: tuple[Target, ...]
    subtitles: SubtitleProfile
    reflowed: Mapping[str, SubtitleProfile] = field(default_factory=dict)

    def profile_of(self, target: str) -> SubtitleProfile:
        """The profile that the captions in a target's picture follow."""
        return self.reflowed.get(target, self.subtitles)


PresetKind = Literal["shows", "targets", "subtitles"]
