"""A Prefect server of the tests' own."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

QUIET = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_TO_API_BATCH_INTERVAL": "0.2",
    "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",  # below it, a server that is ended tells pages of traces
}


def pytest_configure(config: pytest.Config) -> None:
    """Set what Prefect reads while it is imported; its files stay apart from a person's own."""
    home = tempfile.mkdtemp(prefix="prefect-home-")
    config.add_cleanup(lambda: shutil.rmtree(home, ignore_errors=True))
    os.environ.update(QUIET, PREFECT_HOME=home)


@pytest.fixture(scope="module")
def database() -> Iterator[Path]:
    """The folder in which a Prefect server, which runs meanwhile, keeps its database."""
    from prefect.settings import PREFECT_SERVER_DATABASE_CONNECTION_URL
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=120):
        yield Path(str(PREFECT_SERVER_DATABASE_CONNECTION_URL.value()).removeprefix("sqlite+aiosqlite:///")).parent
