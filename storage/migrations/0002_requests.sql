-- Which item of the agenda a document is about, counted from 1.
ALTER TABLE documents ADD COLUMN item @int;

-- A row of the part "proxy" stands in for another invitee of the same meeting.
ALTER TABLE invitees ADD COLUMN stands_in_for @int REFERENCES invitees (id);

-- Reasons are seen by the chair and the secretariat only, and emptied after their term.
CREATE TABLE absences (
    id @id,
    meeting_id @int NOT NULL REFERENCES meetings (id),
    invitee_id @int NOT NULL,
    person_id @int NOT NULL REFERENCES people (id),
    revision @int NOT NULL,
    reason TEXT NOT NULL,
    state TEXT NOT NULL,
    again_of @int REFERENCES absences (id),
    recorded_by @int REFERENCES people (id),
    made_at @int NOT NULL,
    submitted_at @int,
    decided_at @int,
    decided_by @int REFERENCES people (id),
    remark TEXT NOT NULL
);
CREATE INDEX absences_invitee ON absences (invitee_id, id);
CREATE INDEX absences_meeting ON absences (meeting_id, id);

CREATE TABLE absence_files (
    id @id,
    absence_id @int NOT NULL REFERENCES absences (id),
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL REFERENCES files (sha256)
);
CREATE INDEX absence_files_absence ON absence_files (absence_id);

CREATE TABLE proxies (
    id @id,
    meeting_id @int NOT NULL REFERENCES meetings (id),
    invitee_id @int NOT NULL,
    person_id @int NOT NULL REFERENCES people (id),
    proxy_id @int NOT NULL REFERENCES people (id),
    revision @int NOT NULL,
    state TEXT NOT NULL,
    made_at @int NOT NULL,
    asked_at @int,
    accepted_at @int,
    decided_at @int,
    decided_by @int REFERENCES people (id),
    ended_at @int,
    remark TEXT NOT NULL
);
CREATE INDEX proxies_invitee ON proxies (invitee_id, id);
CREATE INDEX proxies_meeting ON proxies (meeting_id, id);
CREATE INDEX proxies_proxy ON proxies (proxy_id, id);

-- What somebody who will not be there has to say, in writing: typed, a file, or a paper noted down.
CREATE TABLE opinions (
    id @id,
    meeting_id @int NOT NULL REFERENCES meetings (id),
    person_id @int NOT NULL REFERENCES people (id),
    item @int,
    text TEXT NOT NULL,
    name TEXT NOT NULL,
    sha256 TEXT REFERENCES files (sha256),
    recorded_by @int REFERENCES people (id),
    given_at @int NOT NULL,
    removed_at @int
);
CREATE INDEX opinions_meeting ON opinions (meeting_id, person_id);
