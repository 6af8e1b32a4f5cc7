"""The finished film: what was measured on the very file that is to be delivered."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from pipeline.domain.footage import ColourTags
from pipeline.domain.timing import TimeRange

SPAN_AT_LEAST_S = Fraction(2)
"""Shorter stretches of black, or of a picture that stands still, are part of cutting and are not looked for."""


@dataclass(frozen=True, slots=True)
class FinishedPicture:
    """The film's picture.

    Attributes:
        codec, profile: as ffmpeg names them, for example "h264" and "High"; "" where it has none.
        pixel_format: for example "yuv420p".
        width_px, height_px: as stored.
        colour: its colour tags.
        frame_rate: exact; of the steady stretches where the frames do not come evenly.
        frame_count: how many frames the file holds.
        start: the first frame's time in seconds, as a player reads it.
        duration: from the first frame to the end of the last, in seconds.
        has_b_frames: frames are stored in another order than they are shown.
        longest_gop_frames: most frames from one key frame to the next, or to the end.
        longest_gop_start: when that stretch begins.
        open_gop: time of the first key frame that later stored frames step back over; None when every GOP is closed,
            as far as packets tell.
        irregular: time of the first frame off the even grid; None when every frame lasts exactly one frame period.
    """

    codec: str
    profile: str
    pixel_format: str
    width_px: int
    height_px: int
    colour: ColourTags
    frame_rate: Fraction
    frame_count: int
    start: Fraction
    duration: Fraction
    has_b_frames: bool
    longest_gop_frames: int
    longest_gop_start: Fraction
    open_gop: Fraction | None
    irregular: Fraction | None

    def __post_init__(self) -> None:
        if self.frame_count < 1 or self.frame_rate <= 0:
            raise ValueError("a picture has frames and a frame rate")

    @property
    def closed_gops(self) -> bool:
        """Whether every key frame is a place to cut, as far as packets tell."""
        return self.open_gop is None

    @property
    def regular(self) -> bool:
        """Whether every frame comes exactly one frame period after the one before."""
        return self.irregular is None


@dataclass(frozen=True, slots=True)
class FinishedSound:
    """The film's sound.

    Attributes:
        codec, profile: as ffmpeg names them, for example "aac" and "LC"; "" where it has none.
        sample_rate_hz: samples a second.
        channels: how many there are.
        start: the first sample's time in seconds, as a player reads it.
        duration: from the first sample to the last, in seconds.
        integrated_lufs: loudness by EBU R128; None when nothing rises above its gate.
        true_peak_dbtp: highest peak between samples; None in digital silence.
    """

    codec: str
    profile: str
    sample_rate_hz: int
    channels: int
    start: Fraction
    duration: Fraction
    integrated_lufs: float | None
    true_peak_dbtp: float | None


@dataclass(frozen=True, slots=True)
class FinishedFilm:
    """A film's file.

    Attributes:
        size_bytes: its size.
        streams: the kind of each stream in the file's order: "video", "audio", "subtitle", "data".
        picture, sound: its first picture and its first sound.
        moov_first: the index stands before the media.
        edit_list: a track tells players to skip or shift a part of it.
        box_names: each MP4 box name once.
        metadata_keys: names of the tags of the file, its streams and its chapters, each once; values are not kept,
            they may be private.
        decode_errors: the decoder's first complaints over the whole film, free of file names.
        black: stretches of black picture of `SPAN_AT_LEAST_S` or longer.
        frozen: stretches of that length in which the picture stands still.
    """

    size_bytes: int
    streams: tuple[str, ...]
    picture: FinishedPicture
    sound: FinishedSound
    moov_first: bool
    edit_list: bool
    box_names: tuple[str, ...]
    metadata_keys: tuple[str, ...]
    decode_errors: tuple[str, ...]
    black: tuple[TimeRange, ...]
    frozen: tuple[TimeRange, ...]

    @property
    def stream_count(self) -> int:
        """How many streams the file holds, of any kind."""
        return len(self.streams)

    @property
    def duration(self) -> Fraction:
        """When the later of picture and sound ends, in seconds."""
        return max(stream.start + stream.duration for stream in (self.picture, self.sound))
