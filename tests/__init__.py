"""Tests that speak as members do; they mirror the rooms."""
