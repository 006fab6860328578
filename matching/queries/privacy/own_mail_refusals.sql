-- Which mails did this person want no more, or again?
--
-- Takes    $person_id
-- Returns  one row per decision
-- Order    decided_at_utc, then kind, then place
SELECT
    kind,
    is_refused,
    source,
    decided_at_utc
FROM mail_refusal
WHERE person_id = $person_id
ORDER BY decided_at_utc, kind, place
