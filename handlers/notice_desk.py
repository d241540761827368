"""A notice laid out on the desk: with all that its messages name."""

from dataclasses import dataclass

from committee.meeting import fingerprint
from committee.notice import Notice, Receiver
from committee.people import Person
from regulations.model import Regulation
from storage.committees import Committee
from storage.notice_files import NoticeFile


@dataclass(frozen=True, slots=True)
class NoticeDesk:
    """One notice with its committee, its receivers and its files.

    `corrected` is the notice that it puts right, `leader` who let an urgent one go.
    """

    notice: Notice
    committee: Committee
    regulation: Regulation
    receivers: tuple[Receiver, ...]
    files: tuple[NoticeFile, ...]
    corrected: Notice | None
    leader: Person | None

    @property
    def group_name(self) -> str:
        """The working group's name in this regulation, which the assistant speaks for."""
        return self.regulation.group_name

    @property
    def acknowledged(self) -> tuple[Receiver, ...]:
        return tuple(each for each in self.receivers if each.acknowledged_at is not None)

    @property
    def pending(self) -> tuple[Receiver, ...]:
        return tuple(each for each in self.receivers if each.acknowledged_at is None)

    @property
    def fingerprint(self) -> str:
        """Changes with anything that the notice says or whom it goes to."""
        notice = self.notice
        return fingerprint(
            notice.text,
            notice.with_document,
            notice.number,
            notice.signed_on,
            notice.urgent_reason,
            sorted(receiver.person.id for receiver in self.receivers),
            [(file.id, file.disclosure) for file in self.files],
        )
