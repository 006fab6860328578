-- Whom may this attendee be shown at this moment, of those on their list?
--
-- Takes    $attendee_id
-- Returns  one row per entry that still stands: suggested_id, suggested_person_id, name, company,
--          job_title, is_here, extra, rank, reasons; sector, offers, needs, language of the person,
--          and the reader's own with my_ before; is_proposed (noted at this event before)
-- Order    who is in the room first, then by rank
SELECT
    suggestion.suggested_id,
    other.person_id AS suggested_person_id,
    one.person_id AS my_person_id,
    person.name,
    person.company,
    person.job_title,
    person.sector,
    person.offers,
    person.needs,
    person.language,
    me.sector AS my_sector,
    me.offers AS my_offers,
    me.needs AS my_needs,
    me.language AS my_language,
    other.extra,
    in_the_room.attendee_id IS NOT NULL AS is_here,
    proposal.event_id IS NOT NULL AS is_proposed,
    suggestion.rank,
    suggestion.reasons
FROM suggestion
INNER JOIN participant AS one ON suggestion.attendee_id = one.attendee_id
INNER JOIN participant AS other ON suggestion.suggested_id = other.attendee_id
INNER JOIN person AS me ON one.person_id = me.person_id
INNER JOIN person ON other.person_id = person.person_id
LEFT JOIN in_the_room ON suggestion.suggested_id = in_the_room.attendee_id
LEFT JOIN proposal
    ON
        suggestion.event_id = proposal.event_id
        AND least(one.person_id, other.person_id) = proposal.lower_id
        AND greatest(one.person_id, other.person_id) = proposal.higher_id
WHERE
    suggestion.attendee_id = $attendee_id
    AND one.may_be_named
    AND other.may_be_named
    AND NOT EXISTS (
        SELECT 1
        FROM conversation
        INNER JOIN attendee AS lower ON conversation.lower_id = lower.attendee_id
        INNER JOIN attendee AS higher ON conversation.higher_id = higher.attendee_id
        WHERE
            least(lower.person_id, higher.person_id) = least(one.person_id, other.person_id)
            AND greatest(lower.person_id, higher.person_id)
            = greatest(one.person_id, other.person_id)
    )
    AND NOT EXISTS (
        SELECT 1
        FROM current_reply
        INNER JOIN attendee AS author ON current_reply.author_id = author.attendee_id
        INNER JOIN attendee AS about ON current_reply.about_id = about.attendee_id
        WHERE
            current_reply.kind <> 'none'
            AND least(author.person_id, about.person_id) = least(one.person_id, other.person_id)
            AND greatest(author.person_id, about.person_id)
            = greatest(one.person_id, other.person_id)
    )
    AND NOT EXISTS (
        SELECT 1
        FROM introduction
        INNER JOIN current_introduction_decision AS decision
            ON
                introduction.introduction_id = decision.introduction_id
                AND introduction.introducer_id = decision.attendee_id
                AND decision.kind = 'yes'
        INNER JOIN attendee AS lower ON introduction.lower_id = lower.attendee_id
        INNER JOIN attendee AS higher ON introduction.higher_id = higher.attendee_id
        WHERE
            least(lower.person_id, higher.person_id) = least(one.person_id, other.person_id)
            AND greatest(lower.person_id, higher.person_id)
            = greatest(one.person_id, other.person_id)
    )
ORDER BY is_here DESC, suggestion.rank
