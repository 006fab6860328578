-- Who of this event is suggested to whom, and how well do the two fit?
--
-- Takes    $event_id
-- Returns  one row per pair: one and other (attendees, the smaller id first), score; who are on
--          each other's list have the scores of both
-- Order    none is needed
SELECT
    least(attendee_id, suggested_id) AS one,
    greatest(attendee_id, suggested_id) AS other,
    sum(score) AS score
FROM suggestion
WHERE event_id = $event_id
GROUP BY least(attendee_id, suggested_id), greatest(attendee_id, suggested_id)
