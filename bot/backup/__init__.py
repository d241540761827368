"""Copies of all that is kept: made while the program runs, checked, sealed, and restored."""
