-- Note that these pairs of people were proposed to each other.
--
-- Takes    $event_id, $lower_ids, $higher_ids (persons, of the same length), $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO proposal (event_id, lower_id, higher_id, proposed_at_utc)
SELECT
    $event_id AS event_id,
    unnest($lower_ids::UUID []) AS lower_id,
    unnest($higher_ids::UUID []) AS higher_id,
    $now_utc AS proposed_at_utc
ON CONFLICT (event_id, lower_id, higher_id) DO NOTHING
