-- Keep what people decided.
--
-- Takes    lists of the same length: $consent_ids, $person_ids, $kinds, $given, $languages,
--          $moments; and $text_version, $source
-- Returns  nothing
-- Order    none
INSERT INTO consent (
    consent_id, person_id, kind, is_given, text_version, language, source, decided_at_utc
)
SELECT
    unnest($consent_ids::UUID []),
    unnest($person_ids::UUID []),
    unnest($kinds::TEXT []),
    unnest($given::BOOLEAN []),
    $text_version,
    unnest($languages::TEXT []),
    $source,
    unnest($moments::TIMESTAMP [])
ON CONFLICT (consent_id) DO NOTHING
