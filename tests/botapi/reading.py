"""Reads the parameters and files of a request in any form that Telegram takes."""

import json
from typing import Any

from aiohttp import web
from aiohttp.web_request import FileField

from tests.botapi.world import File, World


async def read_request(
    request: web.Request, world: World
) -> tuple[dict[str, Any], dict[str, File]]:
    """What was given in the address, as JSON or as a form; a file by the name of its part."""
    given: dict[str, Any] = dict(request.query)
    uploads: dict[str, File] = {}
    if request.content_type == "application/json":
        return {**given, **await request.json()}, uploads
    for name, value in (await request.post()).items():
        if isinstance(value, FileField):
            content = value.file.read()
            uploads[name] = world.add_file(value.filename, value.content_type, content)
        else:
            given[name] = value
    mentioned = json.dumps(given)
    direct = {name: f"attach://{name}" for name in uploads if f"attach://{name}" not in mentioned}
    return {**given, **direct}, uploads
