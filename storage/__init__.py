"""What the bot remembers: plain SQL beside its typed function."""
