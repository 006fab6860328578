-- Which mails of an event are in these states?
--
-- Takes    $event_id, $states
-- Returns  one row per mail: all that is known of it
-- Order    what was settled last first, then what was queued last, then mail_id
SELECT
    mail_id,
    event_id,
    person_id,
    attendee_id,
    kind,
    with_links,
    state,
    attempts,
    failure,
    queued_at_utc,
    next_at_utc,
    settled_at_utc
FROM mail
WHERE event_id = $event_id AND state IN (SELECT unnest($states::TEXT []))
ORDER BY coalesce(settled_at_utc, queued_at_utc) DESC, queued_at_utc DESC, mail_id
