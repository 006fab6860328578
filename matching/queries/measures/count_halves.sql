-- Of how many conversations are both halves written, and of how many one that can be completed?
--
-- Takes    $event_id, $since_utc (what was begun before it can no longer be completed)
-- Returns  one row: finished, half_finished
-- Order    one row
SELECT
    count(*) FILTER (WHERE is_connected) AS finished,
    count(*) FILTER (
        WHERE
            NOT is_connected
            AND started_at_utc > $since_utc
            AND NOT EXISTS (
                SELECT 1
                FROM attendee
                INNER JOIN current_consent ON attendee.person_id = current_consent.person_id
                WHERE
                    attendee.attendee_id IN (
                        recorded_conversation.lower_id, recorded_conversation.higher_id
                    )
                    AND current_consent.kind = 'entry_only'
                    AND current_consent.is_given
            )
    ) AS half_finished
FROM recorded_conversation
WHERE event_id = $event_id
