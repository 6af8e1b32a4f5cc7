"""What a finished film must be before it is delivered, judged on figures measured from the file itself.

How to add a rule: write a function `(film, wanted) -> list[Fault]` with a message that says what to do, put it into
`RULES` under the name people will read, and add its broken film to `tests/engines/test_finished.py`. A limit comes
from the target's preset when the preset has it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from pipeline.domain.finished import SPAN_AT_LEAST_S, FinishedFilm
from pipeline.domain.footage import ColourTags
from pipeline.domain.presets import Target
from pipeline.domain.qc import Measurement, QcFinding, Severity
from pipeline.domain.timing import ZERO, TimeRange, frames, timecode, without

WHOLE_FILE = "file"
"""Where a finding is that has no moment of its own."""

SAMPLE_RATE_HZ = 48_000
"""What every platform takes (YouTube, support.google.com/youtube/answer/1722171)."""

AAC_PACKET_SAMPLES = 1024
"""AAC-LC stores sound in packets of this many samples, so its end may lie that much behind the picture's."""

LENGTH_TOLERANCE_FRAMES = 2
"""Sound may end this many frames before or after the picture (Qualify FC-108 alerts above)."""

COLOUR = ColourTags(primaries="bt709", transfer="bt709", matrix="bt709", range="tv")
"""Standard dynamic range, as it is encoded here; a film that does not say so is shown in guessed colours."""

PUBLIC_BOXES = frozenset(
    {"ftyp", "free", "mdat", "moov", "mvhd", "udta", "meta", "ilst"}
    | {"trak", "tkhd", "mdia", "mdhd", "hdlr", "minf", "vmhd", "smhd", "dinf", "dref", "url "}
    | {"stbl", "stsd", "avc1", "avcC", "hvc1", "hvcC", "av01", "av1C", "colr", "pasp", "fiel", "btrt", "mp4a", "esds"}
    | {"stts", "stss", "sdtp", "ctts", "stsc", "stsz", "stco", "co64", "sgpd", "sbgp"}
)
"""MP4 boxes that hold structure and no word about the source: the file's, the tracks', the codecs' and the tables'.

Where udta, meta and ilst are not empty, what lies in them is not listed. Everything unknown counts as telling.
"""

EDIT_LIST_BOXES = frozenset({"edts", "elst"})
"""Not public either, but they have a rule of their own."""

PUBLIC_METADATA_KEYS = frozenset({"major_brand", "minor_version", "compatible_brands", "encoder"})
"""Tags that ffmpeg reads from every MP4: its kind, and the encoder's name."""

_AGAIN = "make the film again with --redo render"
_EXPORT = "export it again with the target's settings"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the film should be: the target's preset, and the cut's exact length and pace."""

    target: Target
    frame_count: int
    frame_rate: Fraction


@dataclass(frozen=True, slots=True)
class Fault:
    """A finding before it is filed under its rule's name; the fields mean what `QcFinding`'s do."""

    measured: str
    limit: str
    message: str
    where: str = WHOLE_FILE
    severity: Severity = "error"


Check = Callable[[FinishedFilm, Wanted], list[Fault]]


def film_findings(
    film: FinishedFilm, *, target: Target, expected_frames: int, frame_rate: Fraction
) -> tuple[QcFinding, ...]:
    """All findings of all rules, rule by rule.

    Args:
        film: the finished film as measured.
        target: the preset it was made for.
        expected_frames: the cut's length.
        frame_rate: the cut's frame rate.
    """
    wanted = Wanted(target, expected_frames, frame_rate)
    return tuple(
        QcFinding(rule, fault.severity, fault.where, fault.measured, fault.limit, fault.message)
        for rule, check in RULES.items()
        for fault in check(film, wanted)
    )


def measured(film: FinishedFilm) -> dict[str, Measurement]:
    """The film's figures for qc.json; a length is rounded to the millisecond, a rate is exact."""
    picture, sound = film.picture, film.sound
    return {
        "file_size_bytes": film.size_bytes,
        "duration_s": _seconds(film.duration),
        "frame_count": picture.frame_count,
        "frame_rate": str(picture.frame_rate),
        "width_px": picture.width_px,
        "height_px": picture.height_px,
        "video_codec": f"{picture.codec} {picture.profile}".strip(),
        "pixel_format": picture.pixel_format,
        "colour": _colour(picture.colour),
        "b_frames": picture.has_b_frames,
        "longest_gop_frames": picture.longest_gop_frames,
        "closed_gops": picture.closed_gops,
        "time_stamps_regular": picture.regular,
        "audio_codec": f"{sound.codec} {sound.profile}".strip(),
        "sample_rate_hz": sound.sample_rate_hz,
        "audio_channels": sound.channels,
        "video_start_ms": _milliseconds(picture.start),
        "audio_start_ms": _milliseconds(sound.start),
        "audio_minus_video_ms": _milliseconds(sound.duration - picture.duration),
        "loudness_lufs": sound.integrated_lufs,
        "true_peak_dbtp": sound.true_peak_dbtp,
        "moov_first": film.moov_first,
        "edit_list": film.edit_list,
        "stream_count": film.stream_count,
        "decode_errors": len(film.decode_errors),
        "longest_black_s": _longest(film.black),
        "longest_frozen_s": _longest(film.frozen),
    }


def decodes_to_end(film: FinishedFilm, wanted: Wanted) -> list[Fault]:
    """Every frame and sample decodes without a complaint; a film that only opens proves nothing."""
    if not film.decode_errors:
        return []
    return [Fault(film.decode_errors[0], "no error", f"The film is damaged and does not play cleanly; {_AGAIN}.")]


def frame_count(film: FinishedFilm, wanted: Wanted) -> list[Fault]:
    """The file holds exactly the frames of the cut."""
    found = film.picture.frame_count
    if found == wanted.frame_count:
        return []
    message = f"Frames are {'missing' if found < wanted.frame_count else 'too many'}, so captions drift; {_AGAIN}."
    return [Fault(f"{found} frames", f"{wanted.frame_count} frames", message)]


def duration(film: FinishedFilm, wanted: Wanted) -> list[Fault]:
    """Picture and sound last equally long, to two frames, or one frame and an AAC packet where that is more."""
    frame = 1 / film.picture.frame_rate
    packet = Fraction(AAC_PACKET_SAMPLES, film.sound.sample_rate_hz or SAMPLE_RATE_HZ)
    tolerance = max(LENGTH_TOLERANCE_FRAMES * frame, frame + packet)
    apart = film.sound.duration - film.picture.duration
    if abs(apart) <= tolerance:
        return []
    first_end = min(stream.start + stream.duration for stream in (film.picture, film.sound))
    return [
        Fault(
            f"{_milliseconds(apart):+d} ms",
            f"±{_milliseconds(tolerance)} ms",
            f"The sound ends {'before' if apart < 0 else 'after'} the picture; {_AGAIN}.",
            where=_moment(first_end),
        )
    ]


def picture_size(film: FinishedFilm, wanted: Wanted) -> list[Fault]:
    """The picture has the target's width and height."""
    found = f"{film.picture.width_px} x {film.picture.height_px} px"
    limit = f"{wanted.target.picture.width_px} x {wanted.target.picture.height_px} px"
    return (
        [] if found == limit else [Fault(found, limit, f"The picture has the wrong size for this target; {_EXPORT}.")]
    )


def frame_rate(film: FinishedFilm, wanted: Wanted) -> list[Fault]:
    """The film runs at the cut's frame rate, exactly."""
    found = film.picture.frame_rate
    if found == wanted.frame_rate:
        return []
    message = f"The film runs at another pace than its cut; {_AGAIN}."
    return [Fault(f"{found} frames/s", f"{wanted.frame_rate} frames/s", message)]


def codec(film: FinishedFilm, wanted: Wanted) -> list[Fault]:
    """The picture is what the target's encoder makes, with AAC-LC stereo at 48 kHz; one fault a field."""
    picture, sound, makes = film.picture, film.sound, wanted.target.picture.makes
    fields = (
        ("picture", f"{picture.codec} {picture.profile}".strip(), f"{makes.codec} {makes.profile}"),
        ("picture", picture.pixel_format, makes.pixel_format),
        ("sound", f"{sound.codec} {sound.profile}".strip(), "aac LC"),
        ("sound", f"{sound.sample_rate_hz} Hz", f"{SAMPLE_RATE_HZ} Hz"),
        ("sound", {1: "mono", 2: "stereo"}.get(sound.channels, f"{sound.channels} channels"), "stereo"),
    )
    return [
        Fault(found, limit, f"This target takes the {stream} as {limit} only; {_EXPORT}.")
        for stream, found, limit in fields
        if found != limit
    ]


def colour_tags(film: FinishedFilm, wanted: Wanted) -> list[Fault]:
    """All four colour tags say what the picture is: primaries, transfer and matrix bt709, range tv."""
    if film.picture.colour == COLOUR:
        return []
    message = f"Players must guess this film's colours, or guess wrong; {_EXPORT}, all four colour tags among them."
    return [Fault(_colour(film.picture.colour), _colour(COLOUR), message)]


def gop(film: FinishedFilm, wanted: Wanted) -> list[Fault]:
    """Key frames come as often as the target asks, and every GOP is closed, so that viewers can jump anywhere."""
    picture = film.picture
    limit = max(1, frames(wanted.target.picture.gop_s, wanted.frame_rate))
    found: list[Fault] = []
    if picture.longest_gop_frames > limit:
        message = f"Key frames are too far apart from here on; {_EXPORT}."
        where = _moment(picture.longest_gop_start)
        found.append(Fault(f"{picture.longest_gop_frames} frames", f"{limit} frames", message, where=where))
    if picture.open_gop is not None:
        message = f"Frames before this key frame lean on it; {_EXPORT}, closed GOPs among them."
        found.append(Fault("open GOP", "closed GOP", message, where=_moment(picture.open_gop)))
    return found


def edit_list(film: FinishedFilm, wanted: Wanted) -> list[Fault]:
    """No edit list: platforms ignore it, and what it hides from players is still in the file."""
    if not film.edit_list:
        return []
    return [Fault("edit list", "none", f"The file hides or shifts a part of the film by an edit list; {_AGAIN}.")]


def moov_first(film: FinishedFilm, wanted: Wanted) -> list[Fault]:
    """The index stands in front, so that the film starts while it is still loading."""
    if film.moov_first:
        return []
    return [Fault("index behind the media", "index first", f"The film cannot start while it loads; {_AGAIN}.")]


def starts_at_zero(film: FinishedFilm, wanted: Wanted) -> list[Fault]:
    """Picture and sound both begin at 0, as captions and platforms take for granted."""
    return [
        Fault(f"{name} at {float(start * 1000):+g} ms", "0 ms", f"The {name} does not begin at 0; {_AGAIN}.")
        for name, start in (("picture", film.picture.start), ("sound", film.sound.start))
        if start != ZERO
    ]


def time_stamps_regular(film: FinishedFilm, wanted: Wanted) -> list[Fault]:
    """Every frame lasts exactly one frame period."""
    if film.picture.irregular is None:
        return []
    message = f"Frames come unevenly from here on, so captions and platforms lose step; {_AGAIN}."
    return [Fault("uneven", "one frame period each", message, where=_moment(film.picture.irregular))]


def loudness(film: FinishedFilm, wanted: Wanted) -> list[Fault]:
    """Integrated loudness lies within the target's tolerance; silence is never within it."""
    sound = wanted.target.sound
    found = film.sound.integrated_lufs
    limit = f"{sound.loudness_lufs:g} ±{sound.tolerance_lu:g} LUFS"
    if found is None:
        return [
            Fault("silence", limit, f"Nothing can be heard in this film; check the footage's sound, then {_AGAIN}.")
        ]
    if abs(found - sound.loudness_lufs) <= sound.tolerance_lu:
        return []
    message = f"The film is too {'quiet' if found < sound.loudness_lufs else 'loud'}; {_AGAIN}."
    return [Fault(f"{found:.1f} LUFS", limit, message)]


def true_peak(film: FinishedFilm, wanted: Wanted) -> list[Fault]:
    """No peak between samples rises above the target's ceiling, so that no player distorts it."""
    found, limit = film.sound.true_peak_dbtp, wanted.target.sound.max_true_peak_dbtp
    if found is None or found <= limit:
        return []
    return [Fault(f"{found:.1f} dBTP", f"{limit:g} dBTP", f"The loudest moment may distort; {_AGAIN}.")]


def metadata(film: FinishedFilm, wanted: Wanted) -> list[Fault]:
    """The file holds no box and no tag but the public ones: others may tell of the source, the place or the people."""
    boxes = [name for name in film.box_names if name not in PUBLIC_BOXES | EDIT_LIST_BOXES]
    keys = [name for name in film.metadata_keys if name not in PUBLIC_METADATA_KEYS]
    message = f"The file may tell about the source or the people behind it; {_AGAIN}, and do not publish this one."
    return [
        Fault(f"{kind} {', '.join(names)}", "none but the public ones", message)
        for kind, names in (("boxes", boxes), ("tags", keys))
        if names
    ]


def streams(film: FinishedFilm, wanted: Wanted) -> list[Fault]:
    """The file holds one picture and one sound and nothing else."""
    if sorted(film.streams) == ["audio", "video"]:
        return []
    message = f"The file holds more than the film, which may not be meant for the public; {_AGAIN}."
    return [Fault(", ".join(film.streams), "video, audio", message)]


def black(film: FinishedFilm, wanted: Wanted) -> list[Fault]:
    """A warning for each long stretch without light."""
    return [
        _span_warning(span, "The picture is black here; if that is not meant, change the cut.") for span in film.black
    ]


def frozen(film: FinishedFilm, wanted: Wanted) -> list[Fault]:
    """A warning for each long stretch in which the picture stands still, black stretches apart."""
    message = "The picture stands still here; a title card may, a shot of a person should not: change the cut."
    still = without(film.frozen, film.black)
    return [_span_warning(span, message) for span in still if span.duration >= SPAN_AT_LEAST_S]


def platform_duration(film: FinishedFilm, wanted: Wanted) -> list[Fault]:
    """The film is no longer than the platform takes."""
    limit = Fraction(wanted.target.limits.max_duration_s)
    if film.duration <= limit:
        return []
    message = "The platform refuses a film of this length; shorten the cut, or choose another target."
    return [Fault(f"{_seconds(film.duration):g} s", f"{float(limit):g} s", message, where=_moment(limit))]


RULES: dict[str, Check] = {
    "decodes-to-end": decodes_to_end,
    "frame-count": frame_count,
    "duration": duration,
    "picture-size": picture_size,
    "frame-rate": frame_rate,
    "codec": codec,
    "colour-tags": colour_tags,
    "gop": gop,
    "edit-list": edit_list,
    "moov-first": moov_first,
    "starts-at-zero": starts_at_zero,
    "time-stamps-regular": time_stamps_regular,
    "loudness": loudness,
    "true-peak": true_peak,
    "metadata": metadata,
    "streams": streams,
    "black": black,
    "frozen": frozen,
    "platform-duration": platform_duration,
}
"""Every rule under its stable name, in the order of the report."""


def _span_warning(span: TimeRange, message: str) -> Fault:
    length = f"{_seconds(span.duration):g} s"
    return Fault(length, f"{float(SPAN_AT_LEAST_S):g} s", message, where=_moment(span.start), severity="warning")


def _moment(moment: Fraction) -> str:
    return timecode(max(moment, ZERO))


def _seconds(duration: Fraction) -> float:
    return round(float(duration), 3)


def _milliseconds(duration: Fraction) -> int:
    return round(duration * 1000)


def _longest(spans: tuple[TimeRange, ...]) -> float:
    return max((_seconds(span.duration) for span in spans), default=0.0)


def _colour(tags: ColourTags) -> str:
    return f"{tags.primaries}/{tags.transfer}/{tags.matrix}/{tags.range}"
