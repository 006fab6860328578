-- Which record has this one become, as two of one person were made one, perhaps several times?
--
-- Takes    $person_id
-- Returns  one row: person_id (the same where it was joined to none)
-- Order    the last first
WITH RECURSIVE record AS (
    SELECT
        $person_id::UUID AS person_id,
        0 AS place
    UNION ALL
    SELECT
        audit.subject_id AS person_id,
        record.place + 1 AS place
    FROM record
    INNER JOIN audit
        ON audit.act = 'people_merged' AND audit.detail = cast(record.person_id AS TEXT)
)

SELECT person_id
FROM record
ORDER BY place DESC
LIMIT 1
