"""Settings: everything people decided before a run, read once and passed along."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline.domain.presets import Preset
from pipeline.domain.protection import ProtectionLevel
from pipeline.domain.story import Selection, Story


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

    @property
    def selections(self) -> tuple[Selection, ...]:
        """The story's selections for the targets that are made, in the order of the targets."""
        told = {item.target: item for item in self.story.selections}
        return tuple(told[target.name] for target in self.preset.targets if target.name in told)

    @property
    def with_own_captions(self) -> tuple[str, ...]:
        """Names of the targets whose captions are not the film's: of another shape, or of a cut of their own."""
        selected = {item.target for item in self.selections}
        names = (target.name for target in self.preset.targets)
        return tuple(name for name in names if name in self.preset.reflowed or name in selected)

    @property
    def main_is_shown(self) -> bool:
        """Whether any target shows the whole cut, so that its captions and upload form belong to a film."""
        return len(self.selections) < len(self.preset.targets)

    def slug(self, job_id: str) -> str:
        """What a job's delivery is called: the story's harmless code, else the job's id; never a title or a name."""
        return self.story.code or job_id
