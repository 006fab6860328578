-- What has this person decided?
--
-- Takes    $person_id
-- Returns  one row per kind that was ever answered: kind, is_given
-- Order    kind
SELECT
    kind,
    is_given
FROM current_consent
WHERE person_id = $person_id
ORDER BY kind
