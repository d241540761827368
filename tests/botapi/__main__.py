"""Runs the server in a process of its own: `python -m tests.botapi --port 8081 --log calls.jsonl`.

People act by lines on standard input: `ID TEXT` types, `ID !LABEL` presses; what the bot says
appears on standard output.
"""

import argparse
import asyncio
import json
import sys
from pathlib import Path

from tests.botapi.people import User
from tests.botapi.server import TOKEN, BotApiServer


async def _serve(port: int, token: str, log: Path | None) -> None:
    server = BotApiServer(port, token=token)
    await server.start()
    sys.stdout.write(f"{server.base_url} token {token}\n")
    users: dict[int, User] = {}
    reading = asyncio.create_task(_act(server, users))
    written, told = 0, 0
    while True:
        await asyncio.sleep(0.2)
        if log is not None:
            written = _record(server, log, written)
        told = _tell(server, told)
        sys.stdout.flush()
        if reading.done():
            reading.result()


async def _act(server: BotApiServer, users: dict[int, User]) -> None:
    while line := await asyncio.to_thread(sys.stdin.readline):
        name, _, said = line.strip().partition(" ")
        if not name.isdigit():
            continue
        user = users.setdefault(int(name), users.get(int(name)) or server.user(int(name)))
        try:
            user.presses(said[1:]) if said.startswith("!") else user.types(said)
        except AssertionError as error:
            sys.stdout.write(f"{error}\n")


def _record(server: BotApiServer, log: Path, written: int) -> int:
    with log.open("a", encoding="utf-8") as file:
        for call in server.calls[written:]:
            row = {"method": call.method, "at": call.at, "status": call.status}
            file.write(json.dumps({**row, "params": call.params}, ensure_ascii=False) + "\n")
    return len(server.calls)


def _tell(server: BotApiServer, told: int) -> int:
    for call in server.calls[told:]:
        if call.method != "getUpdates":
            sys.stdout.write(f"{call.method} {call.status} {call.params} {call.description}\n")
    return len(server.calls)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=8081)
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--log", type=Path)
    options = parser.parse_args()
    asyncio.run(_serve(options.port, options.token, options.log))
