-- The official wording of regulations as offices bring it; the newest import of one is in use.
CREATE TABLE official_versions (
    id @id,
    regulation TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    file TEXT NOT NULL,
    imported_at @int NOT NULL,
    UNIQUE (regulation, sha256)
);

CREATE TABLE official_texts (
    version_id @int NOT NULL REFERENCES official_versions (id),
    ref TEXT NOT NULL,
    wording TEXT NOT NULL,
    PRIMARY KEY (version_id, ref)
);
