-- Who did what?
--
-- Takes    $audit_id, $actor, $act, $event_id, $subject_id, $detail, $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO audit (audit_id, actor, act, event_id, subject_id, detail, noted_at_utc)
VALUES ($audit_id, $actor, $act, $event_id, $subject_id, $detail, $now_utc)
