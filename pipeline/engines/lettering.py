"""Refuses texts that the bundled typeface cannot draw, before any work is done for them."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.domain.errors import UsageError
from pipeline.engines.fonts import typeface


def require_letters(texts: Iterable[tuple[str, str]], *, where: str) -> None:
    """Pass when every sign of every text can be drawn; Pillow would draw an empty box for one that cannot.

    Args:
        texts: each with the key it stands under.
        where: the file they stand in.

    Raises:
        UsageError: names each key with its signs. They are told with the place, which is private: a sign may be a part
            of a name.
    """
    missing = [f"{key} ({' '.join(signs)})" for key, text in texts if (signs := typeface().missing(text))]
    if missing:
        raise UsageError(
            "the font has no letters for some of what is to be shown in the picture",
            where=f"{where}: {', '.join(missing)}",
            remedy="Write it in Hangul or Latin letters; this font has no Hanja and no emoji",
        )
