"""The acceptance scenario, played line by line."""
