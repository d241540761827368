"""Connections that lead outside: an address that others name reaches nothing of the office's."""

import socket
from ipaddress import ip_address

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult


class OutwardResolver(AbstractResolver):
    """Finds the public addresses of a name, and no others."""

    def __init__(self) -> None:
        self._inner = aiohttp.ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = await self._inner.resolve(host, port, family)
        outside = [each for each in found if ip_address(each["host"]).is_global]
        if not outside:
            raise OSError("an address inside")
        return outside

    async def close(self) -> None:
        await self._inner.close()


def leads_outside(host: str) -> bool:
    """False for a number that is no public address; a name is looked at once it is resolved."""
    try:
        return ip_address(host).is_global
    except ValueError:
        return bool(host)
