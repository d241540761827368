"""Labels of buttons: each is worded, short, begins with a verb, and leads somewhere."""

import ast
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from jinja2 import Environment, nodes

from bot.app import features
from bot.digest import digest_feature
from bot.files import FileStore
from bot.registry import Registry
from bot.settings import Settings
from committee.rules import Citation
from handlers.snooze import snooze_feature
from messages.render import label
from tests.messages.facts import person
from tests.trees import ROOT, Module, dotted, modules

MOST_CHARACTERS = 24
DAY = date(2026, 11, 27)

FACTS: Mapping[str, tuple[Mapping[str, Any], ...]] = {
    "attendance:open": ({"day": DAY},),
    "attendance:papers": ({"count": 2}, {"count": 12}),
    "attendance:recordfor": (
        {"person": person("Mai Thị Quyên")},
        {"person": person("Nguyễn Trần Hoàng Vũ")},  # 20 characters still go whole
        {"person": person("Nguyễn Trần Hoàng Vũy")},
        {"person": person("Tôn Nữ Thị Phương Nguyệt Quỳnh")},
    ),
    "setting:open": ({"place": 0}, {"place": 4}),
    "setting:section": tuple({"section": name} for name in ("meeting", "task", "notice")),
    "daysoff:open": ({"place": 0}, {"place": 4}),
    "daysoff:remove": ({"day": date(2026, 12, 24)},),
    "absence:ask": ({"asks": True}, {"asks": False}),
    "absence:because": ({"reason": "Trùng lịch công tác"}, {"reason": "Việc cá nhân"}),
    "absence:files": ({"count": 5},),
    "absence:pending": ({"count": 12},),
    "absence:record": ({"asks": True}, {"asks": False}),
    "chairing:agree": (
        {"person": person("Lê Thị Bình"), "several": False},
        {"person": person("Tôn Nữ Thị Phương Nguyệt Quỳnh"), "several": True},
    ),
    "meeting:itemof": ({"place": 4},),
    "duty:at": ({"citation": Citation(7, 1, "b")}, {"citation": Citation(14)}),
    "duty:attend": ({"day": DAY},),
    "duty:committee": ({"place": 1},),
    "duty:contents": ({"place": 4},),
    "duty:home": ({"article": 14},),
    "duty:pass": ({"group": "Tổ Công tác"}, {"group": "Tổ công tác giúp việc"}),
    "channel:use": (
        {"name": "Zalo", "place": 1},
        {"name": "Telegram (2)", "place": 2},
        {"name": "trang trò chuyện trên trình duyệt", "place": 4},
    ),
    "digest:open": ({"place": 1}, {"place": 4}),
    "invites:give": (
        {"name": "Mai Thị Quyên", "place": 0},
        {"name": "Nguyễn Trần Hoàng Phương Nguyệt", "place": 12},
    ),
    "meeting:askchange": ({"title": "Trưởng ban"},),
    "meeting:agenda": ({"count": 0}, {"count": 20}),
    "meeting:also": ({"person": person("Nguyễn Trần Phương Nguyệt")},),
    "meeting:agreechange": ({"kind": "time"}, {"kind": "cancel"}),
    "meeting:committee": ({"place": 1},),
    "meeting:day": ({"day": DAY}, {"day": date(2026, 11, 29)}),
    "meeting:detach": ({"place": 4},),
    "meeting:guests": ({"count": 4},),
    "meeting:kind": tuple(
        {"kind": kind, "quarter": quarter}
        for kind in ("regular", "combined", "half_yearly", "ad_hoc")
        for quarter in (1, 2, 3, 4)
    ),
    "meeting:openday": ({"day": DAY},),
    "meeting:papers": ({"count": 2},),
    "meeting:proposefor": ({"place": 4},),
    "meeting:read": ({"count": 12},),
    "meeting:send": ({"count": 1}, {"count": 250}),
    "meeting:share": ({"to": "members"}, {"to": "everyone"}, {"to": "summary"}),
    "meeting:signedtoday": ({"day": DAY},),
    "meeting:submit": ({"title": "Trưởng ban"}, {"title": "Trưởng Ban"}),
    "notice:choose": ({"place": 4},),
    "notice:committee": ({"place": 4},),
    "notice:detach": ({"place": 3},),
    "notice:files": ({"count": 12},),
    "notice:group": (
        {"group": "members", "title": ""},
        {"group": "guests", "title": ""},
        {"group": "working_group", "title": "Tổ Công tác"},
        {"group": "working_group", "title": "Tổ công tác giúp việc"},
        {"group": "deputies", "title": "Phó Trưởng ban"},
        {"group": "deputies", "title": "Phó Trưởng ban Thường trực"},
    ),
    "notice:dayoff": ({"to": "before"}, {"to": "after"}),
    "notice:meeting": ({"day": DAY},),
    "notice:repeats": ({"page": 0}, {"page": 1}),
    "notice:subgroup": ({"name": "Dữ liệu"}, {"name": "An toàn thông tin và hạ tầng dùng chung"}),
    "notice:unit": ({"place": 8},),
    "notice:unrepeat": ({"over": False}, {"over": True}),
    "group:list": ({"place": 0}, {"place": 4}),
    "group:open": ({"place": 0}, {"place": 3}),
    "notice:papers": ({"count": 0}, {"count": 12}),
    "notice:recordfor": (
        {"person": person("Mai Thị Quyên")},
        {"person": person("Tôn Nữ Thị Phương Nguyệt Quỳnh")},
    ),
    "notice:remindnow": ({"count": 250},),
    "notice:send": ({"count": 250},),
    "notice:share": ({"to": "chat"}, {"to": "summary"}),
    "notice:signedtoday": ({"day": DAY},),
    "notice:urgentfor": ({"place": 4},),
    "opinion:back": ({"place": 1}, {"place": 19}),
    "opinion:more": ({"page": 2, "pages": 12},),
    "opinion:paperfor": ({"person": person("Nguyễn Trần Hoàng Vũy")},),
    "opinion:read_of": (
        {"person": person("Nguyễn Trần Hoàng Vũ")},
        {"person": person("Tôn Nữ Thị Phương Nguyệt Quỳnh")},
    ),
    "opinion:skip": ({"place": 1}, {"place": 20}),
    "opinion:write_for": ({"day": DAY},),
    "proxy:choose": (
        {"name": "Cao Thị Mai", "place": 0},
        {"name": "Nguyễn Trần Hoàng Phương Nguyệt", "place": 3},
    ),
    "leave:end": ({"place": 0}, {"place": 3}),
    "leave:list": ({"place": 0}, {"place": 4}),
    "leave:who": (
        {"person": person("Mai Thị Quyên")},
        {"person": person("Tôn Nữ Thị Phương Nguyệt Quỳnh")},
    ),
    "snooze:morning": ({"day": DAY, "days": 1}, {"day": DAY, "days": 3}),
    "task:changed": ({"cancels": True}, {"cancels": False}),
    "task:committee": ({"place": 1},),
    "task:day": ({"day": DAY},),
    "task:draft": ({"item": 99},),
    "task:hand": ({"person": person("Nguyễn Trần Phương Nguyệt")},),
    "task:nudge": ({"person": person("Nguyễn Trần Phương Nguyệt")},),
    "task:nudgeall": ({"count": 40},),
    "task:open": ({"item": 99},),
    "task:openplace": ({"place": 120},),
    "task:owneris": (
        {"person": person("Mai Thị Quyên")},
        {"person": person("Tôn Nữ Thị Phương Nguyệt Quỳnh")},
    ),
    "task:page": ({"page": 40},),
    "task:send": ({"count": 40},),
    "task:signedtoday": ({"day": DAY},),
    "task:who": (
        {"person": person("Mai Thị Quyên")},
        {"person": person("Tôn Nữ Thị Phương Nguyệt Quỳnh")},
    ),
}
"""What the blanks of a label are filled with; a label without blanks needs no entry."""

VERBS = frozenset(
    {
        "Lặp",
        "Lập",
        "Giải",
        "Đưa",
        "Yêu",
        "Xác",
        "Giao",
        "Có",
        "Cho",
        "Cập",
        "Bỏ",
        "Chọn",
        "Chỉ",
        "Dùng",
        "Dời",
        "Dừng",
        "Đã",
        "Đọc",
        "Đề",
        "Đính",
        "Đổi",
        "Đồng",
        "Ghi",
        "Giữ",
        "Gửi",
        "Hẹn",
        "Hỏi",
        "Kết",
        "Trả",
        "Hoàn",
        "Hoãn",
        "Xin",
        "Báo",
        "Bấm",
        "Gắn",
        "Hủy",
        "Mở",
        "Mời",
        "Nhắc",
        "Nhập",
        "Rút",
        "Soạn",
        "Sẽ",
        "Sửa",
        "Tải",
        "Thêm",
        "Thu",
        "Trình",
        "Xem",
        "Xóa",
        "Không",
        "Chưa",
        "Viết",
        "Quay",
        "Cử",
        "Nhận",
        "Lấy",
        "Lưu",
    }
)
"""First syllables of verbs, of "sẽ", "không" and "chưa" that come before one, of "chỉ nêu"."""

NO_VERB = {
    "attendance:noted": "says what happened, on no button",
    "attendance:papers": "things to look at, with their number",
    "absence:because": "a reason, in the person's own voice",
    "absence:files": "things to look at, with their number",
    "chairing:later": "an answer: not now",
    "duty:at": "a place in the regulation",
    "duty:committee": "one of several names",
    "duty:contents": "one of several names",
    "meeting:agenda": "things to look at, with their number",
    "meeting:committee": "one of several names",
    "meeting:day": "a date",
    "meeting:guests": "things to look at, with their number",
    "meeting:kind": "a kind of meeting",
    "meeting:proposefor": "one of several names",
    "meeting:papers": "things to look at, with their number",
    "meeting:signedtoday": "a date",
    "task:committee": "one of several names",
    "task:day": "a date",
    "task:ontrack": "an answer to how it goes",
    "task:signedtoday": "a date",
    "snooze:afternoon": "when",
    "snooze:morning": "when",
}


def labels() -> dict[str, str]:
    """Every label as it is written, by its key."""
    found = {}
    for file in sorted((ROOT / "messages").glob("*/labels.yaml")):
        written = yaml.safe_load(file.read_text("utf-8")).get("actions", {})
        found.update({f"{file.parent.name}:{verb}": text for verb, text in written.items()})
    return found


LABELS = labels()


def blanks(key: str) -> set[str]:
    """The facts that a label cannot do without."""
    tree = Environment(autoescape=True).parse(LABELS[key])
    return {node.name for node in tree.find_all(nodes.Name)} - {"which"}


@pytest.mark.parametrize("key", LABELS)
def test_each_label_is_short_and_begins_with_a_verb(key: str) -> None:
    assert not blanks(key) or key in FACTS, "give facts to this label"
    for facts in FACTS.get(key, ({},)):
        text = label(key, **facts)
        assert 0 < len(text) <= MOST_CHARACTERS, text
        assert text == " ".join(text.split()), text
        assert "<" not in text
        assert text[0].isupper(), text
        assert key in NO_VERB or text.split()[0] in VERBS, text


def test_the_lists_here_speak_of_labels_that_exist() -> None:
    assert set(FACTS) <= LABELS.keys()
    assert NO_VERB.keys() <= LABELS.keys()


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    known = features(Settings(data=tmp_path), FileStore(tmp_path))
    return Registry.of((*known, digest_feature(dict), snooze_feature(dict, frozenset)))


def offers(module: Module) -> list[tuple[str, ast.expr, ast.Call]]:
    """(feature, verb, call) of every `choice("feature", verb, …)`."""
    found = []
    for call in module.calls():
        if dotted(call.func) != "choice" or len(call.args) < 2:
            continue
        feature = call.args[0]
        if isinstance(feature, ast.Constant) and isinstance(feature.value, str):
            found.append((feature.value, call.args[1], call))
    return found


def written(verb: ast.expr) -> str | None:
    """The verb, where it is written out at the call."""
    return verb.value if isinstance(verb, ast.Constant) and isinstance(verb.value, str) else None


def offered(registry: Registry) -> dict[str, list[str]]:
    """Every action that is offered, with where; a verb from a table counts where it is written."""
    found: dict[str, list[str]] = {}
    for module in modules("handlers", "bot"):
        for feature, verb, _ in offers(module):
            name = written(verb)
            if name is not None:
                found.setdefault(f"{feature}:{name}", []).append(module.path)
                continue
            for key in registry.actions:
                if key.startswith(f"{feature}:") and key.partition(":")[2] in module.strings():
                    found.setdefault(key, []).append(module.path)
    return found


def test_what_is_offered_is_worded_and_handled(registry: Registry) -> None:
    known = offered(registry)
    assert len(known) > 50
    assert {key: known[key] for key in known.keys() - LABELS.keys()} == {}
    assert {key: known[key] for key in known.keys() - registry.actions.keys()} == {}


def test_no_handler_is_dead(registry: Registry) -> None:
    assert registry.actions.keys() - offered(registry).keys() == set()


def test_no_label_is_dead(registry: Registry) -> None:
    """A label is a button's, or is looked up by name."""
    looked_up = {
        text
        for module in modules("handlers", "bot")
        for call in module.calls()
        if dotted(call.func).endswith("label") and call.args
        for text in [written(call.args[0])]
        if text
    }
    assert LABELS.keys() - registry.actions.keys() - looked_up == set()


def test_each_offer_fills_the_blanks_of_its_label() -> None:
    checked = 0
    for module in modules("handlers", "bot"):
        for feature, verb, call in offers(module):
            name = written(verb)
            given = {keyword.arg for keyword in call.keywords if keyword.arg}
            if name is not None:
                checked += 1
                missing = blanks(f"{feature}:{name}") - given
                assert not missing, f"{module.path}:{call.lineno} {feature}:{name}"
    assert checked > 50
