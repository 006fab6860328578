-- Which mails are there to these two persons?
--
-- Takes    $person_ids
-- Returns  one row per mail: the mail
-- Order    in which they were queued
SELECT
    mail_id,
    event_id,
    person_id,
    attendee_id,
    kind,
    place,
    with_links,
    state,
    attempts,
    failure,
    queued_at_utc,
    next_at_utc,
    settled_at_utc
FROM mail
WHERE person_id IN (SELECT unnest($person_ids::UUID []))
ORDER BY queued_at_utc, place, mail_id
