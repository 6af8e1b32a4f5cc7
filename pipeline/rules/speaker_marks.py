"""Tells the program's mark of a speaker from what a person wrote before a caption."""

from __future__ import annotations

_DASHES = ("-", "‐", "‑", "–", "—")


def without_mark(lines: tuple[str, ...], mark: str) -> tuple[tuple[str, ...], bool]:
    """A caption's lines without the mark that the program put before them; and whether the mark is the person's own.

    It is theirs where they took it away, or wrote one that the program did not.
    """
    first, *rest = lines
    unmarked = first.removeprefix(mark)
    if mark and (unmarked == first or unmarked != unmarked.strip() or not unmarked):
        return lines, True
    return (unmarked, *rest), not mark and first.startswith(_DASHES)
