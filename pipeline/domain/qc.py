"""Quality control: what was measured, which rules it broke, and the verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning"]
Verdict = Literal["pass", "fail"]
Measurement = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class QcFinding:
    """One broken rule at one place.

    Attributes:
        rule: its stable name, listed in the README.
        severity: an error blocks the delivery, a warning does not.
        where: "cue 3" for subtitles, HH:MM:SS.mmm for picture and sound, a file's name otherwise.
        measured, limit: the two figures, with units, as text.
        message: the finding in plain words, with what to do.
    """

    rule: str
    severity: Severity
    where: str
    measured: str
    limit: str
    message: str


@dataclass(frozen=True, slots=True)
class QcReport:
    """The verdict on a film.

    Attributes:
        findings: in the order of the checks.
        measured: name (with unit) to figure.
    """

    findings: tuple[QcFinding, ...]
    measured: Mapping[str, Measurement] = field(default_factory=dict)

    @property
    def errors(self) -> tuple[QcFinding, ...]:
        """The findings that block a delivery."""
        return tuple(finding for finding in self.findings if finding.severity == "error")

    @property
    def verdict(self) -> Verdict:
        """The word "fail" when any finding is an error, else "pass"."""
        return "fail" if self.errors else "pass"
