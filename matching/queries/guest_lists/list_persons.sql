-- Who is known in this series, to find the people of a guest list again?
--
-- Takes    $series_id
-- Returns  one row per person: what a list may fill, and whether a badge of theirs is valid
-- Order    oldest first, then person_id
WITH holder AS (
    SELECT DISTINCT person_id
    FROM badge
    WHERE series_id = $series_id AND person_id IS NOT NULL AND ended_at_utc IS NULL
)

SELECT
    person.person_id,
    person.name,
    person.family_name,
    person.name_key,
    person.email,
    person.email_key,
    person.phone,
    person.company,
    person.job_title,
    person.sector,
    person.language,
    person.offers,
    person.needs,
    holder.person_id IS NOT NULL AS has_badge
FROM person
LEFT JOIN holder ON person.person_id = holder.person_id
WHERE person.series_id = $series_id
ORDER BY person.created_at_utc, person.person_id
