"""What keeps a trial room to this machine's own browser: Host, Origin, headers."""

import logging
from collections.abc import Awaitable, Callable

from aiohttp import web
from aiohttp.typedefs import Middleware

log = logging.getLogger(__name__)

_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "frame-ancestors 'none'",
        "form-action 'none'",
        "base-uri 'none'",
    )
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_POSTED = ("application/json", "multipart/form-data")


def security(port: int) -> Middleware:
    """Answer only who asks 127.0.0.1 or localhost at this port, from a page of ours.

    The Host check keeps out names that point here from outside (DNS rebinding); the Origin and
    the content type keep other sites from posting.
    """
    hosts = frozenset(f"{name}:{port}" for name in ("127.0.0.1", "localhost"))

    @web.middleware
    async def guard(request: web.Request, handler: _Handler) -> web.StreamResponse:
        refusal = _refusal(request, hosts)
        response = refusal if refusal is not None else await _answer(request, handler)
        if not response.prepared:
            _cover(response)
        return response

    return guard


def _refusal(request: web.Request, hosts: frozenset[str]) -> web.Response | None:
    if request.headers.get("Host", "").lower() not in hosts:
        return _refuse(403, "host")
    if request.method in ("GET", "HEAD"):
        return None
    origin = request.headers.get("Origin")
    if origin is not None and origin.removeprefix("http://").lower() not in hosts:
        return _refuse(403, "origin")
    if request.content_type not in _POSTED:
        return _refuse(415, "content type")
    return None


async def _answer(request: web.Request, handler: _Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except web.HTTPException as error:
        _cover(error)
        raise
    except ConnectionError:
        raise
    except Exception:
        log.exception("a page's request failed: %s", request.path)
        return _refuse(500, "failed")


def _cover(response: web.StreamResponse) -> None:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)


def _refuse(status: int, fault: str) -> web.Response:
    return web.json_response({"error": fault}, status=status)
