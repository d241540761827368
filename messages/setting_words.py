"""What is wrong with a setting, in words for whoever runs the machine."""

import re

from messages.wording import words


def setting_fault(line: str) -> str:
    """ "BCD_X: phải là số nguyên"; what has no words of its own stays as it was found."""
    name, _, found = line.partition(": ")
    for pattern, wording in words("settings")["faults"]:
        matched = re.fullmatch(pattern, found, re.DOTALL)
        if matched is not None:
            return f"{name}: {wording.format(*matched.groups())}"
    return line
