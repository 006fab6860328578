-- Mails of an event: what is to be sent when, the outbox, and who wants none.

-- What the organiser set going for an event, once of each kind. Holds nothing about a person.
CREATE TABLE mailing (
    event_id UUID NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('matches', 'reminder', 'invitation')),
    with_links BOOLEAN NOT NULL, -- false: there is no public address, mails carry mailto only
    begins_at_utc TIMESTAMP NOT NULL, -- from then on its mails are put into the outbox
    filled_at_utc TIMESTAMP, -- when they last were
    paused_at_utc TIMESTAMP,
    actor TEXT NOT NULL,
    made_at_utc TIMESTAMP NOT NULL,
    PRIMARY KEY (event_id, kind)
);

-- The outbox. What a mail says, and to which address, is read when it is sent: what was withdrawn
-- meanwhile is not in it. Holds of a person that this mail is theirs, and how far it is.
CREATE TABLE mail (
    mail_id UUID PRIMARY KEY, -- from event, person, kind and place: its Message-ID stays
    event_id UUID NOT NULL,
    person_id UUID NOT NULL,
    attendee_id UUID NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('matches', 'reminder', 'invitation', 'link')),
    place INTEGER NOT NULL, -- 0; of a link, which may be asked for again, 0, 1, …
    with_links BOOLEAN NOT NULL,
    state TEXT NOT NULL
    CHECK (state IN ('queued', 'sending', 'sent', 'failed', 'uncertain', 'dropped')),
    attempts INTEGER NOT NULL, -- begun
    failure TEXT NOT NULL, -- of the last attempt, a code such as '550 5.1.1'; never an address
    queued_at_utc TIMESTAMP NOT NULL,
    next_at_utc TIMESTAMP NOT NULL, -- not before
    settled_at_utc TIMESTAMP, -- sent, failed, uncertain or dropped since
    UNIQUE (event_id, person_id, kind, place)
);

-- Who wants no mail, or no reminder; the latest of each kind counts. Holds of a person that they
-- said so, and where.
CREATE TABLE mail_refusal (
    refusal_id UUID PRIMARY KEY, -- made by the client: the same again is the same one
    person_id UUID NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('all', 'reminder')),
    is_refused BOOLEAN NOT NULL,
    source TEXT NOT NULL CHECK (source IN ('mail', 'page', 'desk')),
    place INTEGER NOT NULL, -- 0, 1, … among those of this person and kind
    decided_at_utc TIMESTAMP NOT NULL,
    UNIQUE (person_id, kind, place)
);

CREATE VIEW current_mail_refusal AS
SELECT mail_refusal.*
FROM mail_refusal
WHERE
    mail_refusal.is_refused
    AND NOT EXISTS (
        SELECT 1
        FROM mail_refusal AS later
        WHERE
            later.person_id = mail_refusal.person_id
            AND later.kind = mail_refusal.kind
            AND later.place > mail_refusal.place
    );

-- Who may be suggested to whom at this moment: the lists as last worked out and the ideas of the
-- desk. Consents, blocks, talks, replies and introductions are those of now. It joins, where
-- NOT EXISTS would say the same in three times the time: a mailing asks for everybody.
CREATE OR REPLACE VIEW standing_suggestion AS
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
),

-- Pairs of persons, the smaller id first, for whom a suggestion comes too late.
talked AS (
    SELECT DISTINCT
        least(lower.person_id, higher.person_id) AS lower_person_id,
        greatest(lower.person_id, higher.person_id) AS higher_person_id
    FROM conversation
    INNER JOIN attendee AS lower ON conversation.lower_id = lower.attendee_id
    INNER JOIN attendee AS higher ON conversation.higher_id = higher.attendee_id
),

replied AS (
    SELECT DISTINCT
        least(author.person_id, about.person_id) AS lower_person_id,
        greatest(author.person_id, about.person_id) AS higher_person_id
    FROM current_reply
    INNER JOIN attendee AS author ON current_reply.author_id = author.attendee_id
    INNER JOIN attendee AS about ON current_reply.about_id = about.attendee_id
    WHERE current_reply.kind <> 'none'
),

introduced AS (
    SELECT DISTINCT
        least(lower.person_id, higher.person_id) AS lower_person_id,
        greatest(lower.person_id, higher.person_id) AS higher_person_id
    FROM introduction
    INNER JOIN current_introduction_decision AS decision
        ON
            introduction.introduction_id = decision.introduction_id
            AND introduction.introducer_id = decision.attendee_id
            AND decision.kind = 'yes'
    INNER JOIN attendee AS lower ON introduction.lower_id = lower.attendee_id
    INNER JOIN attendee AS higher ON introduction.higher_id = higher.attendee_id
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
LEFT JOIN talked
    ON
        least(one.person_id, other.person_id) = talked.lower_person_id
        AND greatest(one.person_id, other.person_id) = talked.higher_person_id
LEFT JOIN replied
    ON
        least(one.person_id, other.person_id) = replied.lower_person_id
        AND greatest(one.person_id, other.person_id) = replied.higher_person_id
LEFT JOIN introduced
    ON
        least(one.person_id, other.person_id) = introduced.lower_person_id
        AND greatest(one.person_id, other.person_id) = introduced.higher_person_id
WHERE
    one.may_be_named
    AND other.may_be_named
    AND talked.lower_person_id IS NULL
    AND replied.lower_person_id IS NULL
    AND introduced.lower_person_id IS NULL;

-- All that decides how an introduction stands; it joins by equal ids alone, for the same reason.
CREATE OR REPLACE VIEW introduction_standing AS
WITH guest AS (
    SELECT *
    FROM introducible
),

known AS (
    SELECT *
    FROM acquaintance
),

said AS (
    SELECT *
    FROM current_introduction_decision
),

-- Each of the two, and who the other is.
side AS (
    SELECT
        introduction_id,
        lower_id AS author_id,
        higher_id AS about_id
    FROM introduction
    UNION ALL
    SELECT
        introduction_id,
        higher_id AS author_id,
        lower_id AS about_id
    FROM introduction
),

-- What its sides said of each other elsewhere.
refused AS (
    SELECT
        side.introduction_id,
        side.author_id,
        min(refusal.refused_at_utc) AS refused_at_utc
    FROM side
    INNER JOIN attendee AS author ON side.author_id = author.attendee_id
    INNER JOIN attendee AS about ON side.about_id = about.attendee_id
    INNER JOIN refusal
        ON
            author.person_id = refusal.author_person_id
            AND about.person_id = refusal.about_person_id
            AND side.introduction_id IS DISTINCT FROM refusal.introduction_id
    GROUP BY side.introduction_id, side.author_id
)

SELECT
    introduction.*,
    introducer.name AS introducer_name,
    introducer.company AS introducer_company,
    lower_one.name AS lower_name,
    lower_one.company AS lower_company,
    higher_one.name AS higher_name,
    higher_one.company AS higher_company,
    coalesce(by_introducer.kind, 'none') AS introducer_kind,
    coalesce(by_lower.kind, 'none') AS lower_kind,
    coalesce(by_higher.kind, 'none') AS higher_kind,
    CASE
        WHEN by_introducer.kind = 'yes' AND by_lower.kind = 'yes' AND by_higher.kind = 'yes'
            THEN greatest(
                by_introducer.decided_at_utc, by_lower.decided_at_utc, by_higher.decided_at_utc
            )
    END AS made_at_utc,
    lower_refused.refused_at_utc AS lower_refused_at_utc,
    higher_refused.refused_at_utc AS higher_refused_at_utc,
    introducer.takes_part AND lower_one.takes_part AND higher_one.takes_part AS all_take_part,
    lower_one.may_be_suggested AND higher_one.may_be_suggested AS both_may_be_suggested,
    knows_lower.lower_person_id IS NOT NULL
    AND knows_higher.lower_person_id IS NOT NULL AS knows_both,
    know_each_other.lower_person_id IS NOT NULL AS are_connected
FROM introduction
INNER JOIN guest AS introducer ON introduction.introducer_id = introducer.attendee_id
INNER JOIN guest AS lower_one ON introduction.lower_id = lower_one.attendee_id
INNER JOIN guest AS higher_one ON introduction.higher_id = higher_one.attendee_id
LEFT JOIN said AS by_introducer
    ON
        introduction.introduction_id = by_introducer.introduction_id
        AND introduction.introducer_id = by_introducer.attendee_id
LEFT JOIN said AS by_lower
    ON
        introduction.introduction_id = by_lower.introduction_id
        AND introduction.lower_id = by_lower.attendee_id
LEFT JOIN said AS by_higher
    ON
        introduction.introduction_id = by_higher.introduction_id
        AND introduction.higher_id = by_higher.attendee_id
LEFT JOIN refused AS lower_refused
    ON
        introduction.introduction_id = lower_refused.introduction_id
        AND introduction.lower_id = lower_refused.author_id
LEFT JOIN refused AS higher_refused
    ON
        introduction.introduction_id = higher_refused.introduction_id
        AND introduction.higher_id = higher_refused.author_id
LEFT JOIN known AS knows_lower
    ON
        least(introducer.person_id, lower_one.person_id) = knows_lower.lower_person_id
        AND greatest(introducer.person_id, lower_one.person_id) = knows_lower.higher_person_id
LEFT JOIN known AS knows_higher
    ON
        least(introducer.person_id, higher_one.person_id) = knows_higher.lower_person_id
        AND greatest(introducer.person_id, higher_one.person_id) = knows_higher.higher_person_id
LEFT JOIN known AS know_each_other
    ON
        least(lower_one.person_id, higher_one.person_id) = know_each_other.lower_person_id
        AND greatest(lower_one.person_id, higher_one.person_id) = know_each_other.higher_person_id;
