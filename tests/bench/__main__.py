"""Measure, print a table of each value beside its goal, and write `bench/latest.json`."""

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.bench.ask import ask
from tests.bench.backup import backup
from tests.bench.engine import engine, year_simulated_seconds
from tests.bench.press import press_cpu_ms
from tests.bench.start import start
from tests.bench.telegram import telegram

RESULT = Path(__file__).parents[2] / "bench" / "latest.json"
GOALS: Mapping[str, float] = {
    "start_seconds": 1.5,
    "rss_mb": 120.0,
    "press_cpu_ms": 2.0,
    "ask_median_ms": 5.0,
    "ask_p99_ms": 20.0,
    "ask_index_mb": 60.0,
    "enqueue_130k_seconds": 2.0,
    "enqueue_longest_transaction_ms": 100.0,
    "idle_tick_ms": 5.0,
    "reply_p99_during_broadcast_ms": 1000.0,
}
"""The most that each may be; docs/benchmarks.md says how each is measured."""
LEAST: Mapping[str, float] = {
    "press_vs_ptb_0ms": 1.0,
    "press_vs_aiogram_50ms": 0.8,
    "claim_mark_per_second": 3000.0,
    "broadcast_share_of_limit": 0.97,
}
"""The least that these may be; what is in neither has no goal."""


def measure() -> dict[str, float]:
    start_seconds, rss_mb = start()
    found = {"start_seconds": start_seconds, "rss_mb": rss_mb}
    found["press_cpu_ms"] = asyncio.run(press_cpu_ms())
    found |= ask()
    found |= telegram()
    found |= backup()
    found |= engine()
    found["year_simulated_seconds"] = year_simulated_seconds()
    return {key: round(value, 3) for key, value in found.items()}


def part_of_goal(key: str, value: float) -> float | None:
    """Over 1 misses the goal; None where there is none."""
    if key in LEAST:
        return LEAST[key] / value
    return value / GOALS[key] if key in GOALS else None


def with_ratios(values: Mapping[str, float]) -> dict[str, float]:
    """Each value, and what part of its goal it takes: over 1 misses it."""
    ratios = {key: part_of_goal(key, value) for key, value in values.items()}
    known = {f"{key}_of_goal": round(part, 3) for key, part in ratios.items() if part is not None}
    return {**values, **known}


def table(values: Mapping[str, float]) -> Table:
    shown = Table("key", "value", "goal", "of goal")
    for key, value in values.items():
        part = part_of_goal(key, value)
        if part is None:
            shown.add_row(key, f"{value:.3f}", "", "")
            continue
        goal = f"≥ {LEAST[key]:g}" if key in LEAST else f"≤ {GOALS[key]:g}"
        style = "green" if part <= 1 else "red"
        shown.add_row(key, f"{value:.3f}", goal, f"{part:.2f}", style=style)
    return shown


def main() -> None:
    values = measure()
    Console().print(table(values))
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(with_ratios(values), indent=2) + "\n")


if __name__ == "__main__":
    main()
