-- Who was on the list of this meeting, as what, and when did they come?
--
-- Takes    $event_id
-- Returns  one row per attendee: attendee_id, person_id, name, family_name, name_key, company, role,
--          substitute_for (a name from a list, or ''), of_person_id and of_name (who invited the
--          visitor, or whom the substitute stands in for, as said by hand; no name of somebody
--          who takes part in the entry only), is_cancelled, is_entry_only, admitted_at_utc, is_paid,
--          amount_cents
-- Order    as a Polish phone book: family name, name, then id
WITH entry_only AS (
    SELECT person_id
    FROM current_consent
    WHERE kind = 'entry_only' AND is_given
)

SELECT
    attendee.attendee_id,
    attendee.person_id,
    person.name,
    person.family_name,
    person.name_key,
    person.company,
    attendee.role,
    attendee.substitute_for,
    role_change.of_person_id,
    CASE WHEN hidden.person_id IS NULL THEN coalesce(of_person.name, '') ELSE '' END AS of_name,
    attendee.status = 'cancelled' AS is_cancelled,
    entry_only.person_id IS NOT NULL AS is_entry_only,
    admission.admitted_at_utc,
    payment.attendee_id IS NOT NULL AS is_paid,
    payment.amount_cents
FROM attendee
INNER JOIN person ON attendee.person_id = person.person_id
LEFT JOIN current_role_change AS role_change
    ON attendee.attendee_id = role_change.attendee_id AND attendee.role = role_change.role
LEFT JOIN person AS of_person ON role_change.of_person_id = of_person.person_id
LEFT JOIN entry_only AS hidden ON role_change.of_person_id = hidden.person_id
LEFT JOIN entry_only ON attendee.person_id = entry_only.person_id
LEFT JOIN current_admission AS admission ON attendee.attendee_id = admission.attendee_id
LEFT JOIN current_payment AS payment ON attendee.attendee_id = payment.attendee_id
WHERE attendee.event_id = $event_id
ORDER BY person.family_name COLLATE pl, person.name COLLATE pl, attendee.attendee_id
