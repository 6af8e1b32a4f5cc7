"""Says in plain words what an editor should know about the footage."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.domain.footage import SourceFile
from pipeline.rules.wording import counted


def problems(files: Sequence[SourceFile]) -> tuple[str, ...]:
    """Everything unusual, file by file; nothing here stops the work."""
    found: list[str] = []
    first = files[0]
    for file in files:
        video, audio = file.video, file.audio
        if video.variable_frame_rate:
            found.append(f"{file.label}: frames come at an uneven pace (a phone?); they are evened out")
        if video.colour.hdr:
            found.append(f"{file.label}: high dynamic range; it is brought to standard range")
        if video.interlaced:
            found.append(f"{file.label}: interlaced; it is deinterlaced")
        if audio.channels > 1 and len(audio.channels_used) == 1:
            found.append(
                f"{file.label}: only channel {audio.channels_used[0] + 1} carries sound; it goes to both sides"
            )
        if audio.further_streams:
            found.append(
                f"{file.label}: {counted(audio.further_streams, 'more sound track')} not used, only the first is; "
                "if the voice is on another one, give a file with that track alone"
            )
        if video.frame_rate != first.video.frame_rate:
            found.append(f"{file.label}: another frame rate than {first.label}; the film follows {first.label}")
        if (video.display_width_px, video.display_height_px) != (
            first.video.display_width_px,
            first.video.display_height_px,
        ):
            found.append(f"{file.label}: another picture size than {first.label}; it is fitted in")
    return tuple(found)
