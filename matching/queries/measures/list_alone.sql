-- Which guests in the room have no recorded conversation?
--
-- Takes    $event_id, $since_utc (earlier conversations do not count; null: all of the event do)
-- Returns  one row per guest: attendee_id, name, company, admitted_at_utc
-- Order    none is needed
WITH talker AS (
    SELECT lower_id AS attendee_id
    FROM recorded_conversation
    WHERE event_id = $event_id AND ($since_utc::TIMESTAMP IS NULL OR started_at_utc >= $since_utc)
    UNION
    SELECT higher_id AS attendee_id
    FROM recorded_conversation
    WHERE event_id = $event_id AND ($since_utc::TIMESTAMP IS NULL OR started_at_utc >= $since_utc)
)

SELECT
    counted_guest.attendee_id,
    person.name,
    person.company,
    counted_guest.admitted_at_utc
FROM counted_guest
INNER JOIN in_the_room ON counted_guest.attendee_id = in_the_room.attendee_id
INNER JOIN person ON counted_guest.person_id = person.person_id
LEFT JOIN talker ON counted_guest.attendee_id = talker.attendee_id
WHERE counted_guest.event_id = $event_id AND talker.attendee_id IS NULL
