-- Put a refusal back as it was, as another's or in another place.
--
-- Takes    $refusal_id, $person_id, $kind, $is_refused, $source, $place, $decided_at_utc
-- Returns  nothing
-- Order    none
INSERT INTO mail_refusal (
    refusal_id, person_id, kind, is_refused, source, place, decided_at_utc
)
VALUES (
    $refusal_id, $person_id, $kind, $is_refused, $source, $place, $decided_at_utc
)
