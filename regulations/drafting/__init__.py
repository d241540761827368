"""From an office's official document to the skeleton of an encoded regulation."""
