-- Who was erased because they asked for it?
--
-- Takes    nothing
-- Returns  one row per person: person_id; also of records that had become one with theirs before,
--          as an older copy of the database has those apart
-- Order    person_id
WITH RECURSIVE erased AS (
    SELECT subject_id AS person_id
    FROM audit
    WHERE act = 'person_erased' AND subject_id IS NOT NULL
    UNION
    SELECT CAST(audit.detail AS UUID) AS person_id
    FROM erased
    INNER JOIN audit ON erased.person_id = audit.subject_id AND audit.act = 'people_merged'
)

SELECT person_id
FROM erased
ORDER BY person_id
