"""The chats the bot speaks through."""
