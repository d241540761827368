"""Linking codes: single use, expiring, kept only as a keyed hash; and a limit on guessing."""

import hashlib
import hmac
import re
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.database import Transaction
from storage.moments import to_ms

PREFIX = "BCD"
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base32: no I, L, O, U, which are misread or make words."""

_SYMBOLS = 8
_MISREAD = str.maketrans("ILO", "110")
_SEPARATORS = re.compile(r"[\s\-_.\u2010-\u2015\u2212]+")
_BODY = re.compile(rf"[{_ALPHABET}]{{{_SYMBOLS}}}")
_KEY = "link_code_key"

_LIMITS = ((timedelta(hours=1), 5), (timedelta(days=1), 20))
"""How many tries an account has within each span."""


@dataclass(frozen=True, slots=True)
class CodeFound:
    """A code that can still be used, and the person it is for."""

    id: int
    person_id: int


async def issue(
    tx: Transaction, person_id: int, issued_by: int | None, now: datetime, life: timedelta
) -> str:
    """A new code for this person, told once; the person's older ones expire."""
    await expire(tx, person_id, now)
    key = await _installation_key(tx)
    while True:
        body = _new_body()
        added = await tx.insert(
            "INSERT INTO link_codes (code_hash, person_id, issued_by, issued_at, expires_at)"
            " VALUES (:hash, :person, :by, :now, :expires)"
            " ON CONFLICT (code_hash) DO NOTHING RETURNING id",
            hash=_hash(key, body),
            person=person_id,
            by=issued_by,
            now=to_ms(now),
            expires=to_ms(now + life),
        )
        if added is not None:
            return f"{PREFIX}-{body[:4]}-{body[4:]}"


async def find(tx: Transaction, text: str, now: datetime) -> CodeFound | None:
    """The usable code that was typed; case, spaces, dashes and misread letters are forgiven."""
    body = _body(text)
    if body is None:
        return None
    key = await _known_key(tx)
    if key is None:
        return None
    row = await tx.one(
        "SELECT id, person_id FROM link_codes"
        " WHERE code_hash = :hash AND used_at IS NULL AND expires_at > :now",
        hash=_hash(key, body),
        now=to_ms(now),
    )
    return None if row is None else CodeFound(row["id"], row["person_id"])


async def use(tx: Transaction, code_id: int, now: datetime) -> bool:
    """Use the code up: True for one caller only, and only before it expires."""
    changed = await tx.execute(
        "UPDATE link_codes SET used_at = :now"
        " WHERE id = :id AND used_at IS NULL AND expires_at > :now",
        id=code_id,
        now=to_ms(now),
    )
    return changed == 1


async def attempt(tx: Transaction, account_id: int, now: datetime) -> bool:
    """Count a try before the code is looked up; False, and not counted, where there were too many.

    The right code ends the trying, so what is counted are the wrong ones.
    """
    for span, most in _LIMITS:
        tries = await tx.value(
            "SELECT COUNT(*) FROM link_attempts WHERE account_id = :account AND at > :since",
            account=account_id,
            since=to_ms(now - span),
        )
        if tries >= most:
            return False
    await tx.execute(
        "INSERT INTO link_attempts (account_id, at) VALUES (:account, :now)",
        account=account_id,
        now=to_ms(now),
    )
    return True


async def forget_attempts(tx: Transaction, before: datetime) -> int:
    """Drop tries that no limit counts any more."""
    return await tx.execute("DELETE FROM link_attempts WHERE at <= :before", before=to_ms(before))


def looks_like_code(text: str) -> bool:
    """Whether somebody means to type a code.

    Without the prefix it must be written in one piece, or with a dash, and mix letters and
    digits: "ngay 2711" is no code.
    """
    if _body(text) is None:
        return False
    typed = unicodedata.normalize("NFKC", text).upper().strip()
    if typed.startswith(PREFIX) and len(_SEPARATORS.sub("", typed)) > _SYMBOLS:
        return True
    in_one_piece = not any(character.isspace() for character in typed)
    return in_one_piece and _mixed(typed)


def _body(text: str) -> str | None:
    """The eight symbols of what was typed, or None where it cannot be a code."""
    if len(text) > 40:
        return None
    typed = _SEPARATORS.sub("", unicodedata.normalize("NFKC", text).upper())
    body = typed[len(PREFIX) :] if len(typed) == len(PREFIX) + _SYMBOLS else typed
    if body is not typed and not typed.startswith(PREFIX):
        return None
    body = body.translate(_MISREAD)
    return body if _BODY.fullmatch(body) else None


def _new_body() -> str:
    # Letters and digits both, so that a code without its prefix is told from a word or a number.
    while True:
        body = "".join(secrets.choice(_ALPHABET) for _ in range(_SYMBOLS))
        if _mixed(body):
            return body


def _mixed(text: str) -> bool:
    return any(each.isdigit() for each in text) and any(each.isalpha() for each in text)


def _hash(key: str, body: str) -> str:
    return hmac.new(bytes.fromhex(key), body.encode(), hashlib.sha256).hexdigest()


async def expire(tx: Transaction, person_id: int, now: datetime) -> None:
    """What was issued for this person and not used yet links nobody any more."""
    await tx.execute(
        "UPDATE link_codes SET expires_at = :now"
        " WHERE person_id = :person AND used_at IS NULL AND expires_at > :now",
        person=person_id,
        now=to_ms(now),
    )


async def _known_key(tx: Transaction) -> str | None:
    found = await tx.value("SELECT value FROM installation WHERE key = :key", key=_KEY)
    return None if found is None else str(found)


async def _installation_key(tx: Transaction) -> str:
    """The key of this installation's hashes, made when the first code needs it.

    A keyed hash keeps the lookup one indexed query. It guards a copy of the table alone; a copy of
    the whole file holds the key too, and there the codes' short life is what protects.
    """
    found = await _known_key(tx)
    if found is not None:
        return found
    key = secrets.token_hex(32)
    await tx.execute(
        "INSERT INTO installation (key, value) VALUES (:key, :value)", key=_KEY, value=key
    )
    return key
