-- Let those who were proposed to one person count as proposed to another.
--
-- Takes    $kept_id, $gone_id
-- Returns  nothing
-- Order    none
INSERT INTO proposal (event_id, lower_id, higher_id, proposed_at_utc)
WITH proposed AS (
    SELECT
        event_id,
        proposed_at_utc,
        CASE lower_id WHEN $gone_id THEN higher_id ELSE lower_id END AS other_id
    FROM proposal
    WHERE $gone_id IN (lower_id, higher_id)
)

SELECT
    event_id,
    least(other_id, $kept_id) AS lower_id,
    greatest(other_id, $kept_id) AS higher_id,
    proposed_at_utc
FROM proposed
WHERE other_id <> $kept_id
ON CONFLICT (event_id, lower_id, higher_id) DO NOTHING
