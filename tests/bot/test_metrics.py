"""The figures for Prometheus: right, parseable, and with nothing in them that is somebody's."""

import re
from pathlib import Path

import pytest
from aiohttp import web

from bot.metrics import Histogram, resident_bytes
from tests.bot import played
from tests.bot.played import MONDAY, act, value
from tests.bot.test_health import beaten
from tests.chat import House, house
from tests.ward import CAST, ward

LINE = re.compile(r'^(bcd_[a-z_]+)(\{[a-z]+="[^"]*"\})? (-?[0-9.]+(?:e-?\d+)?)$')


def parsed(text: str) -> dict[str, float]:
    """Every sample by its name and label; every name is introduced."""
    introduced = set(re.findall(r"^# TYPE (\S+) (?:gauge|counter|histogram)$", text, re.MULTILINE))
    assert set(re.findall(r"^# HELP (\S+) .+\.$", text, re.MULTILINE)) == introduced
    found = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            sample = LINE.match(line)
            assert sample, line
            base = re.sub(r"_(bucket|sum|count)$", "", sample[1])
            assert sample[1] in introduced or base in introduced, line
            found[sample[1] + (sample[2] or "")] = float(sample[3])
    return found


async def page(h: House) -> str:
    response = await h.app.watch.metrics(None)  # type: ignore[arg-type]  # it asks nothing of it
    assert isinstance(response, web.Response)
    assert response.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    assert isinstance(response.body, bytes)
    return response.body.decode()


async def test_what_is_counted(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await played.invited(w)
        await act(w.phone("huong"), "attendance:confirm")
        await beaten(h)
        found = parsed(await page(h))
        assert found["bcd_inbox_waiting"] == 0
        assert found["bcd_sends_sent_total"] == await value(
            h, "SELECT COUNT(*) FROM sends WHERE sent_at IS NOT NULL"
        )
        assert found["bcd_sends_given_up_total"] == 0
        assert found['bcd_deliveries_dropped_total{why="no_account"}'] == 1
        assert found["bcd_deliveries_released_total"] > 10
        events = await value(h, "SELECT COUNT(*) FROM inbox")
        assert found["bcd_handler_seconds_count"] == events
        assert found['bcd_handler_seconds_bucket{le="+Inf"}'] == events
        assert found['bcd_heartbeat_age_seconds{part="tick"}'] < 60
        assert found["bcd_resident_memory_bytes"] > 10_000_000


async def test_nothing_personal_is_told(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await played.invited(w)
        await w.phone("huong").types("Nguyễn Văn An, 0912345678")
        text = await page(h)
        for address, cast in CAST.items():
            assert cast.name not in text
            assert f'"{address}"' not in text
        assert not re.search(r"0912345678|Trần Liễu|memory:", text)
        labels = set(re.findall(r'\{([a-z]+)="', text))
        assert labels == {"le", "part", "why"}


async def test_a_handler_that_breaks_is_counted_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)

        async def breaks(*_: object) -> None:
            raise LookupError

        monkeypatch.setattr("bot.answers.route", breaks)
        await w.phone("huong").types("/lichhop")
        assert parsed(await page(h))["bcd_handler_seconds_count"] == 1


def test_a_bucket_has_all_that_took_no_longer() -> None:
    histogram = Histogram((0.1, 1.0))
    for seconds in (0.05, 0.1, 0.5, 1.0, 1.01):
        histogram.add(seconds)
    assert [line for line in histogram.lines("x", "It.") if line.startswith("x")] == [
        'x_bucket{le="0.1"} 2',
        'x_bucket{le="1.0"} 4',
        'x_bucket{le="+Inf"} 5',
        "x_sum 2.660000",
        "x_count 5",
    ]
    assert resident_bytes() > 0
