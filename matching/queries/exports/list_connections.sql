-- Which two people of this event know each other through a conversation, and since when?
--
-- Takes    $event_id
-- Returns  one row per connection: two attendees with names, no name of somebody who takes part in
--          the entry only by now
-- Order    as they came about, then conversation_id: by nobody's number of them (P9)
WITH guest AS (
    SELECT
        attendee.attendee_id,
        CASE WHEN entry_only.person_id IS NULL THEN person.name ELSE '' END AS name
    FROM attendee
    INNER JOIN person ON attendee.person_id = person.person_id
    LEFT JOIN current_consent AS entry_only
        ON
            person.person_id = entry_only.person_id
            AND entry_only.kind = 'entry_only'
            AND entry_only.is_given
    WHERE attendee.event_id = $event_id
)

SELECT
    connection.conversation_id,
    connection.lower_id AS one_id,
    one.name AS one_name,
    connection.higher_id AS other_id,
    other.name AS other_name,
    connection.connected_at_utc
FROM connection
INNER JOIN guest AS one ON connection.lower_id = one.attendee_id
INNER JOIN guest AS other ON connection.higher_id = other.attendee_id
WHERE connection.event_id = $event_id
ORDER BY connection.connected_at_utc, connection.conversation_id
