-- When each part of the program last did its work well; one row a part, written once a minute.
CREATE TABLE heartbeats (
    part TEXT PRIMARY KEY,
    last_at @int NOT NULL
);

-- Copies that were made, and trial restores of them; `failed_why` is empty where all went well.
CREATE TABLE backups (
    id @id,
    kind TEXT NOT NULL,
    at @int NOT NULL,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    size @int NOT NULL,
    failed_why TEXT NOT NULL
);
CREATE INDEX backups_kind ON backups (kind, at);
