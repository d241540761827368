"""What the bot hears: one module per feature."""
