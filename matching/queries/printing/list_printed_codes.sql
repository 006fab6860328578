-- Which of the badges of an event's series were ever printed?
--
-- Takes    $series_id
-- Returns  one row per printed badge that is still valid: code
-- Order    code
SELECT badge.code
FROM badge
INNER JOIN printed_badge ON badge.code = printed_badge.code
WHERE badge.series_id = $series_id AND badge.ended_at_utc IS NULL
ORDER BY badge.code
