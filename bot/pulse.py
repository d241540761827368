"""Whether sending goes well, as the heartbeat tells it."""

import time


class Pulse:
    """What cannot be sent is not well, though nothing else waits."""

    def __init__(self) -> None:
        self.last_success: float | None = None
        """Monotonic seconds: a message went, or a round ended with none that could not."""
        self._failing = False

    def well(self, *, after_idling: bool = False) -> None:
        """A message has gone, or (`after_idling`) a round is over."""
        self._failing = self._failing and after_idling
        if not self._failing:
            self.last_success = time.monotonic()

    def failing(self) -> None:
        """A message could not be sent, and waits to be tried again."""
        self._failing = True

    def given_up(self) -> None:
        """What could not be sent no longer waits."""
        self._failing = False
