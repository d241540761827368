-- Moments are Unix milliseconds; calendar days are ISO text; JSON is text and never queried.

CREATE TABLE installation (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE committees (
    id @id,
    name TEXT NOT NULL,
    regulation TEXT NOT NULL,
    settings TEXT NOT NULL,
    created_at @int NOT NULL
);

CREATE TABLE committee_days (
    committee_id @int NOT NULL REFERENCES committees (id),
    day TEXT NOT NULL,
    name TEXT NOT NULL,
    working_since @int,
    PRIMARY KEY (committee_id, day)
);

CREATE TABLE people (
    id @id,
    name TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    name_sort TEXT NOT NULL,
    honorific TEXT NOT NULL,
    phone TEXT,
    position TEXT NOT NULL,
    created_at @int NOT NULL,
    erased_at @int
);
CREATE UNIQUE INDEX people_phone ON people (phone);
CREATE INDEX people_name ON people (name_folded);

CREATE TABLE memberships (
    id @id,
    committee_id @int NOT NULL REFERENCES committees (id),
    person_id @int NOT NULL REFERENCES people (id),
    role TEXT NOT NULL,
    second_role TEXT,
    office TEXT NOT NULL,
    secretariat_since @int,
    administrator_since @int,
    joined_at @int NOT NULL,
    left_at @int,
    UNIQUE (committee_id, person_id)
);
CREATE INDEX memberships_person ON memberships (person_id);

-- Known to the committee without a seat in it: guests and those who may stand in.
CREATE TABLE contacts (
    id @id,
    committee_id @int NOT NULL REFERENCES committees (id),
    person_id @int NOT NULL REFERENCES people (id),
    invited_since @int,
    added_at @int NOT NULL,
    removed_at @int,
    UNIQUE (committee_id, person_id)
);
CREATE INDEX contacts_person ON contacts (person_id);

-- One row for every address that ever wrote; person_id stays empty until it is linked.
CREATE TABLE accounts (
    id @id,
    channel TEXT NOT NULL,
    address TEXT NOT NULL,
    person_id @int REFERENCES people (id),
    linked_at @int,
    blocked_at @int,
    first_seen_at @int NOT NULL,
    UNIQUE (channel, address)
);
CREATE INDEX accounts_person ON accounts (person_id);

CREATE TABLE link_codes (
    id @id,
    code_hash TEXT NOT NULL UNIQUE,
    person_id @int NOT NULL REFERENCES people (id),
    issued_by @int REFERENCES people (id),
    issued_at @int NOT NULL,
    expires_at @int NOT NULL,
    used_at @int
);

CREATE TABLE link_attempts (
    id @id,
    account_id @int NOT NULL REFERENCES accounts (id),
    at @int NOT NULL
);
CREATE INDEX link_attempts_account ON link_attempts (account_id, at);

CREATE TABLE inbox (
    id @id,
    channel TEXT NOT NULL,
    event_key TEXT NOT NULL,
    address TEXT NOT NULL,
    body @bytes NOT NULL,
    received_at @int NOT NULL,
    attempts @int NOT NULL,
    done_at @int,
    failed_at @int,
    set_aside_at @int,
    error_id TEXT,
    UNIQUE (channel, event_key)
);
CREATE INDEX inbox_unfinished ON inbox (id) WHERE done_at IS NULL AND set_aside_at IS NULL;
CREATE INDEX inbox_address ON inbox (channel, address, id);

-- One open dialogue for an owner: "person:7", or "account:9" before it is linked.
CREATE TABLE dialogues (
    owner TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    opened_at @int NOT NULL,
    expires_at @int NOT NULL
);

CREATE TABLE deliveries (
    id @id,
    committee_id @int REFERENCES committees (id),
    person_id @int NOT NULL REFERENCES people (id),
    subject TEXT NOT NULL,
    revision @int NOT NULL,
    step TEXT NOT NULL,
    kind TEXT NOT NULL,
    facts TEXT NOT NULL,
    merge TEXT,
    not_before @int NOT NULL,
    expires_at @int,
    created_at @int NOT NULL,
    released_at @int,
    dropped_at @int,
    dropped_why TEXT,
    UNIQUE (subject, revision, step, person_id)
);
CREATE INDEX deliveries_waiting ON deliveries (not_before) WHERE released_at IS NULL AND dropped_at IS NULL;
CREATE INDEX deliveries_person ON deliveries (person_id);

CREATE TABLE sends (
    id @id,
    account_id @int NOT NULL REFERENCES accounts (id),
    key TEXT NOT NULL UNIQUE,
    content TEXT NOT NULL,
    edits @int REFERENCES sends (id),
    rank @int NOT NULL,
    attempts @int NOT NULL,
    next_attempt_at @int NOT NULL,
    created_at @int NOT NULL,
    sent_at @int,
    given_up_at @int,
    reference TEXT,
    problem TEXT
);
CREATE INDEX sends_waiting ON sends (account_id, rank, id) WHERE sent_at IS NULL AND given_up_at IS NULL;
CREATE INDEX sends_account ON sends (account_id, id);
CREATE INDEX sends_reference ON sends (account_id, reference);

CREATE TABLE delivery_sends (
    delivery_id @int NOT NULL REFERENCES deliveries (id),
    send_id @int NOT NULL REFERENCES sends (id),
    PRIMARY KEY (delivery_id, send_id)
);
CREATE INDEX delivery_sends_send ON delivery_sends (send_id);

-- What each account was last shown to choose from; `send_id` is the message that shows it.
CREATE TABLE menus (
    account_id @int NOT NULL REFERENCES accounts (id),
    send_id @int NOT NULL REFERENCES sends (id),
    place @int NOT NULL,
    action TEXT NOT NULL,
    label TEXT NOT NULL,
    label_folded TEXT NOT NULL,
    PRIMARY KEY (send_id, place)
);
CREATE INDEX menus_label ON menus (account_id, label_folded, send_id);

CREATE TABLE files (
    sha256 TEXT PRIMARY KEY,
    media_type TEXT NOT NULL,
    size @int NOT NULL,
    created_at @int NOT NULL,
    created_by @int REFERENCES people (id)
);

CREATE TABLE meetings (
    id @id,
    committee_id @int NOT NULL REFERENCES committees (id),
    kind TEXT NOT NULL,
    quarter @int,
    year @int NOT NULL,
    starts_at @int NOT NULL,
    place TEXT NOT NULL,
    reply_by @int NOT NULL,
    chair_id @int NOT NULL REFERENCES people (id),
    state TEXT NOT NULL,
    revision @int NOT NULL,
    number TEXT NOT NULL,
    signed_on TEXT,
    remark TEXT NOT NULL,
    made_by @int NOT NULL REFERENCES people (id),
    made_at @int NOT NULL,
    approved_at @int,
    approved_by @int REFERENCES people (id),
    invited_at @int,
    cancelled_at @int,
    handled_until @int,
    next_due_at @int
);
CREATE INDEX meetings_committee ON meetings (committee_id, starts_at);
CREATE INDEX meetings_due ON meetings (next_due_at);

CREATE TABLE invitees (
    id @id,
    meeting_id @int NOT NULL REFERENCES meetings (id),
    person_id @int NOT NULL REFERENCES people (id),
    part TEXT NOT NULL,
    answer TEXT,
    answered_at @int,
    source TEXT NOT NULL,
    recorded_by @int REFERENCES people (id),
    UNIQUE (meeting_id, person_id)
);
CREATE INDEX invitees_person ON invitees (person_id);

CREATE TABLE agenda_items (
    id @id,
    meeting_id @int NOT NULL REFERENCES meetings (id),
    position @int NOT NULL,
    title TEXT NOT NULL
);
CREATE INDEX agenda_items_meeting ON agenda_items (meeting_id, position);

CREATE TABLE documents (
    id @id,
    meeting_id @int NOT NULL REFERENCES meetings (id),
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    sha256 TEXT REFERENCES files (sha256),
    audience TEXT NOT NULL,
    disclosure TEXT NOT NULL,
    album TEXT NOT NULL,
    agenda_item_id @int REFERENCES agenda_items (id),
    added_by @int NOT NULL REFERENCES people (id),
    added_at @int NOT NULL,
    removed_at @int
);
CREATE INDEX documents_meeting ON documents (meeting_id);

-- Another time, another place or a cancellation, proposed for a meeting already called.
CREATE TABLE meeting_changes (
    id @id,
    meeting_id @int NOT NULL REFERENCES meetings (id),
    kind TEXT NOT NULL,
    starts_at @int,
    place TEXT,
    reason TEXT NOT NULL,
    state TEXT NOT NULL,
    made_by @int NOT NULL REFERENCES people (id),
    made_at @int NOT NULL,
    decided_by @int REFERENCES people (id),
    decided_at @int,
    remark TEXT NOT NULL
);
CREATE INDEX meeting_changes_meeting ON meeting_changes (meeting_id);

CREATE TABLE audit (
    id @id,
    at @int NOT NULL,
    committee_id @int REFERENCES committees (id),
    person_id @int REFERENCES people (id),
    channel TEXT NOT NULL,
    verb TEXT NOT NULL,
    subject TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL
);
CREATE INDEX audit_subject ON audit (subject, id);
