"""Verbs: pure functions from domain values to domain values."""
