-- Whose decision is this, and in which language were they asked?
--
-- Takes    $consent_id
-- Returns  at most one row: person_id, language
-- Order    none is needed
SELECT
    person_id,
    language
FROM consent
WHERE consent_id = $consent_id
