"""Footage that the tests of film share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engines.film.counting import RATES, count_frames


@pytest.fixture(scope="package")
def counting(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Footage whose frames show their own number as eight bars, at several rates and with far key frames."""
    folder = tmp_path_factory.mktemp("counting")
    return {
        rate: count_frames(folder / f"{rate.replace('/', '-')}.mp4", rate=rate, options=("-g", "250", "-bf", "3"))
        for rate in RATES
    }
