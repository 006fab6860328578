-- What is each candidate pair worth?
--
-- Takes    $acquaintances, $profile, $learned, $activity, $language, $same_group (what one of each
--          part adds), $constant, $visitor, $shares_company (everybody has one company)
-- Returns  nothing; fills the table scored. The score is the same in both directions
-- Order    none is needed
INSERT INTO scored
WITH pair AS (
    SELECT
        candidate.a,
        candidate.b,
        one.grp = other.grp AS is_same_group,
        one.language = other.language AS is_same_language,
        one.visitor + other.visitor = 3 AND one.visitor <> other.visitor
        AND one.visitor * other.visitor > 0 AS is_visit,
        CAST(one.is_here AS INTEGER) + CAST(other.is_here AS INTEGER) AS tier
    FROM candidate
    INNER JOIN person AS one ON candidate.a = one.pid
    INNER JOIN person AS other ON candidate.b = other.pid
    WHERE
        one.may_be_named
        AND other.may_be_named
        AND (
            $shares_company
            OR one.company IS DISTINCT FROM other.company
            OR one.company IS NULL
        )
),

gets AS (
    SELECT
        pair.a,
        pair.b,
        sum(CASE WHEN need.is_learned OR offer.is_learned THEN 0 ELSE 1 END
            * need.weight * offer.weight) / 1099511627776 AS declared,
        sum(CASE WHEN need.is_learned OR offer.is_learned THEN 1 ELSE 0 END
            * need.weight * offer.weight) / 1099511627776 AS learned
    FROM pair
    INNER JOIN need ON pair.a = need.pid
    INNER JOIN offer ON pair.b = offer.pid AND need.term = offer.term
    GROUP BY pair.a, pair.b
),

gives AS (
    SELECT
        pair.a,
        pair.b,
        sum(CASE WHEN need.is_learned OR offer.is_learned THEN 0 ELSE 1 END
            * need.weight * offer.weight) / 1099511627776 AS declared,
        sum(CASE WHEN need.is_learned OR offer.is_learned THEN 1 ELSE 0 END
            * need.weight * offer.weight) / 1099511627776 AS learned
    FROM pair
    INNER JOIN offer ON pair.a = offer.pid
    INNER JOIN need ON pair.b = need.pid AND offer.term = need.term
    GROUP BY pair.a, pair.b
),

acquainted AS (
    SELECT
        pair.a,
        pair.b,
        sum(activity.share) AS shared
    FROM pair
    INNER JOIN friend AS near ON pair.a = near.a
    INNER JOIN friend AS far ON near.b = far.a AND pair.b = far.b
    INNER JOIN activity ON near.b = activity.pid
    GROUP BY pair.a, pair.b
),

part AS (
    SELECT
        pair.*,
        coalesce(gets.declared, 0) AS gets,
        coalesce(gives.declared, 0) AS gives,
        coalesce(gets.learned, 0) AS learned_gets,
        coalesce(gives.learned, 0) AS learned_gives,
        coalesce(acquainted.shared, 0) AS shared
    FROM pair
    LEFT JOIN gets ON pair.a = gets.a AND pair.b = gets.b
    LEFT JOIN gives ON pair.a = gives.a AND pair.b = gives.b
    LEFT JOIN acquainted ON pair.a = acquainted.a AND pair.b = acquainted.b
)

SELECT
    part.a,
    part.b,
    CAST(
        round(
            1000000 * (
                $constant
                + $acquaintances * sqrt(part.shared / 1099511627776)
                + $profile * greatest(
                    2 * gets * gives / greatest(gets + gives, 1e-9), greatest(gets, gives) / 2
                )
                + $learned * greatest(
                    2 * learned_gets * learned_gives
                    / greatest(learned_gets + learned_gives, 1e-9),
                    greatest(learned_gets, learned_gives) / 2
                )
                + $activity * (sqrt(one.degree) + sqrt(other.degree))
                + $language * CAST(coalesce(is_same_language, FALSE) AS INTEGER)
                + $same_group * CAST(coalesce(is_same_group, FALSE) AS INTEGER)
                + $visitor * CAST(is_visit AS INTEGER)
            )
        ) AS BIGINT
    ) AS score,
    part.shared,
    coalesce(is_same_group, FALSE) AS is_same_group,
    part.tier
FROM part
INNER JOIN activity AS one ON part.a = one.pid
INNER JOIN activity AS other ON part.b = other.pid
