"""The trial room's own committee: a fictional cast and the stage it plays on."""
