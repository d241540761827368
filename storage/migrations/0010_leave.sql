-- A reminder that its reader put off: the one that it repeats, the first of them.
ALTER TABLE deliveries ADD COLUMN again_of @int REFERENCES deliveries (id);
CREATE INDEX deliveries_again ON deliveries (again_of, person_id) WHERE again_of IS NOT NULL AND released_at IS NULL AND dropped_at IS NULL;

-- Since when it waits for somebody's leave to end.
ALTER TABLE deliveries ADD COLUMN held_since @int;
CREATE INDEX deliveries_held ON deliveries (committee_id, person_id) WHERE held_since IS NOT NULL AND released_at IS NULL AND dropped_at IS NULL;

-- Approved leave, day by day, both ends included; why somebody is on leave is not kept.
CREATE TABLE leaves (
    id @id,
    committee_id @int NOT NULL REFERENCES committees (id),
    person_id @int NOT NULL REFERENCES people (id),
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    approved_by TEXT NOT NULL,
    recorded_by @int NOT NULL REFERENCES people (id),
    recorded_at @int NOT NULL,
    ended_at @int,
    ended_by @int REFERENCES people (id)
);
CREATE INDEX leaves_of ON leaves (committee_id, person_id);
CREATE INDEX leaves_open ON leaves (last_day) WHERE ended_at IS NULL;
