-- What did this person agree to?
--
-- Takes    $person_id
-- Returns  one row per decision
-- Order    decided_at_utc, then consent_id
SELECT
    kind,
    is_given,
    text_version,
    language,
    source,
    decided_at_utc
FROM consent
WHERE person_id = $person_id
ORDER BY decided_at_utc, consent_id
