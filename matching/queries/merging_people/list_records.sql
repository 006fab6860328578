-- What do these two records say?
--
-- Takes    $person_ids
-- Returns  one row per person: the record, its series, whether it is blocked
-- Order    none is needed
SELECT
    person_id,
    series_id,
    is_blocked,
    name,
    email,
    phone,
    company,
    job_title,
    sector,
    language,
    offers,
    needs
FROM person
WHERE person_id IN (SELECT unnest($person_ids::UUID []))
