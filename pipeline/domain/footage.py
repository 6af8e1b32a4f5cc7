"""Footage: what the camera files are, measured once; all later code asks this record."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from pipeline.domain.timing import ZERO, TimeBase, TimeRange, frames

_HD_PIXELS = 1920 * 1088
"""HD as it is coded: in whole blocks of 16 rows."""

_EARLY = Fraction(1, 8)


@dataclass(frozen=True, slots=True)
class ColourTags:
    """The stream's colour description as ffmpeg names it; "unknown" where the file is silent."""

    primaries: str
    transfer: str
    matrix: str
    range: str

    @property
    def hdr(self) -> bool:
        """Whether the transfer curve is one of high dynamic range (HLG or PQ)."""
        return self.transfer in {"arib-std-b67", "smpte2084"}


@dataclass(frozen=True, slots=True)
class VideoStream:
    """The one picture stream that is used.

    Attributes:
        index: the stream's number in the file.
        codec: decoder name, for example "h264".
        coded_width_px, coded_height_px: as stored, before rotation and pixel shape.
        display_width_px, display_height_px: as a player shows it, upright, square pixels.
        rotation_deg: clockwise turn a player applies: 0, 90, 180 or 270.
        frame_rate: exact mean frames a second.
        variable_frame_rate: frames do not come at a steady pace.
        time_base: length of the stream's clock tick in seconds.
        zero: the time stamp, in seconds, at which the file's time begins for this stream: that of the file's first
            stream; later by the codec's delay where a file holds only decoding times (AVI).
        start: first frame's time in the file, in seconds after its zero.
        duration: in seconds.
        entry_lead: how long before a moment the file must be entered so that the picture is whole there, in seconds.
        interlaced: fields, not frames.
        colour: its colour tags.
    """

    index: int
    codec: str
    coded_width_px: int
    coded_height_px: int
    display_width_px: int
    display_height_px: int
    rotation_deg: int
    frame_rate: Fraction
    variable_frame_rate: bool
    time_base: Fraction
    zero: Fraction
    start: Fraction
    duration: Fraction
    entry_lead: Fraction
    interlaced: bool
    colour: ColourTags

    def __post_init__(self) -> None:
        if self.frame_rate <= 0 or self.duration <= 0:
            raise ValueError("a video stream has a frame rate and a length")

    @property
    def beyond_hd(self) -> bool:
        """Whether a picture has more pixels than HD, so that decoding it costs as much as encoding one in HD."""
        return self.coded_width_px * self.coded_height_px > _HD_PIXELS

    def file_time(self, frame: int, frame_rate: Fraction) -> Fraction:
        """When a film's frame looks at this picture, in seconds after the file's zero; it shows what is nearest then.

        It looks an eighth of a picture early. Where frames are dropped (50 a second filmed, 25 shown) every second
        picture lies half-way between two frames: so it goes to the later one, whatever the clock's ticks round to.

        Args:
            frame: counted from the file's first picture, at the film's pace.
            frame_rate: of the film.
        """
        return self.start + frame / frame_rate - _EARLY / self.frame_rate

    def frame_at(self, file_moment: Fraction, frame_rate: Fraction) -> int:
        """The film's frame, counted from the file's first picture, that a picture of this moment is nearest to."""
        return frames(file_moment - self.start + _EARLY / self.frame_rate, frame_rate)


@dataclass(frozen=True, slots=True)
class AudioStream:
    """The one sound stream that is used.

    Attributes:
        index: the stream's number in the file.
        codec: decoder name.
        sample_rate_hz: samples a second.
        channels: how many the stream has.
        channels_used: indices of the channels that carry sound: (0,), (1,) or (0, 1).
        time_base: length of the stream's clock tick in seconds.
        zero: the time stamp, in seconds, at which the file's time begins.
        start: first sample's time in the file, in seconds after its zero.
        duration: in seconds.
        further_streams: how many more sound streams the file has, which are not used.
    """

    index: int
    codec: str
    sample_rate_hz: int
    channels: int
    channels_used: tuple[int, ...]
    time_base: Fraction
    zero: Fraction
    start: Fraction
    duration: Fraction
    further_streams: int = 0

    def __post_init__(self) -> None:
        if not self.channels_used or max(self.channels_used) >= self.channels:
            raise ValueError("the channels used are among the stream's channels")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One camera file on the source time axis.

    Attributes:
        label: "file 1", "file 2"...: how it is named wherever its real name must not appear.
        sha256: of its bytes.
        size_bytes: its size.
        source_range: where it lies on the source time axis; files lie end to end.
        video: its picture.
        audio: its sound.
        shots: source times at which a new shot begins, ascending; the first picture begins none. None when they are
            not known.
    """

    label: str
    sha256: str
    size_bytes: int
    source_range: TimeRange
    video: VideoStream
    audio: AudioStream
    shots: tuple[Fraction, ...] | None = None

    def __post_init__(self) -> None:
        if any(later <= earlier for earlier, later in pairwise(self.shots or ())):
            raise ValueError("shots begin one after another")
        if not all(self.source_range.contains(shot) for shot in self.shots or ()):
            raise ValueError("shots begin inside their file")


@dataclass(frozen=True, slots=True)
class ShotStarts:
    """When new shots begin in one file.

    Attributes:
        file_times: in seconds after the file's zero, ascending; the first picture begins none.
    """

    file_times: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Footage:
    """Everything filmed for one interview, end to end.

    Attributes:
        time_base: the source time axis; its id is the hash of the files' contents.
        files: in source time order, without gaps.
        loudness_lufs: integrated loudness of the used channels (EBU R128); None when there is no sound above the gate.
        true_peak_dbtp: highest true peak; None when silent.
        silences: source ranges far quieter than the speech, in order.
        problems: what an editor should know, in plain words, in no way fatal.
    """

    time_base: TimeBase
    files: tuple[SourceFile, ...]
    loudness_lufs: float | None
    true_peak_dbtp: float | None
    silences: tuple[TimeRange, ...]
    problems: tuple[str, ...]

    def __post_init__(self) -> None:
        position = ZERO
        for file in self.files:
            if file.source_range.start != position:
                raise ValueError("files lie end to end on the source time axis")
            position = file.source_range.end
        if not self.files:
            raise ValueError("footage is at least one file")

    @property
    def source_range(self) -> TimeRange:
        """The whole source time axis."""
        return TimeRange(ZERO, self.files[-1].source_range.end)

    @property
    def frame_rate(self) -> Fraction:
        """The first file's frame rate, which the film follows."""
        return self.files[0].video.frame_rate
