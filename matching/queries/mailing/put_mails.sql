-- Put mails into the outbox, each once.
--
-- Takes    $event_id, $kind, $place, $with_links, $now_utc; lists of the same length: $mail_ids,
--          $person_ids, $attendee_ids
-- Returns  one row per mail that is new: mail_id
-- Order    none is needed
INSERT INTO mail (
    mail_id, event_id, person_id, attendee_id, kind, place, with_links, state, attempts, failure,
    queued_at_utc, next_at_utc, settled_at_utc
)
SELECT
    unnest($mail_ids::UUID []),
    $event_id::UUID,
    unnest($person_ids::UUID []),
    unnest($attendee_ids::UUID []),
    $kind::TEXT,
    $place::INTEGER,
    $with_links::BOOLEAN,
    'queued',
    0,
    '',
    $now_utc::TIMESTAMP,
    $now_utc::TIMESTAMP,
    NULL
ON CONFLICT DO NOTHING
RETURNING mail_id
