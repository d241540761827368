"""The encoded regulations."""
