-- Begin a series.
--
-- Takes    $series_id, $slug, $name, $members_know_each_other, $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO series (series_id, slug, name, members_know_each_other, created_at_utc)
VALUES ($series_id, $slug, $name, $members_know_each_other, $now_utc)
