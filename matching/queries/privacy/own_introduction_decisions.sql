-- What did this person answer to introductions?
--
-- Takes    $person_id
-- Returns  one row per decision
-- Order    decided_at_utc, then decision_id
SELECT
    event.name AS event,
    introduction_decision.kind,
    introduction_decision.channel,
    introduction_decision.decided_at_utc
FROM introduction_decision
INNER JOIN attendee ON introduction_decision.attendee_id = attendee.attendee_id
INNER JOIN event ON attendee.event_id = event.event_id
WHERE attendee.person_id = $person_id
ORDER BY introduction_decision.decided_at_utc, introduction_decision.decision_id
