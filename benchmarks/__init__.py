"""Measurements of speed: programs that print a table, not tests that a busy machine can fail."""
