"""What the bot says and understands."""
