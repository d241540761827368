-- Which process works on this database: it alone polls, ticks and sends. Real time.
CREATE TABLE leases (
    name TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    machine TEXT NOT NULL,
    held_until @int NOT NULL
);

-- How often nobody knew whether it had arrived: the chat service did not answer in time.
ALTER TABLE sends ADD COLUMN unanswered @int NOT NULL DEFAULT 0;

-- Set where the same may have come twice.
ALTER TABLE deliveries ADD COLUMN unsure_since @int;

-- What did not arrive and somebody waits for: when the secretariat is told whom to call, was told,
-- and has called.
ALTER TABLE deliveries ADD COLUMN list_at @int;
ALTER TABLE deliveries ADD COLUMN listed_at @int;
ALTER TABLE deliveries ADD COLUMN called_at @int;
ALTER TABLE deliveries ADD COLUMN called_by @int REFERENCES people (id);
CREATE INDEX deliveries_to_list ON deliveries (list_at) WHERE list_at IS NOT NULL AND listed_at IS NULL;
CREATE INDEX deliveries_to_call ON deliveries (committee_id, id) WHERE listed_at IS NOT NULL AND called_at IS NULL;

CREATE INDEX deliveries_waiting_of ON deliveries (person_id, not_before) WHERE released_at IS NULL AND dropped_at IS NULL;
