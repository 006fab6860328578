-- Somebody brings two people together whom they both know: they agree, then each of the two does.
-- Nothing here says "made" or "over": that is read from the decisions, so no "no" is kept twice.

CREATE TABLE introduction (
    introduction_id UUID PRIMARY KEY, -- made by the client: the same again is the same one
    event_id UUID NOT NULL,
    introducer_id UUID NOT NULL, -- attendees of the event
    lower_id UUID NOT NULL, -- the two sides, the smaller id first
    higher_id UUID NOT NULL,
    origin TEXT NOT NULL CHECK (origin IN ('idea', 'own')), -- a suggestion, or the introducer
    proposed_at_utc TIMESTAMP NOT NULL,
    turn INTEGER NOT NULL, -- 0, 1, … of this pair; a further one once no introducer means it
    UNIQUE (event_id, lower_id, higher_id, turn), -- of two introducers exactly one is first
    CHECK (lower_id < higher_id),
    CHECK (introducer_id <> lower_id AND introducer_id <> higher_id)
);

-- What the introducer or a side said; the latest counts, kind 'none' is silence again.
CREATE TABLE introduction_decision (
    decision_id UUID PRIMARY KEY, -- from the client's id and whose it is: no other id is in its way
    introduction_id UUID NOT NULL,
    attendee_id UUID NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('yes', 'no', 'none')),
    place INTEGER NOT NULL, -- 0, 1, … among those of this attendee in this introduction
    channel TEXT NOT NULL CHECK (channel IN ('kiosk', 'page', 'mail')),
    kiosk INTEGER,
    decided_at_utc TIMESTAMP NOT NULL,
    UNIQUE (introduction_id, attendee_id, place)
);

CREATE VIEW current_introduction_decision AS
SELECT introduction_decision.*
FROM introduction_decision
WHERE NOT EXISTS (
    SELECT 1
    FROM introduction_decision AS later
    WHERE
        later.introduction_id = introduction_decision.introduction_id
        AND later.attendee_id = introduction_decision.attendee_id
        AND later.place > introduction_decision.place
);

-- Which attendees can be introduced at all, and which of them by name to somebody new.
CREATE VIEW introducible AS
WITH consented AS (
    SELECT
        person_id,
        bool_or(kind = 'entry_only' AND is_given) AS is_entry_only,
        bool_or(kind = 'suggest' AND is_given) AS may_be_suggested
    FROM current_consent
    GROUP BY person_id
)

SELECT
    attendee.attendee_id,
    attendee.event_id,
    attendee.person_id,
    person.name,
    person.company,
    attendee.status = 'expected'
    AND NOT person.is_blocked
    AND NOT coalesce(consented.is_entry_only, FALSE) AS takes_part,
    coalesce(consented.may_be_suggested, FALSE) AS may_be_suggested
FROM attendee
INNER JOIN person ON attendee.person_id = person.person_id
LEFT JOIN consented ON attendee.person_id = consented.person_id;

-- Which persons are connected now, at whatever event; the smaller id first.
CREATE VIEW acquaintance AS
SELECT DISTINCT
    least(lower_one.person_id, higher_one.person_id) AS lower_person_id,
    greatest(lower_one.person_id, higher_one.person_id) AS higher_person_id
FROM connection
INNER JOIN attendee AS lower_one ON connection.lower_id = lower_one.attendee_id
INNER JOIN attendee AS higher_one ON connection.higher_id = higher_one.attendee_id;

-- Since when somebody need not meet somebody, at whatever event: by what they said to a suggestion,
-- unbroken by a taking back, or by their no to an introduction.
CREATE VIEW refusal AS
WITH said AS (
    SELECT
        author_id,
        about_id,
        NULL::UUID AS introduction_id,
        min(replied_at_utc) AS refused_at_utc
    FROM suggestion_reply
    WHERE
        kind <> 'none'
        AND NOT EXISTS (
            SELECT 1
            FROM suggestion_reply AS taken_back
            WHERE
                taken_back.author_id = suggestion_reply.author_id
                AND taken_back.about_id = suggestion_reply.about_id
                AND taken_back.kind = 'none'
                AND taken_back.place > suggestion_reply.place
        )
    GROUP BY author_id, about_id
    UNION ALL
    SELECT
        decision.attendee_id AS author_id,
        CASE decision.attendee_id
            WHEN introduction.lower_id THEN introduction.higher_id
            ELSE introduction.lower_id
        END AS about_id,
        introduction.introduction_id,
        decision.decided_at_utc AS refused_at_utc
    FROM current_introduction_decision AS decision
    INNER JOIN introduction ON decision.introduction_id = introduction.introduction_id
    WHERE decision.kind = 'no' AND decision.attendee_id <> introduction.introducer_id
)

SELECT
    author.person_id AS author_person_id,
    about.person_id AS about_person_id,
    said.introduction_id, -- nothing for a reply
    said.refused_at_utc
FROM said
INNER JOIN attendee AS author ON said.author_id = author.attendee_id
INNER JOIN attendee AS about ON said.about_id = about.attendee_id;

-- All that decides how an introduction stands.
CREATE VIEW introduction_standing AS
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

-- What its sides said of each other elsewhere.
refused AS (
    SELECT
        introduction.introduction_id,
        author.attendee_id AS author_id,
        min(refusal.refused_at_utc) AS refused_at_utc
    FROM introduction
    INNER JOIN attendee AS author
        ON author.attendee_id IN (introduction.lower_id, introduction.higher_id)
    INNER JOIN attendee AS about
        ON
            about.attendee_id IN (introduction.lower_id, introduction.higher_id)
            AND about.attendee_id <> author.attendee_id
    INNER JOIN refusal
        ON
            author.person_id = refusal.author_person_id
            AND about.person_id = refusal.about_person_id
            AND introduction.introduction_id IS DISTINCT FROM refusal.introduction_id
    GROUP BY introduction.introduction_id, author.attendee_id
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
