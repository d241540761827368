"""A screenshot with 256 colours: a page has few, and the file is a third as large."""

import struct
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_RGB_8_BIT = (8, 2)
COLOURS = 256


def reduce(file: Path) -> None:
    """Write a true-colour PNG anew with its most frequent colours."""
    chunks = list(_chunks(file.read_bytes()))
    width, height, depth, kind = struct.unpack(">IIBB", chunks[0][1][:10])
    if (depth, kind) != _RGB_8_BIT:
        raise ValueError(f"not a screenshot: {file}")
    rows = _rows(zlib.decompress(b"".join(d for name, d in chunks if name == b"IDAT")), width)
    pixels = [row[i : i + 3] for row in rows for i in range(0, width * 3, 3)]
    counted = Counter(pixels).most_common()
    palette = [colour for colour, _ in counted[:COLOURS]]
    place = {colour: _nearest(colour, palette) for colour, _ in counted}
    drawn = bytes(place[pixel] for pixel in pixels)
    lines = b"".join(b"\0" + drawn[y * width : (y + 1) * width] for y in range(height))
    file.write_bytes(
        _SIGNATURE
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0))
        + _chunk(b"PLTE", b"".join(palette))
        + _chunk(b"IDAT", zlib.compress(lines, 9))
        + _chunk(b"IEND", b"")
    )


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_SIGNATURE)
    while at < len(data):
        length, name = struct.unpack(">I4s", data[at : at + 8])
        yield name, data[at + 8 : at + 8 + length]
        at += length + 12


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _rows(data: bytes, width: int) -> Iterator[bytes]:
    """Undo the five filters of PNG, a row at a time."""
    length = width * 3
    above = bytes(length)
    for start in range(0, len(data), length + 1):
        above = _unfilter(data[start], data[start + 1 : start + 1 + length], above)
        yield above


def _unfilter(kind: int, line: bytes, above: bytes) -> bytes:
    row = bytearray(line)
    for i in range(len(row) if kind else 0):
        left, up = row[i - 3] if i >= 3 else 0, above[i]
        corner = above[i - 3] if i >= 3 else 0
        guess = (left, up, (left + up) // 2, _paeth(left, up, corner))[kind - 1]
        row[i] = (row[i] + guess) & 255
    return bytes(row)


def _paeth(left: int, up: int, corner: int) -> int:
    guess = left + up - corner
    to_left, to_up, to_corner = abs(guess - left), abs(guess - up), abs(guess - corner)
    if to_left <= to_up and to_left <= to_corner:
        return left
    return up if to_up <= to_corner else corner


def _nearest(colour: bytes, palette: list[bytes]) -> int:
    return min(
        range(len(palette)),
        key=lambda n: sum((a - b) ** 2 for a, b in zip(colour, palette[n], strict=True)),
    )
