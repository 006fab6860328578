-- Has anything happened that could change a figure of this event?
--
-- Takes    $event_id
-- Returns  one row of counts; where it is the same as before, hardly anything has (names and groups
--          are not looked at, so that this costs little)
-- Order    one row
SELECT
    (SELECT count(*) FROM attendee WHERE event_id = $event_id AND status = 'expected') AS expected,
    (SELECT count(*) FROM person WHERE is_blocked) AS blocked,
    (SELECT count(*) FROM admission WHERE event_id = $event_id) AS admissions,
    (SELECT count(*) FROM annulment) AS annulments,
    (SELECT count(*) FROM scan WHERE event_id = $event_id) AS scans,
    (SELECT count(*) FROM consent) AS consents,
    (SELECT count(*) FROM conversation) AS conversations,
    (SELECT count(*) FROM conversation_end) AS endings,
    (SELECT count(*) FROM answer) AS answers,
    (SELECT count(*) FROM gone_fact) AS gone,
    (SELECT count(*) FROM confirmation) AS confirmations,
    (SELECT count(*) FROM seeking) AS seekings,
    (SELECT count(*) FROM promise) AS promises,
    (SELECT count(*) FROM promise_kept) AS kept,
    (SELECT count(*) FROM suggestion_reply) AS replies,
    (SELECT count(*) FROM introduction_decision) AS decisions,
    (SELECT count(*) FROM role_change) AS roles,
    (SELECT count(*) FROM desk_idea) AS ideas,
    (SELECT count(*) FROM agenda_item WHERE event_id = $event_id) AS agenda,
    (SELECT closed_at_utc FROM event WHERE event_id = $event_id) AS closed_utc,
    (SELECT max(proposed_at_utc) FROM proposal WHERE event_id = $event_id) AS proposed_utc
