"""Nouns: frozen values that say what the pipeline knows. Standard library only; no I/O, clock or randomness."""
