-- Put a mail back into the outbox as it was, as another's or in another place.
--
-- Takes    $mail_id, $event_id, $person_id, $attendee_id, $kind, $place, $with_links, $state,
--          $attempts, $failure, $queued_at_utc, $next_at_utc, $settled_at_utc
-- Returns  nothing
-- Order    none
INSERT INTO mail (
    mail_id, event_id, person_id, attendee_id, kind, place, with_links, state, attempts, failure,
    queued_at_utc, next_at_utc, settled_at_utc
)
VALUES (
    $mail_id, $event_id, $person_id, $attendee_id, $kind, $place, $with_links, $state, $attempts,
    $failure, $queued_at_utc, $next_at_utc, $settled_at_utc
)
