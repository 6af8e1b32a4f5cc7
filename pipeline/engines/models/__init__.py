"""The shelf of models: listed by content, fetched from any source that has it, kept in one folder each.

Every function takes the shelf's folder as `models_dir`; a model lies in `models_dir/NAME`. A folder of that name is
always complete: it is filled and checked elsewhere, then renamed.
"""

from pipeline.engines.models.adding import add
from pipeline.engines.models.fetching import fetch
from pipeline.engines.models.registry import registered, spec_of, specs_from
from pipeline.engines.models.shelf import installed, model_folder, model_hash, verify

__all__ = [
    "add",
    "fetch",
    "installed",
    "model_folder",
    "model_hash",
    "registered",
    "spec_of",
    "specs_from",
    "verify",
]
