-- Who said of whom that they have met, or would rather not, at any event of the series?
--
-- Takes    $event_id
-- Returns  one row per standing reply: one_id, other_id (participants of this event), kind
-- Order    none is needed
SELECT
    one.attendee_id AS one_id,
    other.attendee_id AS other_id,
    current_reply.kind
FROM current_reply
INNER JOIN attendee AS author ON current_reply.author_id = author.attendee_id
INNER JOIN attendee AS about ON current_reply.about_id = about.attendee_id
INNER JOIN participant AS one
    ON author.person_id = one.person_id AND one.event_id = $event_id
INNER JOIN participant AS other
    ON about.person_id = other.person_id AND other.event_id = $event_id
WHERE current_reply.kind <> 'none'
