"""Says in words, with the rule's name, why a cue is as it is."""

from __future__ import annotations

from pipeline.domain.subtitles import EndReason, Reasons, SplitReason, StartReason

_TEXT: dict[SplitReason, str] = {
    "sentence": "its text ends with the sentence",
    "length": "its text ends here because the next words would not fit on the screen "
    "(subtitle-line-length, subtitle-line-count)",
    "together": "its text ends here because with the next words each language alone would fit, but both together would "
    "have more lines than may stand on the screen at once (max_lines_together, subtitle-line-count)",
    "duration": "its text ends here because with the next words it would stand too long (subtitle-duration)",
    "pause": "its text ends here because the speaker pauses: the next words would be read before they are said",
    "shot": "its text ends here because the picture changes (subtitle-shot-change)",
    "clause": "its text ends here because a clause ends, and both parts can be read in time (subtitle-reading-speed)",
    "person": "its text is a person's: captions that came back",
}
_START: dict[StartReason, str] = {
    "speech": "it begins with its first word",
    "early": "it begins before its first word, so that it can be seen (subtitle-duration)",
    "late": "it begins after its first word, because the caption before it needs the room (subtitle-gap)",
    "shot": "it begins with a new picture near its first word (subtitle-shot-change)",
    "person": "it begins when a person said",
}
_END: dict[EndReason, str] = {
    "speech": "it ends with its last word",
    "reading": "it stays after its last word until it is read (subtitle-reading-speed)",
    "minimum": "it stays after its last word until it was seen (subtitle-duration)",
    "maximum": "it ends before its last word, because no caption stands longer (subtitle-duration)",
    "next": "it ends before the next caption (subtitle-gap)",
    "chained": "it stays until just before the next caption, because the gap was too short to be one (subtitle-chain)",
    "shot": "it ends with the picture it stands on (subtitle-shot-change)",
    "film": "it ends with the speech of the film",
    "person": "it ends when a person said",
}


def in_words(reasons: Reasons) -> tuple[str, str, str]:
    """Why the cue begins, why it ends, and why its text ends where it does."""
    return _START[reasons.start], _END[reasons.end], _TEXT[reasons.text]
