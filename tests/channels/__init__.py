"""Channels, spoken through as their users do."""
