"""What every source of model files is, whichever way it gets them.

To add a kind of source:

1. describe it as a frozen type in `domain/models.py` and join it to `Source`;
2. read it in `registry.py`;
3. write a module beside this one with a function that gives `Arrivals`, and raises `SourceFailed` with one line a
   person understands whenever it cannot;
4. name it in `fetching.py`.

A source need not check what it gives: `fetching.py` takes nothing but the listed contents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pipeline.domain.models import ModelFile

BLOCK_BYTES = 1 << 20
"""How much is read at once: large enough for speed, small enough for a smooth progress bar."""

Progress = Callable[[int, int], None]
"""Called with the bytes done and the bytes in all; starts over when another source is tried."""

Arrivals = Iterator[tuple[ModelFile, Iterator[bytes]]]
"""Each file of a model with its content in blocks, which are used up before the next file is asked for."""


class SourceFailed(Exception):  # noqa: N818 - caught by name where the next source is tried; never reaches a person
    """A source could not give a model; the message is the reason, in one line."""
