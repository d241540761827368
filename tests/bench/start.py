"""How long the program takes from its start to its first page, and what it holds then."""

import http.client
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

STARTS = 5
LONGEST_SECONDS = 60.0
POLL_SECONDS = 0.005
BEGIN = "2026-11-09T08:00"


def start() -> tuple[float, float]:
    """Seconds to the first page and megabytes after it: medians of some starts.

    The data folder is filled by a start before, which is not measured.
    """
    with tempfile.TemporaryDirectory() as name:
        _once(Path(name))
        found = [_once(Path(name)) for _ in range(STARTS)]
    return median(seconds for seconds, _ in found), median(rss for _, rss in found)


def _once(data: Path) -> tuple[float, float]:
    port = _free_port()
    command = [sys.executable, "-m", "bot", "demo", "--port", str(port), "--data", str(data)]
    begun = time.perf_counter()
    program = subprocess.Popen(
        [*command, "--now", BEGIN] if not any(data.iterdir()) else command,
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait_for_page(port, program)
        return time.perf_counter() - begun, _rss_mb(program.pid)
    finally:
        program.terminate()
        program.wait(LONGEST_SECONDS)


def _wait_for_page(port: int, program: "subprocess.Popen[bytes]") -> None:
    give_up = time.perf_counter() + LONGEST_SECONDS
    while not _answers(port):
        if program.poll() is not None or time.perf_counter() > give_up:
            raise RuntimeError("the program did not come up")
        time.sleep(POLL_SECONDS)


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=LONGEST_SECONDS)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status == http.client.OK
    except OSError:
        return False
    finally:
        connection.close()


def _rss_mb(pid: int) -> float:
    """Resident memory as the kernel counts it."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("the kernel does not say how much memory is held")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
