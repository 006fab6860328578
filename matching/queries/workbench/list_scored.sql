-- Whom does the score put before whom, for each person?
--
-- Takes    $wanted (of each person at most)
-- Returns  one row per pair: a, b, score (millionths), is_same_group, tier
-- Order    by person; then who is in the room, the best score, the smaller number
WITH ranked AS (
    SELECT
        *,
        row_number() OVER (PARTITION BY a ORDER BY tier DESC, score DESC, b) AS place
    FROM scored
)

SELECT
    a,
    b,
    score,
    is_same_group,
    tier
FROM ranked
WHERE place <= $wanted
ORDER BY a, place
