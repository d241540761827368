"""Screenshots: into the documentation when they are asked for, else into the test's folder."""

import os
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Page

from tests.browser.palette import reduce
from tests.trees import ROOT

ASKED = "BCD_SCREENSHOTS"
PICTURES = ROOT / "docs" / "img"


@dataclass(frozen=True, slots=True)
class Album:
    folder: Path
    kept: bool

    @classmethod
    def of(cls, tmp_path: Path) -> "Album":
        kept = os.environ.get(ASKED) == "1"
        return cls(PICTURES if kept else tmp_path, kept)

    async def take(self, page: Page, name: str) -> None:
        """A picture of the whole window."""
        self.folder.mkdir(parents=True, exist_ok=True)
        await page.evaluate("document.activeElement?.blur()")
        file = self.folder / f"{name}.png"
        await page.screenshot(path=file, scale="css", animations="disabled", caret="hide")
        if self.kept:
            reduce(file)
