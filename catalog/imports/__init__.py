"""Imports of the catalogue as runs: asked for by staff, the clock or a command, one at a time."""
