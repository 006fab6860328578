-- Has anything happened that could change the lists of an event?
--
-- Takes    $event_id
-- Returns  one row of counts and a digest; where it is the same as before, nothing has
-- Order    one row
SELECT
    (SELECT count(*) FROM attendee WHERE status = 'cancelled') AS cancelled,
    (SELECT count(*) FROM person WHERE is_blocked) AS blocked,
    (
        SELECT
            md5(
                string_agg(
                    concat_ws(
                        '|',
                        attendee.attendee_id,
                        attendee.role,
                        person.company,
                        person.sector,
                        person.language,
                        person.offers,
                        person.needs
                    ),
                    '|' ORDER BY attendee.attendee_id
                )
            )
        FROM attendee
        INNER JOIN person ON attendee.person_id = person.person_id
        WHERE attendee.event_id = $event_id
    ) AS profiles,
    (
        SELECT series.members_know_each_other
        FROM event
        INNER JOIN series ON event.series_id = series.series_id
        WHERE event.event_id = $event_id
    ) AS members_know_each_other,
    (SELECT count(*) FROM current_admission WHERE event_id = $event_id) AS admissions,
    (SELECT count(*) FROM scan WHERE event_id = $event_id AND outcome IN ('left', 're_entered'))
        AS passages,
    (SELECT count(*) FROM consent) AS consents,
    (SELECT count(*) FROM conversation) AS conversations,
    (SELECT count(*) FROM conversation_end) AS endings,
    (SELECT count(*) FROM answer) AS answers,
    (SELECT count(*) FROM gone_fact) AS gone,
    (SELECT count(*) FROM confirmation) AS confirmations,
    (SELECT count(*) FROM correction) AS corrections,
    (SELECT count(*) FROM seeking) AS seekings,
    (SELECT count(*) FROM withholding) AS withholdings,
    (SELECT count(*) FROM suggestion_reply) AS replies,
    (SELECT count(*) FROM release) AS releases,
    (SELECT count(*) FROM introduction_decision) AS decisions
