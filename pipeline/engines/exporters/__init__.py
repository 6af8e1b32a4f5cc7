"""Caption files. `EXPORTERS` maps a file suffix to the function that writes it; `base` says how to add one."""

from __future__ import annotations

from pipeline.engines.exporters import srt, vtt
from pipeline.engines.exporters.base import Exporter

EXPORTERS: dict[str, Exporter] = {
    "srt": srt.text_of,
    "vtt": vtt.text_of,
}
