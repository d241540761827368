-- Sub-groups of a committee, made in the chat or, by nobody, with a roster; one that is dissolved keeps its row, as old records name it.
CREATE TABLE sub_groups (
    id @id,
    committee_id @int NOT NULL REFERENCES committees (id),
    name TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    made_by @int REFERENCES people (id),
    made_at @int NOT NULL,
    dissolved_at @int,
    dissolved_by @int REFERENCES people (id)
);
CREATE UNIQUE INDEX sub_groups_name ON sub_groups (committee_id, name_folded) WHERE dissolved_at IS NULL;

CREATE TABLE sub_group_members (
    id @id,
    group_id @int NOT NULL REFERENCES sub_groups (id),
    person_id @int NOT NULL REFERENCES people (id),
    added_by @int REFERENCES people (id),
    added_at @int NOT NULL,
    UNIQUE (group_id, person_id)
);
CREATE INDEX sub_group_members_person ON sub_group_members (person_id);

-- How the list of a notice came about, in order: what was put on it and what was taken off.
CREATE TABLE notice_audience (
    id @id,
    notice_id @int NOT NULL REFERENCES notices (id),
    way TEXT NOT NULL,
    kind TEXT NOT NULL,
    what TEXT NOT NULL
);
CREATE INDEX notice_audience_notice ON notice_audience (notice_id);

-- A notice that goes out again and again; each time is a notice of its own.
CREATE TABLE notice_repeats (
    id @id,
    committee_id @int NOT NULL REFERENCES committees (id),
    notice_id @int NOT NULL REFERENCES notices (id),
    every TEXT NOT NULL,
    on_day @int NOT NULL,
    hour TEXT NOT NULL,
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    day_off TEXT NOT NULL,
    made_by @int NOT NULL REFERENCES people (id),
    made_at @int NOT NULL,
    handled_until TEXT,
    next_due_at @int,
    ended_at @int,
    ended_by @int REFERENCES people (id)
);
CREATE INDEX notice_repeats_notice ON notice_repeats (notice_id);
CREATE INDEX notice_repeats_committee ON notice_repeats (committee_id) WHERE ended_at IS NULL;
CREATE INDEX notice_repeats_due ON notice_repeats (next_due_at);

-- Its days: the one planned, the one it went out on, and the notice that went.
CREATE TABLE notice_occurrences (
    id @id,
    repeat_id @int NOT NULL REFERENCES notice_repeats (id),
    day TEXT NOT NULL,
    sent_on TEXT,
    notice_id @int REFERENCES notices (id),
    UNIQUE (repeat_id, day),
    UNIQUE (repeat_id, sent_on)
);
CREATE INDEX notice_occurrences_notice ON notice_occurrences (notice_id);
