-- One message owed to many, some hundreds in a transaction: everybody up to `after_person` is owed
-- it; `due_at` is empty once all are. `of_step` names the step that this one is about.
CREATE TABLE fan_outs (
    id @id,
    committee_id @int NOT NULL REFERENCES committees (id),
    subject TEXT NOT NULL,
    revision @int NOT NULL,
    step TEXT NOT NULL,
    kind TEXT NOT NULL,
    facts TEXT NOT NULL,
    merge TEXT,
    not_before @int NOT NULL,
    expires_at @int,
    whom TEXT NOT NULL,
    list_id @int NOT NULL,
    of_step TEXT NOT NULL,
    after_person @int NOT NULL,
    due_at @int,
    UNIQUE (subject, revision, step)
);
CREATE INDEX fan_outs_due ON fan_outs (due_at) WHERE due_at IS NOT NULL;

-- A large round that the secretariat sees going out: how much of it had gone when it was shown last.
CREATE TABLE watched_rounds (
    id @id,
    committee_id @int NOT NULL REFERENCES committees (id),
    subject TEXT NOT NULL,
    revision @int NOT NULL,
    step TEXT NOT NULL,
    what TEXT NOT NULL,
    opens TEXT NOT NULL,
    asked_by @int NOT NULL REFERENCES people (id),
    total @int NOT NULL,
    begins_at @int NOT NULL,
    shown @int NOT NULL,
    shown_at @int,
    ended_at @int,
    UNIQUE (subject, revision, step)
);
CREATE INDEX watched_rounds_open ON watched_rounds (begins_at) WHERE ended_at IS NULL;
