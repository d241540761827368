"""Addresses on our own port that only we can make: a file to fetch, a place to leave one."""

import hashlib
import hmac
import re
import secrets

from storage import installation, links
from storage.database import Transaction

SECRET = "link_secret"  # noqa: S105 - under what it is kept
_SIGNED = re.compile(r"([0-9]{1,15})-([0-9a-f]{32})", re.ASCII)
PATHS = {links.FILE: "tep", links.UPLOAD: "gui-tep"}


class Links:
    """Makes addresses below `base_url` and knows its own again."""

    def __init__(self, base_url: str) -> None:
        self._base_url = base_url

    async def address(self, tx: Transaction, kind: str, link_id: int) -> str:
        signed = f"{link_id}-{_signature(await _secret(tx), kind, link_id)}"
        return f"{self._base_url}/{PATHS[kind]}/{signed}"

    async def read(self, tx: Transaction, kind: str, token: str) -> links.Link | None:
        """The link behind what stands in an address; None for what we never made."""
        match = _SIGNED.fullmatch(token)
        if match is None:
            return None
        link_id = int(match[1])
        kept = await installation.kept(tx, SECRET)
        if kept is None or not hmac.compare_digest(_signature(kept, kind, link_id), match[2]):
            return None
        link = await links.find(tx, link_id)
        return link if link is not None and link.kind == kind else None


async def _secret(tx: Transaction) -> str:
    """The installation's own, made when it is needed first."""
    return await installation.keep_first(tx, SECRET, secrets.token_hex(32))


def _signature(secret: str, kind: str, link_id: int) -> str:
    text = f"{kind}:{link_id}".encode()
    return hmac.new(bytes.fromhex(secret), text, hashlib.sha256).hexdigest()[:32]
