"""Work that comes at the same time is done together: one commit for many."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

_Item = TypeVar("_Item")


class Together(Generic[_Item]):
    """Collects items while the last lot is being done; nobody waits for company."""

    def __init__(self, do: Callable[[Sequence[_Item]], Awaitable[None]]) -> None:
        self._do = do
        self._doing = asyncio.Lock()
        self._items: list[_Item] = []
        self._next: asyncio.Task[None] | None = None

    async def add(self, item: _Item) -> None:
        """Return once the item is done; what its lot raises is raised for each of it."""
        self._items.append(item)
        if self._next is None:
            self._next = asyncio.create_task(self._do_lot())
        await asyncio.shield(self._next)

    async def settle(self) -> None:
        """Wait for what was added, also by those who no longer wait themselves."""
        while self._next is not None or self._doing.locked():
            async with self._doing:
                await asyncio.sleep(0)

    async def _do_lot(self) -> None:
        async with self._doing:
            items, self._items, self._next = self._items, [], None
            await self._do(items)
