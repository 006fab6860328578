-- Which mails are there, of all events?
--
-- Takes    nothing
-- Returns  one row per mail: mail_id, event_id, person_id, attendee_id, kind, place, with_links, state,
--          attempts, failure, queued_at_utc, next_at_utc, settled_at_utc
-- Order    mail_id
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
ORDER BY mail_id
