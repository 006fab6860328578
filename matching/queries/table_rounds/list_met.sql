-- Who of this event need not be brought together?
--
-- Takes    $event_id
-- Returns  one row per pair: one and other (attendees of this event, in any order), who have
--          connected at any event, of whom one said that they met or would rather not, or who are
--          members of a series whose members know each other
-- Order    none is needed
WITH settled AS (
    SELECT
        lower_id AS one_id,
        higher_id AS other_id
    FROM connection
    UNION ALL
    SELECT
        author_id AS one_id,
        about_id AS other_id
    FROM current_reply
    WHERE kind IN ('met', 'declined')
),

here AS (
    SELECT
        attendee_id,
        person_id
    FROM attendee
    WHERE event_id = $event_id
)

SELECT DISTINCT
    here_one.attendee_id AS one,
    here_other.attendee_id AS other
FROM settled
INNER JOIN attendee AS one_then ON settled.one_id = one_then.attendee_id
INNER JOIN attendee AS other_then ON settled.other_id = other_then.attendee_id
INNER JOIN here AS here_one ON one_then.person_id = here_one.person_id
INNER JOIN here AS here_other ON other_then.person_id = here_other.person_id
UNION
SELECT
    one_member.attendee_id AS one,
    other_member.attendee_id AS other
FROM event
INNER JOIN series ON event.series_id = series.series_id AND series.members_know_each_other
INNER JOIN attendee AS one_member
    ON event.event_id = one_member.event_id AND one_member.role = 'member'
INNER JOIN attendee AS other_member
    ON
        event.event_id = other_member.event_id
        AND other_member.role = 'member'
        AND one_member.attendee_id < other_member.attendee_id
WHERE event.event_id = $event_id
