"""What the bot says and how it understands what is typed."""
