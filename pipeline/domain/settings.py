"""Settings: everything people decided before a run, read once and passed along."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline.domain.presets import Preset
from pipeline.domain.protection import ProtectionLevel
from pipeline.domain.story import Story


@dataclass(frozen=True, slots=True)
class Settings:
    """What shapes a run besides the footage.

    Attributes:
        story: what people said about the interview.
        preset: show, targets and subtitle profile.
        asked_protection: the strictest level asked for on this job's command lines, which can only raise the story's;
            None when none was.
        today: the day consents are judged on.
        draft: make a quick, marked review copy instead of a delivery.
    """

    story: Story
    preset: Preset
    asked_protection: ProtectionLevel | None
    today: date
    draft: bool = False

    def slug(self, job_id: str) -> str:
        """What a job's delivery is called: the story's harmless code, else the job's id; never a title or a name."""
        return self.story.code or job_id
