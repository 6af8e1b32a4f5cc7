"""A verdict: errors fail, warnings do not."""

from __future__ import annotations

from pipeline.domain.qc import QcFinding, QcReport, Severity


def finding(severity: Severity) -> QcFinding:
    return QcFinding("rule", severity, "cue 1", "1", "2", "Mend it.")


def test_errors_alone_fail() -> None:
    assert QcReport(()).verdict == "pass"
    assert QcReport((finding("warning"),)).verdict == "pass"
    report = QcReport((finding("warning"), finding("error")))
    assert report.verdict == "fail"
    assert report.errors == (finding("error"),)
