-- What did this person choose to share the last time, with whomever?
--
-- Takes    $person_id
-- Returns  at most one row: fields
-- Order    the latest only
SELECT fields
FROM sharing
WHERE person_id = $person_id
ORDER BY decided_at_utc DESC, sharing_id DESC
LIMIT 1
