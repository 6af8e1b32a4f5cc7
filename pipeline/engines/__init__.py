"""Doors: thin modules around the programs, libraries and file formats outside."""
