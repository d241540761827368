"""The list of answers as a sheet."""

import io
from collections.abc import Mapping
from typing import Any

from handlers.feature import Maker

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def answers(facts: Mapping[str, Any]) -> bytes:
    """Headings and rows, everything as text so that no cell becomes a formula."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(list(facts["headings"]))
    for row in facts["rows"]:
        sheet.append([_text(sheet, value) for value in row])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _text(sheet: Any, value: str) -> Any:
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, value=value)
    cell.data_type = "s"
    return cell


ANSWERS = Maker(_XLSX, answers)
