-- Which badges has this person had?
--
-- Takes    $person_id
-- Returns  one row per badge
-- Order    issued_at_utc, then code
SELECT
    badge.code,
    badge.issued_at_utc,
    badge.ended_at_utc,
    printed_badge.printed_at_utc
FROM badge
LEFT JOIN printed_badge ON badge.code = printed_badge.code
WHERE badge.person_id = $person_id
ORDER BY badge.issued_at_utc, badge.code
