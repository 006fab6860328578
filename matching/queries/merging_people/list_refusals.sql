-- Which mails did these two persons want no more, or again?
--
-- Takes    $person_ids
-- Returns  one row per decision: the decision
-- Order    in which they were made
SELECT
    refusal_id,
    person_id,
    kind,
    is_refused,
    source,
    decided_at_utc
FROM mail_refusal
WHERE person_id IN (SELECT unnest($person_ids::UUID []))
ORDER BY decided_at_utc, place, refusal_id
