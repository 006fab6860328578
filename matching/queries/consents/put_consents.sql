-- Keep what people decided, of those there (still) are.
--
-- Takes    lists of the same length: $consent_ids, $person_ids, $kinds, $given, $languages,
--          $moments; and $text_version, $source
-- Returns  nothing
-- Order    none
INSERT INTO consent (
    consent_id, person_id, kind, is_given, text_version, language, source, decided_at_utc
)
SELECT
    told.consent_id,
    told.person_id,
    told.kind,
    told.is_given,
    $text_version AS text_version,
    told.language,
    $source AS source,
    told.decided_at_utc
FROM (
    SELECT
        unnest($consent_ids::UUID []) AS consent_id,
        unnest($person_ids::UUID []) AS person_id,
        unnest($kinds::TEXT []) AS kind,
        unnest($given::BOOLEAN []) AS is_given,
        unnest($languages::TEXT []) AS language,
        unnest($moments::TIMESTAMP []) AS decided_at_utc
) AS told
INNER JOIN person ON told.person_id = person.person_id
ON CONFLICT (consent_id) DO NOTHING
