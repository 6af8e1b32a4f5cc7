"""Vignette: raw interview footage in, a film that can be published with a good conscience out."""
