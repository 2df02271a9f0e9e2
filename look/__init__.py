"""Presentation only: pure functions that draw, shared by the lessons and by practice's pages."""
