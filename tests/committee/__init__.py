"""Tests of the rules of a steering committee."""
