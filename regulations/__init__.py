"""The encoded regulations, and looking things up in them."""
