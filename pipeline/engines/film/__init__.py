"""Makes film: chunks of picture, the sound as a whole, and both joined into one file.

Everything is written to the path that is given; the caller puts it in its place.
"""

from pipeline.engines.film.chunks import Wanted, encode_chunk, encode_chunks, require_bundled_font, take_still
from pipeline.engines.film.joining import join
from pipeline.engines.film.sound import master_sound, programme_sound
from pipeline.engines.film.whole import make_whole

__all__ = [
    "Wanted",
    "encode_chunk",
    "encode_chunks",
    "join",
    "make_whole",
    "master_sound",
    "programme_sound",
    "require_bundled_font",
    "take_still",
]
