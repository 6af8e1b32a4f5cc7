"""What every translator is.

How to add one:

1. Write `pipeline/engines/translators/<name>.py` with `translate(request) -> tuple[str | None, ...]`: one text for
   each sentence, in the same order; None where it has none to give (a person is asked then). Protected names stay as
   they are. A line break never comes back.
2. Add one line to `TRANSLATORS` in `__init__.py`.
3. `tests/contracts/test_translators.py` picks it up: same count, same order, empty in = empty out.

Machine lines stay marked as such until a person has looked at them: a wrong sentence in a person's mouth is worse than
a missing one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.domain.transcript import Language


@dataclass(frozen=True, slots=True)
class TranslationRequest:
    """What is to be translated.

    Attributes:
        sentences: NFC, one line each, in order.
        source, target: from which language into which.
        protected_names: names that must come through unchanged.
    """

    sentences: tuple[str, ...]
    source: Language
    target: Language
    protected_names: tuple[str, ...] = ()


Translator = Callable[[TranslationRequest], tuple[str | None, ...]]
