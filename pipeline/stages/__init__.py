"""Arrows: each stage loads what it needs, calls rules and engines, and saves one artefact."""
