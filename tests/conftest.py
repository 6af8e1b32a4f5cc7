"""What many tests share: footage filmed once, and a home folder for each test."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from tests import clips
from tests.studio import Studio

settings.register_profile("vignette", deadline=None, derandomize=True, max_examples=60, print_blob=True)
settings.load_profile("vignette")


@pytest.fixture(scope="session")
def talking(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The usual clip: 14 s, 320 x 180, 25 frames a second, three "sentences", dead air."""
    return clips.film(tmp_path_factory.mktemp("footage") / "talking.mp4")


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    """A home folder of this test's own, with the quick presets in it, and room for an interview."""
    return Studio.at(tmp_path)
