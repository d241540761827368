"""Attendance, absence, proxy and hand-over: any sequence of taps and time keeps the promises.

7.4 of Trần Liễu: consent of who chairs for an absence, a written opinion with a proxy; 5.1 and 5.3:
who chairs instead of the head.
"""

import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from committee.attendance import tally
from storage import invitees
from storage.moments import from_ms
from tests.property.machine import Play

pytestmark = pytest.mark.property

OPEN_ABSENCE = {"submitted": "absence_asked", "granted": "absent", "reported": "declined"}
OPEN_PROXY = {"asked": "proxy_asked", "accepted": "proxy_asked", "granted": "represented"}


class Meeting(Play):
    name = "meeting"
    features = ("attendance", "absence", "proxy", "opinion", "chairing")
    hands = ("an", "binh", "cuong", "dung", "hai", "loan", "oanh", "mai", "lan")

    def do(self, address: str, *verbs: str) -> None:
        """Press the newest button of each verb in turn, as far as there is one."""
        for verb in verbs:
            found = [
                a for who, a in self.shown(newest=False) if who == address and a.startswith(verb)
            ]
            if found:
                self.press(address, found[-1])

    def says(self, address: str, text: str) -> None:
        self.run(self.house.phone(address).types(text))

    @rule(who=st.sampled_from(["dung", "hai", "loan", "cuong"]))
    def wants_to_stay_away(self, who: str) -> None:
        self.do(who, "absence:ask")
        self.says(who, "giao ban chuyên môn")
        self.do(who, "absence:send")

    @rule(
        who=st.sampled_from(["dung", "hai"]), whom=st.sampled_from(["Cao Thị Mai", "Lê Hoàng Nam"])
    )
    def wants_to_send_somebody(self, who: str, whom: str) -> None:
        self.do(who, "proxy:ask")
        self.says(who, whom)
        self.do(who, "opinion:type", "opinion:whole")
        self.says(who, "nhất trí dự thảo")
        self.do(who, "opinion:send", "proxy:send")

    @rule(who=st.sampled_from(["dung", "hai"]))
    def is_represented(self, who: str) -> None:
        """All the way, where nothing stands in between."""
        self.wants_to_send_somebody(who, "Cao Thị Mai")
        self.proxy_answers("accept")
        self.chair_decides(True, "an")
        self.chair_decides(True, "binh")

    @rule(verb=st.sampled_from(["accept", "decline", "drop"]))
    def proxy_answers(self, verb: str) -> None:
        self.do("mai", f"proxy:{verb}")

    @rule(consents=st.booleans(), who=st.sampled_from(["an", "binh"]))
    def chair_decides(self, consents: bool, who: str) -> None:
        for kind in ("absence", "proxy"):
            self.do(who, f"{kind}:{'grant' if consents else 'deny'}")
            if not consents:
                self.says(who, "đề nghị đồng chí dự")

    @rule()
    def chair_cannot_come(self) -> None:
        self.says("an", "/lichhop")
        self.do("an", "chairing:propose", "chairing:agree")

    @rule()
    def chair_comes_after_all(self) -> None:
        self.do("an", "chairing:takeback")

    def now_in_meeting(self, table: str) -> list[dict[str, Any]]:
        """The rows of this table that are of the meeting's present time."""
        return self.rows(
            f"SELECT t.* FROM {table} t JOIN meetings m ON m.id = t.meeting_id"
            " WHERE t.revision = m.revision"
        )

    @invariant()
    def everybody_has_one_state(self) -> None:
        """What an invitation says is what the requests say, and nobody has two of them."""
        absences = [a for a in self.now_in_meeting("absences") if a["state"] in OPEN_ABSENCE]
        proxies = [p for p in self.now_in_meeting("proxies") if p["state"] in OPEN_PROXY]
        for invitee in self.rows("SELECT * FROM invitees WHERE part = 'member'"):
            asked = [OPEN_ABSENCE[a["state"]] for a in absences if a["invitee_id"] == invitee["id"]]
            asked += [OPEN_PROXY[p["state"]] for p in proxies if p["invitee_id"] == invitee["id"]]
            assert len(asked) <= 1, (invitee, asked)
            if asked:
                assert invitee["answer"] == asked[0], (invitee, asked)
            else:
                assert invitee["answer"] in (None, "attending", "handed_over"), invitee

    @invariant()
    def nobody_stands_in_without_opinion_acceptance_and_decision(self) -> None:
        granted = [p for p in self.now_in_meeting("proxies") if p["state"] == "granted"]
        standing = self.rows("SELECT * FROM invitees WHERE part = 'proxy'")
        assert sorted((p["invitee_id"], p["proxy_id"]) for p in granted) == sorted(
            (i["stands_in_for"], i["person_id"]) for i in standing
        )
        for proxy in granted:
            assert proxy["accepted_at"] is not None
            assert proxy["decided_by"] is not None
            written = self.rows(
                "SELECT id FROM opinions WHERE meeting_id = :meeting AND person_id = :person"
                " AND given_at <= :decided AND (text != '' OR name != '')",
                meeting=proxy["meeting_id"],
                person=proxy["person_id"],
                decided=proxy["decided_at"],
            )
            assert written != []

    @invariant()
    def the_counts_add_up(self) -> None:
        async def read() -> Any:
            async with self.house.app.database.reading() as tx:
                return await invitees.of_meeting(tx, 1)

        found = self.run(read())
        counted = tally(found, self.house.clock.now() + timedelta(days=99))
        groups = (
            counted.members_attending,
            counted.guests_attending,
            counted.declined,
            counted.absent,
            counted.represented,
            counted.pending,
            counted.handed_over,
            counted.silent,
        )
        assert sum(len(group) for group in groups) == counted.asked == 12
        assert len({i.id for group in groups for i in group}) == 12
        assert sum(1 for i in found if i.part == "chair") == 1

    @invariant()
    def only_the_chair_of_that_moment_decides(self) -> None:
        changes = self.rows("SELECT at, before, after FROM audit WHERE verb = 'chair_changed'")
        [meeting] = self.rows("SELECT chair_id FROM meetings WHERE id = 1")
        first = json.loads(changes[0]["before"])["chair"] if changes else meeting["chair_id"]
        for table in ("absences", "proxies"):
            for row in self.rows(
                f"SELECT decided_at, decided_by FROM {table} WHERE decided_by IS NOT NULL"
            ):
                before = [c for c in changes if c["at"] < row["decided_at"]]
                same = [c for c in changes if c["at"] == row["decided_at"]]
                chairs = {json.loads(before[-1]["after"])["chair"] if before else first}
                chairs |= {json.loads(c["after"])["chair"] for c in same}
                assert row["decided_by"] in chairs, (row, from_ms(row["decided_at"]))

    @invariant()
    def the_audit_tells_the_whole_story(self) -> None:
        """The last word of the audit about everybody's answer is the answer."""
        owner = {
            f"{name}:{row['id']}": row["invitee_id"]
            for name, table in (("absence", "absences"), ("proxy", "proxies"))
            for row in self.rows(f"SELECT id, invitee_id FROM {table}")
        }
        told: dict[int, Any] = {}
        for row in self.rows("SELECT subject, after FROM audit ORDER BY id"):
            after, subject = json.loads(row["after"]), str(row["subject"])
            kind, _, number = subject.partition(":")
            invitee = int(number) if kind == "invitee" else owner.get(subject)
            if invitee is not None and "answer" in after:
                told[invitee] = after["answer"]
        for invitee in self.rows("SELECT id, answer FROM invitees WHERE part != 'proxy'"):
            if invitee["answer"] != "handed_over":
                assert told.get(invitee["id"]) == invitee["answer"], invitee


TestMeeting = Meeting.TestCase
TestMeeting.settings = settings(
    max_examples=25,
    stateful_step_count=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
