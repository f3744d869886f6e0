"""Gatewalk for a course: several processes behind nginx, started by one command."""
