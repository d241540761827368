-- What assigns tasks: a document, whose number stays empty until it is signed, or a word given.
CREATE TABLE task_sources (
    id @id,
    committee_id @int NOT NULL REFERENCES committees (id),
    name TEXT NOT NULL,
    document_since @int,
    number TEXT NOT NULL,
    signed_on TEXT,
    owner_id @int NOT NULL REFERENCES people (id),
    made_by @int NOT NULL REFERENCES people (id),
    made_at @int NOT NULL,
    sent_at @int,
    handled_until @int,
    next_due_at @int
);
CREATE INDEX task_sources_committee ON task_sources (committee_id, id);
CREATE INDEX task_sources_due ON task_sources (next_due_at);

-- Citations are written "7.1.d 6.4"; original_deadline is written once.
CREATE TABLE tasks (
    id @id,
    source_id @int NOT NULL REFERENCES task_sources (id),
    committee_id @int NOT NULL REFERENCES committees (id),
    item @int NOT NULL,
    title TEXT NOT NULL,
    product TEXT NOT NULL,
    assignee_id @int NOT NULL REFERENCES people (id),
    cooperating_id @int REFERENCES people (id),
    basis TEXT NOT NULL,
    cooperating_basis TEXT NOT NULL,
    deadline @int NOT NULL,
    original_deadline @int NOT NULL,
    state TEXT NOT NULL,
    revision @int NOT NULL,
    sent_at @int,
    acknowledged_at @int,
    progress TEXT,
    updated_at @int,
    reports @int NOT NULL,
    reported_at @int,
    accepted_at @int,
    overdue_since @int,
    counted_from @int,
    escalate_at @int,
    handled_until @int,
    next_due_at @int
);
CREATE INDEX tasks_source ON tasks (source_id, item);
CREATE INDEX tasks_assignee ON tasks (assignee_id, state);
CREATE INDEX tasks_committee ON tasks (committee_id, state);
CREATE INDEX tasks_due ON tasks (next_due_at);

CREATE TABLE task_extensions (
    id @id,
    task_id @int NOT NULL REFERENCES tasks (id),
    person_id @int NOT NULL REFERENCES people (id),
    deadline_before @int NOT NULL,
    wanted @int NOT NULL,
    reason TEXT NOT NULL,
    made_at @int NOT NULL,
    decided_at @int,
    decided_by @int REFERENCES people (id),
    granted @int,
    remark TEXT NOT NULL
);
CREATE INDEX task_extensions_task ON task_extensions (task_id, id);

-- What the person wants the leaders to know, and to whom it was handed.
CREATE TABLE task_issues (
    id @id,
    task_id @int NOT NULL REFERENCES tasks (id),
    person_id @int NOT NULL REFERENCES people (id),
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    made_at @int NOT NULL,
    handed_to @int REFERENCES people (id),
    handed_by @int REFERENCES people (id),
    handed_at @int
);
CREATE INDEX task_issues_task ON task_issues (task_id, id);

-- `report` is the number of the report that it belongs to; without a file it is a document's number.
CREATE TABLE task_evidence (
    id @id,
    task_id @int NOT NULL REFERENCES tasks (id),
    report @int NOT NULL,
    name TEXT NOT NULL,
    sha256 TEXT REFERENCES files (sha256),
    person_id @int NOT NULL REFERENCES people (id),
    added_at @int NOT NULL,
    removed_at @int
);
CREATE INDEX task_evidence_task ON task_evidence (task_id, report);
CREATE INDEX task_evidence_file ON task_evidence (sha256);
