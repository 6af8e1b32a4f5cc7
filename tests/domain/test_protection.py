"""Levels of protection: their order and their words."""

from __future__ import annotations

from pipeline.domain.protection import ENFORCEABLE, NO_CONSENT, Protection, ProtectionLevel


def test_levels_in_order_of_what_they_hide() -> None:
    assert [level.word for level in sorted(ProtectionLevel)] == ["open", "pseudonym", "covered", "anonymous"]


def test_only_what_can_be_kept_is_enforceable() -> None:
    assert {ProtectionLevel.OPEN, ProtectionLevel.PSEUDONYM} == ENFORCEABLE


def test_one_hold_is_enough() -> None:
    assert Protection(ProtectionLevel.OPEN, NO_CONSENT, (), ()).deliverable
    assert not Protection(ProtectionLevel.OPEN, NO_CONSENT, (), ("why",)).deliverable
