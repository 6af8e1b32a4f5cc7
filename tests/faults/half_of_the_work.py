"""Makes the chunks of a job that are missing, as one of several workers does.

Run `python -m tests.faults.half_of_the_work FOLDER`, with the studio's folders in the environment.
"""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from pipeline.opening import Wishes, given_from
from pipeline.preparing import prepared
from pipeline.stages import render
from pipeline.workspace.home import home_from_environment
from pipeline.workspace.stage import Silent

TODAY = datetime(2026, 3, 1, tzinfo=UTC).date()

if __name__ == "__main__":
    (found,) = home_from_environment().all_jobs()
    job, settings = prepared(found, Wishes(), story=given_from([Path(sys.argv[1])], story=None).story, today=TODAY)
    spread = render.STAGE.spread
    assert spread is not None
    pieces = spread.pieces(job, settings, Silent())
    left = [piece.id for piece in pieces]
    while left := [piece_id for piece_id in left if not spread.make(job, settings, piece_id, Silent())]:
        time.sleep(0.1)
