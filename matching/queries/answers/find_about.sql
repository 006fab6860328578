-- What is known of the two before one answers about the other?
--
-- Takes    $author_id, $about_id
-- Returns  one row: event_id, author_person_id, what stands on the badge of the one written about,
--          and whether either takes part in the entry only
-- Order    none is needed
SELECT
    about.event_id,
    author.person_id AS author_person_id,
    concat_ws(' ', person.name, person.company, person.job_title) AS badge,
    EXISTS (
        SELECT 1
        FROM current_consent
        WHERE
            current_consent.kind = 'entry_only'
            AND current_consent.is_given
            AND current_consent.person_id IN (author.person_id, about.person_id)
    ) AS is_entry_only
FROM attendee AS about
INNER JOIN person ON about.person_id = person.person_id
INNER JOIN attendee AS author ON author.attendee_id = $author_id
WHERE about.attendee_id = $about_id
