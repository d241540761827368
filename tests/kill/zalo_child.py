"""The program on Zalo in a process of its own; it kills itself between the 200 and the handler.

`python -m tests.kill.zalo_child PLAN`, where PLAN is JSON: folder, api, token, port, die.
"""

import asyncio
import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.clock import WallClock
from bot.dispatch import Dispatch
from bot.serving import serving
from bot.settings import Settings
from tests.channels.zalo_room import SECRET

ANSWERED_SECONDS = 0.5
"""By then the service has its 200: nothing is between it and the answer but this machine."""


def die_before_the_handler() -> None:
    async def handle(*_given: Any) -> None:
        await asyncio.sleep(ANSWERED_SECONDS)
        os.kill(os.getpid(), signal.SIGKILL)

    Dispatch._handle = handle  # type: ignore[method-assign,assignment]


async def main(plan: dict[str, Any]) -> None:
    if plan["die"]:
        die_before_the_handler()
    here = f"http://127.0.0.1:{plan['port']}"
    settings = Settings(
        data=Path(plan["folder"]),
        base_url=here,
        http_port=plan["port"],
        zalo_tokens=SecretStr(plan["token"]),
        zalo_api=plan["api"],
        zalo_webhook_url=f"{here}/zalo/x1",
        zalo_webhook_secret=SecretStr(SECRET),
    )
    async with serving(settings, WallClock()) as served:
        await served.until(asyncio.Event().wait())


if __name__ == "__main__":
    asyncio.run(main(json.loads(sys.argv[1])))
