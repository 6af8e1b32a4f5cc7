"""Prefect flows: a thin skin over `pipeline.run`."""
