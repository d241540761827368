"""The rules of a steering committee: pure functions and values, no I/O and no clock."""
