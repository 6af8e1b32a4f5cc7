"""The cache lets go of what was used longest ago, and of nothing that somebody may be about to use."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.cached import CachedFile
from pipeline.rules.cache_keeping import DEFAULT_LIMIT_BYTES, RECENT_S, limit_of, to_remove

NOW = 1_000_000.0
OLD = NOW - RECENT_S - 1


def names(*files: CachedFile, limit_bytes: int, kept: frozenset[str] = frozenset()) -> list[str]:
    return [file.name for file in to_remove(files, limit_bytes=limit_bytes, now=NOW, kept=kept)]


def test_what_was_used_longest_ago_goes_first_and_no_more_than_must() -> None:
    files = [CachedFile("b", 10, OLD - 5), CachedFile("a", 10, OLD - 9), CachedFile("c", 10, OLD - 1)]
    assert names(*files, limit_bytes=30) == []
    assert names(*files, limit_bytes=29) == ["a"]
    assert names(*files, limit_bytes=10) == ["a", "b"]
    assert names(*files, limit_bytes=0) == ["a", "b", "c"]


def test_what_this_film_uses_and_what_was_used_today_stays() -> None:
    files = [CachedFile("used now", 10, OLD), CachedFile("today", 10, NOW - RECENT_S + 1), CachedFile("old", 10, OLD)]
    assert names(*files, limit_bytes=0, kept=frozenset({"used now"})) == ["old"]


def test_nobody_said_how_large_it_may_be() -> None:
    assert limit_of(None, cached_bytes=0, free_bytes=10**12) == DEFAULT_LIMIT_BYTES
    assert limit_of(None, cached_bytes=2 * 10**9, free_bytes=4 * 10**9) == 3 * 10**9
    assert limit_of(5, cached_bytes=0, free_bytes=0) == 5


FILES = st.lists(
    st.builds(CachedFile, st.text("abc", min_size=1), st.integers(0, 50), st.floats(0, NOW)),
    unique_by=lambda file: file.name,
)


@given(FILES, st.integers(0, 200), st.frozensets(st.text("abc", min_size=1)))
def test_any_cache(files: list[CachedFile], limit_bytes: int, kept: frozenset[str]) -> None:
    gone = to_remove(files, limit_bytes=limit_bytes, now=NOW, kept=kept)
    left = [file for file in files if file not in gone]
    free_to_go = [file for file in left if file.name not in kept and file.used_at < NOW - RECENT_S]
    assert not {file.name for file in gone} & kept
    assert all(file.used_at < NOW - RECENT_S for file in gone)
    assert not free_to_go or sum(file.size_bytes for file in left) <= limit_bytes
    assert all(one.used_at <= other.used_at for one in gone for other in free_to_go)
    assert not gone or sum(file.size_bytes for file in left) + gone[-1].size_bytes > limit_bytes
