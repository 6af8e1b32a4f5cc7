"""Translation. `TRANSLATORS` maps a show's `translator` to what does it; `base` says how to add one."""

from __future__ import annotations

from pipeline.engines.translators import worksheet
from pipeline.engines.translators.base import Translator

TRANSLATORS: dict[str, Translator] = {
    "worksheet": worksheet.translate,
}
