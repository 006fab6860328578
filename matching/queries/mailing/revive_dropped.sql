-- Put mails into the outbox again that were not sent because they must not be then.
--
-- Takes    $event_id, $kind, $with_links, $person_ids, $now_utc
-- Returns  one row per mail: mail_id
-- Order    none is needed
UPDATE mail
SET
    state = 'queued',
    with_links = $with_links,
    attempts = 0,
    failure = '',
    queued_at_utc = $now_utc,
    next_at_utc = $now_utc,
    settled_at_utc = NULL
WHERE
    event_id = $event_id
    AND kind = $kind
    AND state = 'dropped'
    AND person_id IN (SELECT unnest($person_ids::UUID []))
RETURNING mail_id
