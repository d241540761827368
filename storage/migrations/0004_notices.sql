CREATE TABLE notices (
    id @id,
    committee_id @int NOT NULL REFERENCES committees (id),
    text TEXT NOT NULL,
    document_since @int,
    number TEXT NOT NULL,
    signed_on TEXT,
    audience TEXT NOT NULL,
    state TEXT NOT NULL,
    urgent_reason TEXT NOT NULL,
    corrects @int REFERENCES notices (id),
    made_by @int NOT NULL REFERENCES people (id),
    made_at @int NOT NULL,
    send_at @int,
    released_by @int REFERENCES people (id),
    handled_until @int,
    next_due_at @int
);
CREATE INDEX notices_committee ON notices (committee_id, id);
CREATE INDEX notices_due ON notices (next_due_at);

CREATE TABLE notice_receivers (
    id @id,
    notice_id @int NOT NULL REFERENCES notices (id),
    person_id @int NOT NULL REFERENCES people (id),
    acknowledged_at @int,
    source TEXT NOT NULL,
    recorded_by @int REFERENCES people (id),
    UNIQUE (notice_id, person_id)
);
CREATE INDEX notice_receivers_person ON notice_receivers (person_id);

CREATE TABLE notice_files (
    id @id,
    notice_id @int NOT NULL REFERENCES notices (id),
    name TEXT NOT NULL,
    sha256 TEXT REFERENCES files (sha256),
    disclosure TEXT NOT NULL,
    album TEXT NOT NULL,
    added_by @int NOT NULL REFERENCES people (id),
    added_at @int NOT NULL,
    removed_at @int
);
CREATE INDEX notice_files_notice ON notice_files (notice_id);

-- Set where the head or a deputy let it go at any hour; everything else waits for the morning.
ALTER TABLE deliveries ADD COLUMN urgent_since @int;
