-- What people asked about their regulation; `text` is emptied after its term unless it was passed on.
CREATE TABLE questions (
    id @id,
    person_id @int NOT NULL REFERENCES people (id),
    committee_id @int REFERENCES committees (id),
    text TEXT NOT NULL,
    label TEXT NOT NULL,
    citations TEXT NOT NULL,
    asked_at @int NOT NULL,
    expires_at @int NOT NULL,
    passed_at @int,
    answer TEXT NOT NULL,
    answered_at @int,
    answered_by @int REFERENCES people (id)
);
CREATE INDEX questions_person ON questions (person_id, id);
CREATE INDEX questions_expiry ON questions (expires_at);
