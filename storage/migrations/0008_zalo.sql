-- A menu on a chat without buttons: the letter it goes by while several wait, and what shows it.
-- `send_id` is the message that the menu belongs to, as in menus; an edit is shown by another one.
CREATE TABLE open_menus (
    send_id @int PRIMARY KEY,
    account_id @int NOT NULL REFERENCES accounts (id),
    letter TEXT NOT NULL,
    shown_by @int NOT NULL,
    shown_at @int NOT NULL,
    replied_at @int
);
CREATE INDEX open_menus_account ON open_menus (account_id, shown_at);

-- What an account chose last by typing, and what it could have chosen instead.
CREATE TABLE last_choices (
    account_id @int PRIMARY KEY REFERENCES accounts (id),
    event_key TEXT NOT NULL,
    label TEXT NOT NULL,
    actions TEXT NOT NULL
);

-- Addresses on our own port that one account was given: a file to fetch, or a place to leave one.
CREATE TABLE links (
    id @id,
    kind TEXT NOT NULL,
    account_id @int NOT NULL REFERENCES accounts (id),
    person_id @int,
    send_id @int NOT NULL,
    place @int NOT NULL,
    sha256 TEXT,
    name TEXT NOT NULL,
    size @int NOT NULL,
    made_at @int NOT NULL,
    expires_at @int NOT NULL,
    used_at @int,
    UNIQUE (send_id, place)
);

-- How much of a month's allowance a sender has used; `held_until` is when it may be tried again.
CREATE TABLE quotas (
    meter TEXT NOT NULL,
    month TEXT NOT NULL,
    sent @int NOT NULL,
    warned_at @int,
    held_until @int,
    PRIMARY KEY (meter, month)
);

ALTER TABLE accounts ADD COLUMN preferred_at @int;
