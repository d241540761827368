"""The real `bcd demo` as a process that a test starts, kills and starts again."""

import asyncio
import os
import socket
import sys
from pathlib import Path

from aiohttp import ClientError, ClientSession

READY_SECONDS = 30.0


class Demo:
    """A trial room on its own folder and port; a restart keeps both."""

    def __init__(self, folder: Path, now: str) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}/"
        self._now = now
        self._log = folder.parent / "demo.log"
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start, the first time at the agreed moment, later where the clock stood."""
        begin = [] if (self.folder / "trial-room").exists() else ["--now", self._now]
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", "demo", *begin),
                *("--port", str(self.port), "--data", str(self.folder)),
                env={k: v for k, v in os.environ.items() if not k.startswith("BCD_")},
                stdout=asyncio.subprocess.DEVNULL,
                stderr=log,
            )
        await asyncio.wait_for(self._until_ready(self._process), READY_SECONDS)

    async def _until_ready(self, process: asyncio.subprocess.Process) -> None:
        async with ClientSession() as session:
            while True:
                try:
                    async with session.get(self.url) as response:
                        if response.status == 200:
                            return
                except ClientError:
                    pass
                if process.returncode is not None:
                    raise RuntimeError(self._log.read_text())
                await asyncio.sleep(0.05)

    async def kill(self) -> None:
        """As the power does: no chance to put anything away."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
