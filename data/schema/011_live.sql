-- The event as it is now: who is counted, and what the desk says to guests who are still alone.

-- Staff thought of somebody for a guest who is still without a conversation. The same again is the
-- same idea. Holds of a person: that the attendee was given the idea, and about whom.
CREATE TABLE desk_idea (
    event_id UUID NOT NULL,
    attendee_id UUID NOT NULL, -- who is given the idea
    suggested_id UUID NOT NULL,
    sent_at_utc TIMESTAMP NOT NULL,
    PRIMARY KEY (attendee_id, suggested_id),
    CHECK (attendee_id <> suggested_id)
);

-- Whom figures of conversations count: came in, takes part in more than the entry, is not at work.
CREATE VIEW counted_guest AS
SELECT
    participant.event_id,
    participant.attendee_id,
    participant.person_id,
    current_admission.admitted_at_utc
FROM participant
INNER JOIN current_admission ON participant.attendee_id = current_admission.attendee_id
LEFT JOIN current_role_change ON participant.attendee_id = current_role_change.attendee_id
WHERE coalesce(current_role_change.role, participant.role) <> 'staff';

-- Of which at least one half is written, and which has not ended.
CREATE VIEW recorded_conversation AS
SELECT
    conversation.*,
    by_lower.answer_id IS NOT NULL AND by_higher.answer_id IS NOT NULL AS is_connected
FROM conversation
LEFT JOIN answer AS by_lower
    ON
        conversation.conversation_id = by_lower.conversation_id
        AND conversation.lower_id = by_lower.author_id
        AND by_lower.revision = 0
LEFT JOIN answer AS by_higher
    ON
        conversation.conversation_id = by_higher.conversation_id
        AND conversation.higher_id = by_higher.author_id
        AND by_higher.revision = 0
LEFT JOIN conversation_end ON conversation.conversation_id = conversation_end.conversation_id
WHERE
    conversation_end.conversation_id IS NULL
    AND (by_lower.answer_id IS NOT NULL OR by_higher.answer_id IS NOT NULL);

-- Who may be suggested to whom at this moment: the lists as last worked out and the ideas of the
-- desk. Consents, blocks, talks, replies and introductions are those of now.
CREATE VIEW standing_suggestion AS
WITH entry AS (
    SELECT
        suggestion.event_id,
        suggestion.attendee_id,
        suggestion.suggested_id,
        suggestion.rank,
        suggestion.reasons,
        desk_idea.attendee_id IS NOT NULL AS is_from_desk
    FROM suggestion
    LEFT JOIN desk_idea
        ON
            suggestion.attendee_id = desk_idea.attendee_id
            AND suggestion.suggested_id = desk_idea.suggested_id
    UNION ALL
    SELECT
        desk_idea.event_id,
        desk_idea.attendee_id,
        desk_idea.suggested_id,
        0 AS rank,
        '[]' AS reasons,
        TRUE AS is_from_desk
    FROM desk_idea
    LEFT JOIN suggestion
        ON
            desk_idea.attendee_id = suggestion.attendee_id
            AND desk_idea.suggested_id = suggestion.suggested_id
    WHERE suggestion.attendee_id IS NULL
)

SELECT
    entry.event_id,
    entry.attendee_id,
    entry.suggested_id,
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
    entry.is_from_desk,
    entry.rank,
    entry.reasons
FROM entry
INNER JOIN participant AS one ON entry.attendee_id = one.attendee_id
INNER JOIN participant AS other ON entry.suggested_id = other.attendee_id
INNER JOIN person AS me ON one.person_id = me.person_id
INNER JOIN person ON other.person_id = person.person_id
LEFT JOIN in_the_room ON entry.suggested_id = in_the_room.attendee_id
LEFT JOIN proposal
    ON
        entry.event_id = proposal.event_id
        AND least(one.person_id, other.person_id) = proposal.lower_id
        AND greatest(one.person_id, other.person_id) = proposal.higher_id
WHERE
    one.may_be_named
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
    );
