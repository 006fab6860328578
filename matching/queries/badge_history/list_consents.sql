-- What was this person asked at a kiosk, and what was said?
--
-- Takes    $person_id
-- Returns  one row per act: act_id, kind, happened_at_utc, event_id, attendee_id, kiosk,
--          detail, is_given, is_standing (taking it back changes something)
--          event and attendee are those of the person's newest event
-- Order    none: the caller puts all acts in order
WITH me AS (
    SELECT
        event_id,
        attendee_id,
        row_number() OVER (ORDER BY created_at_utc DESC, attendee_id) AS place
    FROM attendee
    WHERE
        person_id = $person_id
        AND NOT EXISTS (
            SELECT 1
            FROM between_event
            WHERE between_event.event_id = attendee.event_id
        )
)

SELECT
    consent.consent_id AS act_id,
    'consent' AS kind,
    consent.decided_at_utc AS happened_at_utc,
    me.event_id,
    me.attendee_id,
    NULL AS kiosk,
    consent.kind AS detail,
    consent.is_given,
    consent.is_given AND current_consent.consent_id IS NOT NULL AS is_standing
FROM consent
INNER JOIN me ON me.place = 1
LEFT JOIN current_consent ON consent.consent_id = current_consent.consent_id
WHERE consent.person_id = $person_id AND consent.source = 'kiosk'
