-- Whom did this person introduce to each other?
--
-- Takes    $person_id
-- Returns  one row per introduction
-- Order    proposed_at_utc, then introduction_id
SELECT
    event.name AS event,
    one.name AS one,
    other.name AS other,
    introduction.proposed_at_utc
FROM introduction
INNER JOIN attendee ON introduction.introducer_id = attendee.attendee_id
INNER JOIN event ON introduction.event_id = event.event_id
INNER JOIN attendee AS lower ON introduction.lower_id = lower.attendee_id
INNER JOIN person AS one ON lower.person_id = one.person_id
INNER JOIN attendee AS higher ON introduction.higher_id = higher.attendee_id
INNER JOIN person AS other ON higher.person_id = other.person_id
WHERE attendee.person_id = $person_id
ORDER BY introduction.proposed_at_utc, introduction.introduction_id
