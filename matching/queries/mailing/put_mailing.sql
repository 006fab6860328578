-- Set a mailing going, or once more; a pause stays.
--
-- Takes    $event_id, $kind, $with_links, $begins_at_utc, $actor, $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO mailing (
    event_id, kind, with_links, begins_at_utc, filled_at_utc, paused_at_utc, actor, made_at_utc
)
VALUES (
    $event_id, $kind, $with_links, $begins_at_utc, NULL, NULL, $actor, $now_utc
)
ON CONFLICT (event_id, kind) DO UPDATE
    SET
        with_links = excluded.with_links,
        begins_at_utc = excluded.begins_at_utc,
        filled_at_utc = NULL,
        actor = excluded.actor,
        made_at_utc = excluded.made_at_utc
