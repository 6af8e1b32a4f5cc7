"""Presets: shows, targets and subtitle profiles, as data."""
