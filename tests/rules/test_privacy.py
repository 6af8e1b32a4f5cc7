"""Messages that leave the job's folder name no path."""

from __future__ import annotations

import pytest

from pipeline.rules.privacy import without_paths


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("no ffmpeg can do it (/home/Han Bada/bin/ffmpeg lacks ass)", "no ffmpeg can do it (…"),
        ("/mnt/films could not be read", "…"),
        ("the program ~/bin/ffmpeg could not be started", "the program …"),
        ('look at "/Volumes/한바다"; then again', 'look at "…'),
        ("save it in the job's folder edits/ or beside story.toml", None),
        ("draft/transcript.*.srt shows 5/6 of a second, and/or more", None),
        ("Make room (the folder cache/ is always safe to delete)", None),
        ("see https://example.org/page", None),
        ("", None),
    ],
)
def test_a_text_ends_before_its_first_path(text: str, left: str | None) -> None:
    assert without_paths(text) == (text if left is None else left)
