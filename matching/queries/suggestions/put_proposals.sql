-- Note that these pairs of people were proposed to each other.
--
-- Takes    $event_id, $lower_ids, $higher_ids (persons, of the same length; nobody who was erased),
--          $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO proposal (event_id, lower_id, higher_id, proposed_at_utc)
SELECT
    $event_id AS event_id,
    pair.lower_id,
    pair.higher_id,
    $now_utc AS proposed_at_utc
FROM (
    SELECT
        unnest($lower_ids::UUID []) AS lower_id,
        unnest($higher_ids::UUID []) AS higher_id
) AS pair
INNER JOIN person AS lower_one ON pair.lower_id = lower_one.person_id
INNER JOIN person AS higher_one ON pair.higher_id = higher_one.person_id
ON CONFLICT (event_id, lower_id, higher_id) DO NOTHING
