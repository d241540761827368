"""The guides' pictures are there, small, and none is left over."""

import re

from tests.browser.album import PICTURES
from tests.trees import ROOT

LARGEST = 250_000
"""Bytes: the repository is cloned over slow lines."""

README_ONLY = {"trial-room-1440.png", "trial-room-360.png"}
_PICTURE = re.compile(r"!\[[^\]]+\]\(img/([\w-]+\.png)\)")


def test_every_picture_that_is_shown_exists_and_every_one_is_shown() -> None:
    shown = {n for page in (ROOT / "docs").glob("*.md") for n in _PICTURE.findall(page.read_text())}
    assert shown | README_ONLY == {picture.name for picture in PICTURES.glob("*.png")}


def test_every_picture_is_small() -> None:
    too_large = [each.name for each in PICTURES.glob("*.png") if each.stat().st_size >= LARGEST]
    assert too_large == []
