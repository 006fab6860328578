-- Which pairs were proposed at other events lately?
--
-- Takes    $event_id, $since_utc
-- Returns  one row per pair: one_id, other_id (participants of this event)
-- Order    none is needed
SELECT DISTINCT
    one.attendee_id AS one_id,
    other.attendee_id AS other_id
FROM proposal
INNER JOIN participant AS one
    ON proposal.lower_id = one.person_id AND one.event_id = $event_id
INNER JOIN participant AS other
    ON proposal.higher_id = other.person_id AND other.event_id = $event_id
WHERE proposal.event_id <> $event_id AND proposal.proposed_at_utc >= $since_utc
