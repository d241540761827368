"""Phone numbers as storage keeps them: E.164, whatever way they were typed in Viet Nam."""

import re

_REGION = "VN"
_TYPED = re.compile(r"\(?\+?[0-9 ().\-\u00a0]+")
"""Letters would be read as a keypad's digits, and two numbers as one."""


def normal_phone(text: str) -> str | None:
    """The number in E.164, or None where no such number can exist.

    A spreadsheet's number that lost its leading zero is understood ("912345678").
    """
    # Imported here: a start that reads no number need not pay for it.
    import phonenumbers

    text = text.strip().removeprefix("'")
    if not _TYPED.fullmatch(text):
        return None
    try:
        number = phonenumbers.parse(text, _REGION)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
