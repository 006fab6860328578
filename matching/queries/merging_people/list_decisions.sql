-- What did these two decide, each for themselves?
--
-- Takes    $person_ids
-- Returns  one row per person and kind: person_id, kind, is_given, decided_at_utc
-- Order    by kind, then person_id
SELECT
    person_id,
    kind,
    is_given,
    decided_at_utc
FROM current_consent
WHERE person_id IN (SELECT unnest($person_ids::UUID []))
ORDER BY kind, person_id
