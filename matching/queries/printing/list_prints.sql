-- What was printed for this event, and when last?
--
-- Takes    $event_id
-- Returns  one row per kind that was ever printed: kind, pieces, printed_at_utc of the latest
-- Order    kind
SELECT
    kind,
    pieces,
    printed_at_utc
FROM (
    SELECT
        kind,
        pieces,
        printed_at_utc,
        row_number() OVER (PARTITION BY kind ORDER BY printed_at_utc DESC, print_id) AS place
    FROM print_out
    WHERE event_id = $event_id
) AS printed
WHERE place = 1
ORDER BY kind
