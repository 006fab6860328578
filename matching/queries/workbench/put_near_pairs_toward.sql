-- To whom of the others are these people worth how close a look?
--
-- Takes    $rarest, $profile, $acquaintances, $shares_company (as put_near_pairs); reads the table
--          looker
-- Returns  nothing; fills the table candidate with a row for each other person whom anything leads
--          to one of these, with the place that put_near_pairs would give
-- Order    none is needed
INSERT INTO candidate
WITH hint AS (
    SELECT
        need.pid AS a,
        offer.pid AS b,
        need.weight * offer.weight AS gets,
        0.0 AS gives,
        0.0 AS shared
    FROM need
    INNER JOIN offer ON need.term = offer.term
    SEMI JOIN looker ON offer.pid = looker.pid
    WHERE need.people <= $rarest
    UNION ALL
    SELECT
        offer.pid AS a,
        need.pid AS b,
        0.0 AS gets,
        need.weight * offer.weight AS gives,
        0.0 AS shared
    FROM offer
    INNER JOIN need ON offer.term = need.term
    SEMI JOIN looker ON need.pid = looker.pid
    WHERE offer.people <= $rarest
    UNION ALL
    SELECT
        near.a,
        far.b,
        0.0 AS gets,
        0.0 AS gives,
        activity.share AS shared
    FROM friend AS near
    INNER JOIN friend AS far ON near.b = far.a
    SEMI JOIN looker ON far.b = looker.pid
    INNER JOIN activity ON near.b = activity.pid
    UNION ALL
    SELECT
        seeker.pid AS a,
        mate.pid AS b,
        0.0 AS gets,
        0.0 AS gives,
        0.0 AS shared
    FROM seeker
    INNER JOIN mate ON seeker.exchange = mate.exchange AND seeker.block = mate.block
    SEMI JOIN looker ON mate.pid = looker.pid
    UNION ALL
    SELECT
        pid AS a,
        other AS b,
        0.0 AS gets,
        0.0 AS gives,
        0.0 AS shared
    FROM peer
    SEMI JOIN looker ON peer.other = looker.pid
),

pair AS (
    SELECT
        a,
        b,
        sum(gets) / 1099511627776 AS gets,
        sum(gives) / 1099511627776 AS gives,
        sum(shared) / 1099511627776 AS shared,
        count(*) AS hints
    FROM hint
    WHERE a <> b
    GROUP BY a, b
),

promising AS (
    SELECT
        pair.a,
        pair.b,
        CAST(
            1048576 * (
                $profile * greatest(
                    2 * gets * gives / greatest(gets + gives, 1e-9), greatest(gets, gives) / 2
                )
                + $acquaintances * sqrt(shared)
                + hints
                + 100000 * CAST(other.is_here AS INTEGER)
            ) AS BIGINT
        ) AS promise
    FROM pair
    INNER JOIN person AS one ON pair.a = one.pid
    INNER JOIN person AS other ON pair.b = other.pid
    ANTI JOIN known ON pair.a = known.a AND pair.b = known.b
    ANTI JOIN looker ON pair.a = looker.pid
    WHERE
        one.may_be_named
        AND other.may_be_named
        AND (
            $shares_company
            OR one.company IS DISTINCT FROM other.company
            OR one.company IS NULL
        )
)

SELECT
    a,
    b,
    promise * 1048576 + 1048575 - b AS place
FROM promising
