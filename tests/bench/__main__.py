"""Measure, print a table of each value beside its goal, and write `bench/latest.json`."""

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.bench.press import press_cpu_ms
from tests.bench.start import start

RESULT = Path(__file__).parents[2] / "bench" / "latest.json"
GOALS: Mapping[str, float] = {"start_seconds": 1.5, "rss_mb": 120.0, "press_cpu_ms": 2.0}
"""The most that each may be; docs/benchmarks.md says how each is measured."""


def measure() -> dict[str, float]:
    start_seconds, rss_mb = start()
    found = {"start_seconds": start_seconds, "rss_mb": rss_mb}
    found["press_cpu_ms"] = asyncio.run(press_cpu_ms())
    return {key: round(value, 3) for key, value in found.items()}


def with_ratios(values: Mapping[str, float]) -> dict[str, float]:
    """Each value, and what part of its goal it takes: over 1 misses it."""
    ratios = {f"{key}_of_goal": round(value / GOALS[key], 3) for key, value in values.items()}
    return {**values, **ratios}


def table(values: Mapping[str, float]) -> Table:
    shown = Table("key", "value", "goal", "value / goal")
    for key, value in values.items():
        ratio = value / GOALS[key]
        style = "green" if ratio <= 1 else "red"
        shown.add_row(key, f"{value:.3f}", f"{GOALS[key]:g}", f"{ratio:.2f}", style=style)
    return shown


def main() -> None:
    values = measure()
    Console().print(table(values))
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(with_ratios(values), indent=2) + "\n")


if __name__ == "__main__":
    main()
