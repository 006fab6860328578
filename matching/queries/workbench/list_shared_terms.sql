-- What does one need that the other offers, for each suggested pair?
--
-- Takes    $most (terms of a pair and a direction)
-- Returns  one row per pair, direction and term: a, b, is_need (a needs it, else a offers it), term,
--          is_learned; the rarest terms
-- Order    by both numbers, direction, declared ones first, of these the rarest, then its number
WITH shared AS (
    SELECT
        candidate.a,
        candidate.b,
        TRUE AS is_need,
        need.term,
        need.is_learned OR offer.is_learned AS is_learned,
        need.people
    FROM candidate
    INNER JOIN need ON candidate.a = need.pid
    INNER JOIN offer ON candidate.b = offer.pid AND need.term = offer.term
    UNION ALL
    SELECT
        candidate.a,
        candidate.b,
        FALSE AS is_need,
        need.term,
        need.is_learned OR offer.is_learned AS is_learned,
        need.people
    FROM candidate
    INNER JOIN offer ON candidate.a = offer.pid
    INNER JOIN need ON candidate.b = need.pid AND offer.term = need.term
),

ranked AS (
    SELECT
        *,
        row_number() OVER (PARTITION BY a, b, is_need ORDER BY is_learned, people, term) AS place
    FROM shared
)

SELECT
    a,
    b,
    is_need,
    term,
    is_learned
FROM ranked
WHERE place <= $most
ORDER BY a, b, is_need, place
