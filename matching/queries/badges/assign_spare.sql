-- Give a free spare badge of this series to a person.
--
-- Takes    $code, $series_id, $person_id
-- Returns  one row if it was free: code
-- Order    at most one row
UPDATE badge
SET person_id = $person_id
WHERE
    code = $code
    AND series_id = $series_id
    AND person_id IS NULL
    AND ended_at_utc IS NULL
RETURNING code
