"""A small server that behaves like Telegram's Bot API, for tests and measurements."""
