-- For point look-ups, and so that two transactions that touch different people do not collide:
-- a scan of a whole table would collide with every change of it (docs/decisions/015).
CREATE INDEX IF NOT EXISTS person_by_series ON person (series_id);
CREATE INDEX IF NOT EXISTS attendee_by_event ON attendee (event_id);
CREATE INDEX IF NOT EXISTS attendee_by_person ON attendee (person_id);
CREATE INDEX IF NOT EXISTS badge_by_person ON badge (person_id);
CREATE INDEX IF NOT EXISTS scan_by_attendee ON scan (attendee_id);
CREATE INDEX IF NOT EXISTS scan_by_event ON scan (event_id, received_at_utc);
CREATE INDEX IF NOT EXISTS admission_by_event ON admission (event_id);
CREATE INDEX IF NOT EXISTS consent_by_person ON consent (person_id, kind, decided_at_utc);
