-- How much more often do people connect who have a trait in common?
--
-- Takes    nothing
-- Returns  two rows, one per trait (group, language), of people whose trait is known: trait, pairs
--          and alike (of all pairs, in both directions), connected and connected_alike (of the pairs
--          that have connected)
-- Order    by trait
WITH holder AS (
    SELECT
        'group' AS trait,
        pid,
        grp AS value
    FROM person
    WHERE grp IS NOT NULL
    UNION ALL
    SELECT
        'language' AS trait,
        pid,
        language AS value
    FROM person
    WHERE language IS NOT NULL
),

shared AS (
    SELECT
        trait,
        count(*) AS people
    FROM holder
    GROUP BY trait, value
),

everybody AS (
    SELECT
        trait,
        sum(people) * (sum(people) - 1) AS pairs,
        sum(people * (people - 1)) AS alike
    FROM shared
    GROUP BY trait
),

connected AS (
    SELECT
        one.trait,
        count(*) AS connected,
        count(*) FILTER (WHERE one.value = other.value) AS connected_alike
    FROM friend
    INNER JOIN holder AS one ON friend.a = one.pid
    INNER JOIN holder AS other ON friend.b = other.pid AND one.trait = other.trait
    GROUP BY one.trait
)

SELECT
    everybody.trait,
    CAST(everybody.pairs AS DOUBLE) AS pairs,
    CAST(everybody.alike AS DOUBLE) AS alike,
    CAST(coalesce(connected.connected, 0) AS DOUBLE) AS connected,
    CAST(coalesce(connected.connected_alike, 0) AS DOUBLE) AS connected_alike
FROM everybody
LEFT JOIN connected ON everybody.trait = connected.trait
ORDER BY everybody.trait
