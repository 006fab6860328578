-- What do the parts of the score come to, on average, over pairs not known to have met?
--
-- Takes    $seed, $sampled (people whose pairs with everybody are measured)
-- Returns  one row: pairs, and of each part the sum and the sum of squares over those pairs:
--          profile, learned, acquaintances (in 2^-14), same_group, same_language (counts)
-- Order    one row
WITH sample AS (
    SELECT *
    FROM person
    ORDER BY hash(pid, $seed), pid
    LIMIT $sampled
),

hint AS (
    SELECT
        need.pid AS a,
        offer.pid AS b,
        need.is_learned OR offer.is_learned AS is_learned,
        need.weight * offer.weight AS gets,
        0.0 AS gives
    FROM sample
    INNER JOIN need ON sample.pid = need.pid
    INNER JOIN offer ON need.term = offer.term
    UNION ALL
    SELECT
        offer.pid AS a,
        need.pid AS b,
        need.is_learned OR offer.is_learned AS is_learned,
        0.0 AS gets,
        need.weight * offer.weight AS gives
    FROM sample
    INNER JOIN offer ON sample.pid = offer.pid
    INNER JOIN need ON offer.term = need.term
),

summed AS (
    SELECT
        a,
        b,
        is_learned,
        sum(gets) / 1099511627776 AS gets,
        sum(gives) / 1099511627776 AS gives
    FROM hint
    WHERE a <> b
    GROUP BY a, b, is_learned
),

fit AS (
    SELECT
        is_learned,
        round(
            16384 * greatest(
                2 * gets * gives / greatest(gets + gives, 1e-9), greatest(gets, gives) / 2
            )
        ) AS fit
    FROM summed
    ANTI JOIN known ON summed.a = known.a AND summed.b = known.b
),

acquainted AS (
    SELECT
        near.a,
        far.b,
        sum(activity.share) AS shared
    FROM sample
    INNER JOIN friend AS near ON sample.pid = near.a
    INNER JOIN friend AS far ON near.b = far.a
    INNER JOIN activity ON near.b = activity.pid
    WHERE near.a <> far.b
    GROUP BY near.a, far.b
),

path AS (
    SELECT round(16384 * sqrt(shared / 1099511627776)) AS path
    FROM acquainted
    ANTI JOIN known ON acquainted.a = known.a AND acquainted.b = known.b
),

met AS (
    SELECT
        count(*) AS pairs,
        count(*) FILTER (WHERE sample.grp = other.grp) AS same_group,
        count(*) FILTER (WHERE sample.language = other.language) AS same_language
    FROM sample
    INNER JOIN known ON sample.pid = known.a
    INNER JOIN person AS other ON known.b = other.pid
),

grp AS (
    SELECT
        grp,
        count(*) - 1 AS others
    FROM person
    WHERE grp IS NOT NULL
    GROUP BY grp
),

spoken AS (
    SELECT
        language,
        count(*) - 1 AS others
    FROM person
    WHERE language IS NOT NULL
    GROUP BY language
),

everybody AS (
    SELECT
        count(*) * ((SELECT count(*) FROM person) - 1) AS pairs,
        coalesce(sum(grp.others), 0) AS same_group,
        coalesce(sum(spoken.others), 0) AS same_language
    FROM sample
    LEFT JOIN grp ON sample.grp = grp.grp
    LEFT JOIN spoken ON sample.language = spoken.language
),

matched AS (
    SELECT
        coalesce(sum(fit) FILTER (WHERE NOT is_learned), 0) AS profile,
        coalesce(sum(fit * fit) FILTER (WHERE NOT is_learned), 0) AS profile_squares,
        coalesce(sum(fit) FILTER (WHERE is_learned), 0) AS learned,
        coalesce(sum(fit * fit) FILTER (WHERE is_learned), 0) AS learned_squares
    FROM fit
),

walked AS (
    SELECT
        coalesce(sum(path), 0) AS acquaintances,
        coalesce(sum(path * path), 0) AS acquaintances_squares
    FROM path
)

SELECT
    CAST(everybody.pairs - met.pairs AS DOUBLE) AS pairs,
    matched.*,
    walked.*,
    CAST(everybody.same_group - met.same_group AS DOUBLE) AS same_group,
    CAST(everybody.same_language - met.same_language AS DOUBLE) AS same_language
FROM everybody
CROSS JOIN met
CROSS JOIN matched
CROSS JOIN walked
