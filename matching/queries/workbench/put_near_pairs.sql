-- Which few others are worth a close look for each of these people?
--
-- Takes    $rarest (people of a term that is followed one way), $profile, $acquaintances (what one of the part adds to the score), $wanted (others each),
--          $shares_company (everybody has one company); reads the table looker
-- Returns  nothing; fills the table candidate with the best by those parts that are known by then:
--          a need that few have met by an offer, a fit both ways, friends of friends, the same group;
--          who is in the room first. Places of one person are all different, the best the highest
-- Order    none is needed; of equal ones the smaller number is taken
INSERT INTO candidate
WITH hint AS (
    SELECT
        need.pid AS a,
        offer.pid AS b,
        need.weight * offer.weight AS gets,
        0.0 AS gives,
        0.0 AS shared
    FROM need
    SEMI JOIN looker ON need.pid = looker.pid
    INNER JOIN offer ON need.term = offer.term
    WHERE need.people <= $rarest
    UNION ALL
    SELECT
        offer.pid AS a,
        need.pid AS b,
        0.0 AS gets,
        need.weight * offer.weight AS gives,
        0.0 AS shared
    FROM offer
    SEMI JOIN looker ON offer.pid = looker.pid
    INNER JOIN need ON offer.term = need.term
    WHERE offer.people <= $rarest
    UNION ALL
    SELECT
        near.a,
        far.b,
        0.0 AS gets,
        0.0 AS gives,
        activity.share AS shared
    FROM friend AS near
    SEMI JOIN looker ON near.a = looker.pid
    INNER JOIN friend AS far ON near.b = far.a
    INNER JOIN activity ON near.b = activity.pid
    UNION ALL
    SELECT
        seeker.pid AS a,
        mate.pid AS b,
        0.0 AS gets,
        0.0 AS gives,
        0.0 AS shared
    FROM seeker
    SEMI JOIN looker ON seeker.pid = looker.pid
    INNER JOIN mate ON seeker.exchange = mate.exchange AND seeker.block = mate.block
    UNION ALL
    SELECT
        pid AS a,
        other AS b,
        0.0 AS gets,
        0.0 AS gives,
        0.0 AS shared
    FROM peer
    SEMI JOIN looker ON peer.pid = looker.pid
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
    WHERE
        one.may_be_named
        AND other.may_be_named
        AND (
            $shares_company
            OR one.company IS DISTINCT FROM other.company
            OR one.company IS NULL
        )
),

best AS (
    SELECT
        a,
        max(promise * 1048576 + 1048575 - b, $wanted) AS places
    FROM promising
    GROUP BY a
)

SELECT
    a,
    1048575 - place % 1048576 AS b,
    place
FROM (SELECT a, unnest(places) AS place FROM best)
