"""Equal values have equal digests, other values others, and nothing without a canonical form has one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.digest import digest
from pipeline.domain.protection import ProtectionLevel
from tests.examples import edl, span

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@dataclass(frozen=True, slots=True)
class Pair:
    one: object
    two: object


def test_a_digest_is_the_same_on_every_machine() -> None:
    """The SHA-256 of {"one":"1/3","two":["가",null]}: keys in order, nothing escaped, no spaces."""
    digested = digest(Pair(Fraction(1, 3), ("가", None)))
    assert digested == "947345fb622b5262c65f115c6b82f52c4c8198cd0c65412d3e9c7767fa1b5cce"


@given(plain, plain)
def test_values_and_digests_differ_together(one: object, two: object) -> None:
    assert (digest(one) == digest(two)) == (in_order(one) == in_order(two))


def in_order(value: object) -> str:
    """The value as text, its tables by key: unlike ==, this keeps 1 and True apart."""
    if isinstance(value, dict):
        return f"table {sorted((key, in_order(item)) for key, item in value.items())}"
    return repr([in_order(item) for item in value]) if isinstance(value, list) else repr(value)


def test_the_order_of_keys_does_not_matter_and_that_of_items_does() -> None:
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})
    assert digest([1, 2]) != digest([2, 1])


def test_tuples_and_lists_are_the_same_sequence() -> None:
    assert digest((1, (2,))) == digest([1, [2]])


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (span(0, 1), span(0, "1.001")),
        (Fraction(30000, 1001), Fraction(30)),
        (date(2026, 1, 1), date(2026, 1, 2)),
        (ProtectionLevel.OPEN, ProtectionLevel.PSEUDONYM),
        (edl((0, 25)), edl((0, 26))),
        (None, ""),
    ],
)
def test_every_kind_of_value_counts(one: object, two: object) -> None:
    assert digest(one) == digest(one)
    assert digest(one) != digest(two)


@pytest.mark.parametrize("value", [{1, 2}, object(), [object()], {"a": {3}}])
def test_what_has_no_canonical_form_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="no canonical form"):
        digest(value)
