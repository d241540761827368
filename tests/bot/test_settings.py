"""Settings that cannot be used are named, all at once, and no secret with them."""

import re
from pathlib import Path

import pytest

from bot.settings import Settings, WrongSettingsError, load_settings
from messages.setting_words import setting_fault

TOKEN = "7000000001:AAF-this-is-a-token-of-the-tests-0000000"
SECRET = "a-secret-of-the-tests-0001"
HOOK: dict[str, object] = {
    "telegram_token": TOKEN,
    "telegram_mode": "webhook",
    "telegram_webhook_url": "https://bcd.example.vn/telegram/x1",
    "telegram_webhook_secret": SECRET,
}
OWN = "http://10.0.0.7:8081"


def faults(**given: object) -> list[str]:
    """The settings that are named as wrong."""
    try:
        load_settings(**given)
    except WrongSettingsError as error:
        told = "\n".join(error.faults)
        assert not any(str(secret) in told for secret in (TOKEN, SECRET))
        return sorted({line.partition(":")[0] for line in error.faults})
    return []


ZALO: dict[str, object] = {
    "zalo_tokens": "3820000000000000001:zalo-token-of-the-tests",
    "zalo_webhook_url": "https://bcd.example.vn/zalo/x1",
    "zalo_webhook_secret": SECRET,
}
TWO_BOTS = "3820000000000000001:zalo-token-one, 3820000000000000002:zalo-token-two"

RIGHT: dict[str, dict[str, object]] = {
    "nothing": {},
    "polling": {"telegram_token": TOKEN},
    "a server of one's own": {"telegram_token": TOKEN, "telegram_api": OWN},
    "webhook": HOOK,
    "webhook over http to one's own server": {
        **HOOK,
        "telegram_api": OWN,
        "telegram_webhook_url": "http://10.0.0.8:8080/telegram/x",
    },
    "the shortest secret": {**HOOK, "telegram_webhook_secret": "x" * 16},
    "the longest secret": {**HOOK, "telegram_webhook_secret": "x" * 256},
    "Zalo": ZALO,
    "Zalo with two bots": {**ZALO, "zalo_tokens": TWO_BOTS},
    "Zalo polled": {"zalo_tokens": ZALO["zalo_tokens"], "zalo_mode": "poll"},
    "Zalo with a service of one's own": {
        **ZALO,
        "zalo_api": OWN,
        "zalo_webhook_url": "http://10.0.0.8:8080/zalo/x",
    },
    "nobody counts": {"telegram_per_second": 0, "telegram_per_chat": 3},
    "as many for one as for all": {"telegram_per_second": 3, "telegram_per_chat": 3},
}


@pytest.mark.parametrize("name", RIGHT)
def test_what_goes_together(name: str) -> None:
    assert faults(**RIGHT[name]) == []


WRONG: dict[str, tuple[dict[str, object], list[str]]] = {
    "no token at all": ({"telegram_token": "x"}, ["BCD_TELEGRAM_TOKEN"]),
    "a token with a space": ({"telegram_token": f"{TOKEN} "}, ["BCD_TELEGRAM_TOKEN"]),
    "webhook and nothing else": (
        {"telegram_mode": "webhook"},
        ["BCD_TELEGRAM_TOKEN", "BCD_TELEGRAM_WEBHOOK_SECRET", "BCD_TELEGRAM_WEBHOOK_URL"],
    ),
    "a short secret": (
        {**HOOK, "telegram_webhook_secret": "x" * 15},
        ["BCD_TELEGRAM_WEBHOOK_SECRET"],
    ),
    "a long secret": (
        {**HOOK, "telegram_webhook_secret": "x" * 257},
        ["BCD_TELEGRAM_WEBHOOK_SECRET"],
    ),
    "a secret that no header carries": (
        {**HOOK, "telegram_webhook_secret": "ạ" * 20},
        ["BCD_TELEGRAM_WEBHOOK_SECRET"],
    ),
    "http over the open net": (
        {**HOOK, "telegram_webhook_url": "http://bcd.example.vn/telegram/x"},
        ["BCD_TELEGRAM_WEBHOOK_URL"],
    ),
    "a path of another": (
        {**HOOK, "telegram_webhook_url": "https://bcd.example.vn/x"},
        ["BCD_TELEGRAM_WEBHOOK_URL"],
    ),
    "a mode that is none": ({"telegram_mode": "both"}, ["BCD_TELEGRAM_MODE"]),
    "more for one chat than for all": (
        {"telegram_per_second": 2, "telegram_per_chat": 3},
        ["BCD_TELEGRAM_PER_CHAT"],
    ),
    "less for replies than for the rest": (
        {"telegram_per_chat": 4},
        ["BCD_TELEGRAM_REPLY_BURST"],
    ),
    "a token that Zalo never gave": ({**ZALO, "zalo_tokens": "x"}, ["BCD_ZALO_TOKENS"]),
    "one bot twice": (
        {**ZALO, "zalo_tokens": f"{TWO_BOTS},3820000000000000001:another-token"},
        ["BCD_ZALO_TOKENS"],
    ),
    "Zalo and nothing else": (
        {"zalo_tokens": ZALO["zalo_tokens"]},
        ["BCD_ZALO_WEBHOOK_SECRET", "BCD_ZALO_WEBHOOK_URL"],
    ),
    "Zalo's webhook over the open net": (
        {**ZALO, "zalo_webhook_url": "http://bcd.example.vn/zalo/x"},
        ["BCD_ZALO_WEBHOOK_URL"],
    ),
    "Zalo's webhook under another path": (
        {**ZALO, "zalo_webhook_url": "https://bcd.example.vn/x"},
        ["BCD_ZALO_WEBHOOK_URL"],
    ),
    "several at once": (
        {"telegram_poll_seconds": 0, "http_port": 70000, "telegram_per_second": -1},
        ["BCD_HTTP_PORT", "BCD_TELEGRAM_PER_SECOND", "BCD_TELEGRAM_POLL_SECONDS"],
    ),
}


BACKUP: dict[str, dict[str, object]] = {
    "no key at all": {"backup_recipient": "age1short"},
    "a key with a wrong letter": {"backup_recipient": "age1" + "b" * 58},
    "a key file that is not there": {"backup_identity": "/nowhere/key.txt"},
    "an hour that no clock has": {"backup_hour": 24},
    "kept for no day": {"backup_days": 0},
    "neither yes nor no": {"metrics": "perhaps"},
    "a number that is none": {"tick_seconds": "often"},
    "below the least": {"tick_seconds": 0},
    "above the most": {"tick_seconds": 301},
    "a folder that is not there": {"regulations_dir": "/nowhere"},
    "an empty host": {"http_host": ""},
}


@pytest.mark.parametrize("given", [*(WRONG[name][0] for name in WRONG), *BACKUP.values()])
def test_what_is_wrong_is_told_in_vietnamese(given: dict[str, object]) -> None:
    with pytest.raises(WrongSettingsError) as raised:
        load_settings(**given)
    for line in raised.value.faults:
        told = setting_fault(line)
        assert told != line, line
        assert re.search(r"[à-ỹđ]", told), told


def test_a_file_that_cannot_be_read_is_told_too(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "bcd.toml"
    monkeypatch.setenv("BCD_SETTINGS", str(file))
    for written in (None, "backup_days ="):
        if written is not None:
            file.write_text(written)
        with pytest.raises(WrongSettingsError) as raised:
            load_settings()
        [line] = raised.value.faults
        assert "không thấy tệp" in setting_fault(line)
    file.write_text("backup_days = 0\nbackup_weeks = 1\n")
    assert faults() == ["BCD_BACKUP_DAYS", "BCD_BACKUP_WEEKS"]


def test_an_empty_path_is_no_path(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the example of a settings file has it; else copies would go wherever one stands."""
    for name in ("BCD_BACKUP_FOLDER", "BCD_BACKUP_IDENTITY", "BCD_REGULATIONS_DIR"):
        monkeypatch.setenv(name, "")
    settings = load_settings()
    found = (settings.backup_folder, settings.backup_identity, settings.regulations_dir)
    assert found == (None, None, None)


@pytest.mark.parametrize("name", WRONG)
def test_what_does_not(name: str) -> None:
    given, named = WRONG[name]
    assert faults(**given) == named


def test_a_secret_is_not_shown() -> None:
    shown = repr(load_settings(**HOOK)) + str(load_settings(**HOOK))
    assert TOKEN not in shown
    assert SECRET not in shown


def test_an_unknown_setting_is_named_beside_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BCD_TELEGRAM_TOKENS", TOKEN)
    assert faults(telegram_mode="webhook")[0] == "BCD_TELEGRAM_TOKEN"
    assert "BCD_TELEGRAM_TOKENS" in faults(telegram_mode="webhook")


def test_every_setting_of_telegram_says_what_it_is_for() -> None:
    silent = [
        name
        for name, field in Settings.model_fields.items()
        if name.startswith("telegram_") and not field.description
    ]
    assert silent == []
