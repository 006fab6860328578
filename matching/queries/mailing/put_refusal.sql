-- Keep what a person says about mails, after all they said of this kind before.
--
-- Takes    $refusal_id, $person_id, $kind, $is_refused, $source, $now_utc
-- Returns  nothing
-- Order    none
INSERT INTO mail_refusal (
    refusal_id, person_id, kind, is_refused, source, place, decided_at_utc
)
SELECT
    $refusal_id AS refusal_id,
    $person_id AS person_id,
    $kind AS kind,
    $is_refused AS is_refused,
    $source AS source,
    coalesce(max(place) + 1, 0) AS place,
    $now_utc AS decided_at_utc
FROM mail_refusal
WHERE person_id = $person_id AND kind = $kind
