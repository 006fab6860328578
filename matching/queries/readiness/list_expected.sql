-- What do we know of everybody who is expected at an event, as far as it makes the day easier?
--
-- Takes    $event_id
-- Returns  one row per attendee: attendee_id, name, name_key, email_key, language, was_asked (both
--          one-tap questions, at any event of the series), is_entry_only
-- Order    as a Polish phone book: family name, name, then id
SELECT
    attendee.attendee_id,
    person.name,
    person.name_key,
    person.email_key,
    person.language,
    (
        SELECT count(DISTINCT consent.kind)
        FROM consent
        WHERE consent.person_id = person.person_id AND consent.kind IN ('suggest', 'mail')
    ) = 2 AS was_asked,
    coalesce(entry_only.is_given, FALSE) AS is_entry_only
FROM attendee
INNER JOIN person ON attendee.person_id = person.person_id
LEFT JOIN current_consent AS entry_only
    ON person.person_id = entry_only.person_id AND entry_only.kind = 'entry_only'
WHERE attendee.event_id = $event_id AND attendee.status = 'expected'
ORDER BY person.family_name COLLATE pl, person.name COLLATE pl, attendee.attendee_id
