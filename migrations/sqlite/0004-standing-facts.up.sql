-- What holds now is read every turn, and what a fact had replaced when that fact is taken back: neither looks at all of a user's past any more.

-- Not the end of a chain of replaced values, but its last link: current facts, and those that were said to be over.
CREATE INDEX user_facts_standing ON user_facts (user_id, category, key, id) WHERE valid_to IS NULL OR superseded_by IS NULL;
CREATE INDEX user_facts_by_successor ON user_facts (superseded_by, id) WHERE superseded_by IS NOT NULL;
