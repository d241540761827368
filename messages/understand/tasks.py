"""A task as it is typed: its item in the document, what is to be done, what comes out of it."""

import re
from dataclasses import dataclass
from functools import cache

from messages.understand.lexicon import either
from regulations.vietnamese import fold, tidy


@dataclass(frozen=True, slots=True)
class TaskReading:
    """`item` is None where no number leads the first line; further lines say the product."""

    item: int | None
    title: str
    product: str


def task(text: str) -> TaskReading:
    """ "Mục 3: tham mưu kinh phí" in the first line, "Sản phẩm: báo cáo" in the next."""
    lines = [tidied for line in text.splitlines() if (tidied := tidy(line))]
    first, rest = (lines[0], lines[1:]) if lines else ("", [])
    item = _item().match(first) or _item().match(fold(first))
    title = first[item.end() :] if item else first
    product = " ".join(rest)
    leading = _product().match(fold(product))
    return TaskReading(
        item=int(item[1]) if item else None,
        title=title.strip().rstrip("."),
        product=(product[leading.end() :] if leading else product).strip().rstrip("."),
    )


@cache
def _item() -> re.Pattern[str]:
    return re.compile(rf"(?:(?:{either('task_item_word')})\s*)?([1-9][0-9]?)\s*[.):]\s*(?=\S)")


@cache
def _product() -> re.Pattern[str]:
    return re.compile(rf"(?:{either('product_word')})\s*:?\s*")
