"""What goes wrong on purpose: refusals, cut connections, answers that take long."""

from dataclasses import dataclass
from typing import Any

from tests.botapi.refusals import ApiError

_WORDS = {
    400: "Bad Request: message can't be sent",
    401: "Unauthorized",
    403: "Forbidden: bot was blocked by the user",
    409: "Conflict: terminated by other getUpdates request; make sure that only one bot instance"
    " is running",
    429: "Too Many Requests: retry after {}",
    500: "Internal Server Error",
    502: "Bad Gateway",
}


@dataclass(slots=True)
class Trouble:
    """One plan; `times` is how many requests it still meets."""

    method: str | None
    chat: int | None
    times: int
    error: ApiError | None = None
    cut: bool = False
    hang: float = 0.0
    after: bool = False
    """Whether the request is carried out before the connection breaks or hangs."""

    def meets(self, method: str, params: dict[str, Any]) -> bool:
        return (
            self.times > 0
            and self.method in (None, method)
            and self.chat in (None, params.get("chat_id"))
        )


class Troubles:
    """Everything that is planned, the earliest first."""

    def __init__(self) -> None:
        self._plans: list[Trouble] = []

    def fail(
        self,
        method: str | None,
        chat: int | None,
        times: int,
        status: int,
        retry_after: int | None,
        description: str,
    ) -> None:
        words = description or _WORDS[status].format(retry_after)
        extra = {} if retry_after is None else {"retry_after": retry_after}
        self._plans.append(Trouble(method, chat, times, error=ApiError(status, words, **extra)))

    def plan(self, trouble: Trouble) -> None:
        self._plans.append(trouble)

    def clear(self) -> None:
        self._plans.clear()

    def next(self, method: str, params: dict[str, Any]) -> Trouble | None:
        """What this request meets, if anything."""
        self._plans = [plan for plan in self._plans if plan.times > 0]
        for plan in self._plans:
            if plan.meets(method, params):
                plan.times -= 1
                return plan
        return None
