"""How long a question about a regulation takes, and what the indexes of all of them hold."""

import json
import subprocess
import sys
import time
from pathlib import Path
from statistics import median, quantiles

from committee.people import Role
from regulations.asking import library
from regulations.asking.people import Asker
from regulations.load import load, shipped

QUESTIONS = Path(__file__).parents[1] / "asking" / "tuning.jsonl"
ROUNDS = 4


def ask() -> dict[str, float]:
    """Milliseconds of the tuning questions, everything made ready; megabytes of the indexes."""
    lines = [json.loads(line) for line in QUESTIONS.read_text("utf-8").splitlines()]
    for slug in shipped():
        library().book(load(slug))
    took = [_ms(asked) for _ in range(ROUNDS) for asked in lines]
    return {
        "ask_median_ms": median(took),
        "ask_p99_ms": quantiles(took, n=100)[98],
        "ask_index_mb": _index_mb(),
    }


def _ms(asked: dict[str, str]) -> float:
    regulation, asker = load(asked["regulation"]), Asker((Role(asked["role"]),))
    begun = time.perf_counter()
    library().ask(regulation, asked["question"], asker)
    return (time.perf_counter() - begun) * 1000


_MEASURE = """
import gc, tracemalloc
from regulations.load import load, shipped
from regulations.asking import library
for slug in shipped():
    load(slug)
gc.collect()
tracemalloc.start()
for slug in shipped():
    library().book(load(slug))
gc.collect()
print(tracemalloc.get_traced_memory()[0] / 1024 / 1024)
"""


def _index_mb() -> float:
    """In a program of its own, so that nothing is made ready before."""
    run = [sys.executable, "-c", _MEASURE]
    return float(subprocess.run(run, check=True, capture_output=True, text=True).stdout)
