-- Bring people up to date with a guest list.
--
-- Takes    lists of the same length: $person_ids, $names, $family_names, $name_keys, $emails,
--          $email_keys, $phones, $companies, $job_titles, $sectors, $languages, $all_offers,
--          $all_needs
-- Returns  nothing
-- Order    none
WITH listed AS (
    SELECT
        unnest($person_ids::UUID []) AS person_id,
        unnest($names::TEXT []) AS name,
        unnest($family_names::TEXT []) AS family_name,
        unnest($name_keys::TEXT []) AS name_key,
        unnest($emails::TEXT []) AS email,
        unnest($email_keys::TEXT []) AS email_key,
        unnest($phones::TEXT []) AS phone,
        unnest($companies::TEXT []) AS company,
        unnest($job_titles::TEXT []) AS job_title,
        unnest($sectors::TEXT []) AS sector,
        unnest($languages::TEXT []) AS language,
        unnest($all_offers::TEXT []) AS offers,
        unnest($all_needs::TEXT []) AS needs
)

UPDATE person
SET
    name = listed.name,
    family_name = listed.family_name,
    name_key = listed.name_key,
    email = listed.email,
    email_key = listed.email_key,
    phone = listed.phone,
    company = listed.company,
    job_title = listed.job_title,
    sector = listed.sector,
    language = listed.language,
    offers = listed.offers,
    needs = listed.needs
FROM listed
WHERE person.person_id = listed.person_id
