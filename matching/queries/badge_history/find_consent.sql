-- Which decision about a consent stands for this person?
--
-- Takes    $person_id, $kind
-- Returns  at most one row: consent_id, language
-- Order    none is needed
SELECT
    consent_id,
    language
FROM current_consent
WHERE person_id = $person_id AND kind = $kind
