"""Presses a second of the whole program against bare bots of two libraries, at two latencies."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from tests.bench.telegram_load import OWN
from tests.botapi.server import TOKEN

RIVALS = (OWN, "ptb", "aiogram")
COMPARED = ((OWN, "0ms"), ("ptb", "0ms"), (OWN, "50ms"), ("aiogram", "50ms"))
ROUNDS = 3
LONGEST_SECONDS = 60


def telegram() -> dict[str, float]:
    """The rates of all, and how the program stands against each library.

    Rounds in turns, for a machine is not equally fast from minute to minute; medians count.
    """
    rounds = [{rival: _rates(rival) for rival in RIVALS} for _ in range(ROUNDS)]
    rates = {
        f"press_rate_{rival}_{latency}": median(each[rival][latency] for each in rounds)
        for rival, latency in COMPARED
    }
    return rates | {
        f"press_vs_{rival}_{latency}": median(
            each[OWN][latency] / each[rival][latency] for each in rounds
        )
        for rival, latency in COMPARED
        if rival != OWN
    }


def _rates(rival: str) -> dict[str, float]:
    """The server on the first core, the bot on the last."""
    cores = sorted(os.sched_getaffinity(0))
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "tests.bench.telegram_load", rival, folder]
        load = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        os.sched_setaffinity(load.pid, {cores[0]})
        assert load.stdout is not None
        try:
            address = load.stdout.readline().strip()
            bot = _bot(rival, address, folder)
            os.sched_setaffinity(bot.pid, {cores[-1]})
            try:
                found = load.stdout.readline()
                if not found:
                    raise RuntimeError(f"{rival} did not answer")
                return dict[str, float](json.loads(found))
            finally:
                bot.terminate()
                bot.wait(LONGEST_SECONDS)
        finally:
            load.kill()
            load.wait()


def _bot(rival: str, address: str, folder: str) -> "subprocess.Popen[bytes]":
    if rival != OWN:
        command = [sys.executable, "-m", "tests.bench.telegram_rivals", rival, address]
        return subprocess.Popen(command, stderr=subprocess.DEVNULL)
    settings = {
        "BCD_DATA": folder,
        "BCD_TELEGRAM_TOKEN": TOKEN,
        "BCD_TELEGRAM_API": address,
        "BCD_TELEGRAM_PER_SECOND": "0",
        "BCD_HTTP_PORT": "0",
        "BCD_LOG_LEVEL": "WARNING",
    }
    return subprocess.Popen(
        [sys.executable, "-m", "bot", "run"],
        env=os.environ | settings,
        stderr=subprocess.DEVNULL,
        cwd=Path(__file__).parents[2],
    )
