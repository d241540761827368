"""A small stand-in for Zalo's bot service, over real HTTP; docs/zalo.md has each assumption."""
