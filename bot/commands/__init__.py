"""The `bcd` command's words, one module for each."""
