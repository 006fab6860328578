-- Keep people who came with a guest list.
--
-- Takes    $series_id, $now_utc, and lists of the same length: $person_ids, $names,
--          $family_names, $name_keys, $emails, $email_keys, $phones, $companies, $job_titles,
--          $sectors, $languages, $all_offers, $all_needs
-- Returns  nothing
-- Order    none
INSERT INTO person (
    person_id, series_id, name, family_name, name_key, email, email_key, phone, company,
    job_title, sector, language, offers, needs, is_blocked, created_at_utc
)
SELECT
    unnest($person_ids::UUID []),
    $series_id,
    unnest($names::TEXT []),
    unnest($family_names::TEXT []),
    unnest($name_keys::TEXT []),
    unnest($emails::TEXT []),
    unnest($email_keys::TEXT []),
    unnest($phones::TEXT []),
    unnest($companies::TEXT []),
    unnest($job_titles::TEXT []),
    unnest($sectors::TEXT []),
    unnest($languages::TEXT []),
    unnest($all_offers::TEXT []),
    unnest($all_needs::TEXT []),
    false,
    $now_utc
