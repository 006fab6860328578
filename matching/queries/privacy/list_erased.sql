-- Who was erased because they asked for it?
--
-- Takes    nothing
-- Returns  one row per person: person_id
-- Order    person_id
SELECT DISTINCT subject_id AS person_id
FROM audit
WHERE act = 'person_erased' AND subject_id IS NOT NULL
ORDER BY person_id
