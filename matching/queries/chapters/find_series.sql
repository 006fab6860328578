-- What is known of this series?
--
-- Takes    $series_id
-- Returns  at most one row: slug, name, members_know_each_other
-- Order    none is needed
SELECT
    slug,
    name,
    members_know_each_other
FROM series
WHERE series_id = $series_id
