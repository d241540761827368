"""Settings that cannot be used are named, all at once, and no secret with them."""

import pytest

from bot.settings import Settings, WrongSettingsError, load_settings

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
    "several at once": (
        {"telegram_poll_seconds": 0, "http_port": 70000, "telegram_per_second": -1},
        ["BCD_HTTP_PORT", "BCD_TELEGRAM_PER_SECOND", "BCD_TELEGRAM_POLL_SECONDS"],
    ),
}


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
