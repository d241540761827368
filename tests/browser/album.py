"""Screenshots: into the documentation when they are asked for, else into the test's folder."""

import os
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Locator, Page

from tests.browser.palette import reduce
from tests.trees import ROOT

ASKED = "SCREENSHOTS"
PICTURES = ROOT / "docs" / "img"


@dataclass(frozen=True, slots=True)
class Album:
    folder: Path
    kept: bool

    @classmethod
    def of(cls, tmp_path: Path) -> "Album":
        kept = os.environ.get(ASKED) == "1"
        return cls(PICTURES if kept else tmp_path, kept)

    async def take(self, seen: Page | Locator, name: str) -> None:
        """A picture of the whole window, or of one phone in it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        page = seen if isinstance(seen, Page) else seen.page
        await page.evaluate("document.activeElement?.blur()")
        await page.mouse.move(0, 0)  # no button looks half pressed
        await page.evaluate("document.querySelectorAll('.toast').forEach((t) => t.hidden = true)")
        file = self.folder / f"{name}.png"
        await seen.screenshot(path=file, scale="css", animations="disabled", caret="hide")
        if self.kept:
            reduce(file)
