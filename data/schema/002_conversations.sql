-- Two people talk, each writes what they learned about the other; a connection follows from that.
-- Nothing here says "connected": that is a view over the answers, so it cannot say anything else.

CREATE TABLE conversation (
    conversation_id UUID PRIMARY KEY, -- made by the kiosk: the same again is the same one
    event_id UUID NOT NULL,
    lower_id UUID NOT NULL, -- attendees of the event, the smaller id first
    higher_id UUID NOT NULL,
    turn INTEGER NOT NULL, -- 0, and one more for each earlier one of this pair that has ended
    starter_id UUID NOT NULL,
    lower_prompt TEXT NOT NULL, -- what each is asked about the other, never the same
    higher_prompt TEXT NOT NULL,
    kiosk INTEGER,
    started_at_utc TIMESTAMP NOT NULL,
    UNIQUE (lower_id, higher_id, turn),
    CHECK (lower_id < higher_id)
);

-- Declined or expired: which of the two, by whom and when, is kept nowhere.
CREATE TABLE conversation_end (
    conversation_id UUID PRIMARY KEY
);

-- A channel is the kiosk after a badge was shown, a link of this one conversation (a phone code, a
-- mail), or the author's own page. Badge and link may be in other hands, so their acts are listed.

-- What one attendee learned about the other. Revision 0 is the first; one that the other cannot
-- have read yet is replaced, later ones are added.
CREATE TABLE answer (
    answer_id UUID PRIMARY KEY, -- made by the client: the same again is the same answer
    conversation_id UUID NOT NULL,
    author_id UUID NOT NULL,
    about_id UUID NOT NULL,
    revision INTEGER NOT NULL,
    prompt_id TEXT NOT NULL,
    words TEXT NOT NULL,
    chips TEXT NOT NULL, -- ids with a space between
    language TEXT NOT NULL,
    verdict TEXT NOT NULL, -- of the answer check
    channel TEXT NOT NULL CHECK (channel IN ('kiosk', 'link', 'page')),
    kiosk INTEGER,
    answered_at_utc TIMESTAMP NOT NULL,
    UNIQUE (conversation_id, author_id, revision),
    CHECK (author_id <> about_id)
);

-- Ids of what was replaced, withdrawn or deleted: a late repeat brings none of it back.
CREATE TABLE gone_fact (
    fact_id UUID PRIMARY KEY,
    conversation_id UUID NOT NULL
);

CREATE TABLE confirmation (
    answer_id UUID PRIMARY KEY,
    confirmation_id UUID NOT NULL, -- confirmed again after it was taken back is another one
    conversation_id UUID NOT NULL,
    channel TEXT NOT NULL CHECK (channel IN ('kiosk', 'link', 'page')),
    kiosk INTEGER,
    confirmed_at_utc TIMESTAMP NOT NULL
);

-- What the person written about adds beside a sentence; the latest counts.
CREATE TABLE correction (
    correction_id UUID PRIMARY KEY,
    answer_id UUID NOT NULL,
    conversation_id UUID NOT NULL,
    words TEXT NOT NULL,
    verdict TEXT NOT NULL,
    channel TEXT NOT NULL CHECK (channel IN ('kiosk', 'link', 'page')),
    kiosk INTEGER,
    corrected_at_utc TIMESTAMP NOT NULL
);

-- The planned follow-up; the latest of an author counts, kind 'none' takes it back.
CREATE TABLE promise (
    promise_id UUID PRIMARY KEY,
    conversation_id UUID NOT NULL,
    author_id UUID NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('article', 'introduce', 'coffee', 'ask', 'talk', 'none')),
    due_on DATE,
    place INTEGER NOT NULL, -- 0, 1, … among those of this author in this conversation
    channel TEXT NOT NULL CHECK (channel IN ('kiosk', 'link', 'page')),
    kiosk INTEGER,
    promised_at_utc TIMESTAMP NOT NULL,
    UNIQUE (conversation_id, author_id, place)
);

-- Which of one's own contact fields the other may have; the latest counts.
CREATE TABLE sharing (
    sharing_id UUID PRIMARY KEY,
    conversation_id UUID NOT NULL,
    owner_id UUID NOT NULL,
    person_id UUID NOT NULL, -- of the owner: their next choice begins with this one
    fields TEXT NOT NULL, -- names with a space between, none for nothing
    place INTEGER NOT NULL,
    channel TEXT NOT NULL CHECK (channel IN ('kiosk', 'link', 'page')),
    kiosk INTEGER,
    decided_at_utc TIMESTAMP NOT NULL,
    UNIQUE (conversation_id, owner_id, place)
);

-- What the other is looking for now, as the author heard it: kept apart from the profile.
CREATE TABLE seeking (
    seeking_id UUID PRIMARY KEY,
    conversation_id UUID NOT NULL,
    author_id UUID NOT NULL,
    about_id UUID NOT NULL,
    chips TEXT NOT NULL,
    words TEXT NOT NULL,
    language TEXT NOT NULL,
    verdict TEXT NOT NULL,
    place INTEGER NOT NULL,
    channel TEXT NOT NULL CHECK (channel IN ('kiosk', 'link', 'page')),
    kiosk INTEGER,
    noted_at_utc TIMESTAMP NOT NULL,
    UNIQUE (conversation_id, author_id, place)
);

-- A kiosk handed somebody a link to their conversation; revoked it opens nothing.
CREATE TABLE phone_code (
    phone_code_id UUID PRIMARY KEY,
    conversation_id UUID NOT NULL,
    attendee_id UUID NOT NULL,
    kiosk INTEGER,
    given_at_utc TIMESTAMP NOT NULL,
    revoked_at_utc TIMESTAMP
);

-- For phones that cannot scan the link. Only a keyed hash is kept.
CREATE TABLE typed_code (
    code_hash TEXT PRIMARY KEY,
    conversation_id UUID NOT NULL,
    phone_code_id UUID NOT NULL,
    ends_at_utc TIMESTAMP NOT NULL
);

-- Each conversation twice, as either of the two has it.
CREATE VIEW conversation_side AS
WITH side AS (
    SELECT
        conversation_id,
        event_id,
        lower_id AS attendee_id,
        higher_id AS other_id
    FROM conversation
    UNION ALL
    SELECT
        conversation_id,
        event_id,
        higher_id AS attendee_id,
        lower_id AS other_id
    FROM conversation
)

SELECT
    side.conversation_id,
    side.event_id,
    side.attendee_id,
    attendee.person_id,
    coalesce(other_person.name, '') AS other_name
FROM side
INNER JOIN attendee ON side.attendee_id = attendee.attendee_id
LEFT JOIN attendee AS other ON side.other_id = other.attendee_id
LEFT JOIN person AS other_person ON other.person_id = other_person.person_id;

CREATE VIEW current_answer AS
SELECT answer.*
FROM answer
WHERE
    NOT EXISTS (
        SELECT 1
        FROM answer AS later
        WHERE
            later.conversation_id = answer.conversation_id
            AND later.author_id = answer.author_id
            AND later.revision > answer.revision
    )
    AND NOT EXISTS (
        SELECT 1
        FROM conversation_end
        WHERE conversation_end.conversation_id = answer.conversation_id
    );

-- Connected are two who have each answered about the other in one conversation (P2). Whoever has
-- answered has a revision 0.
CREATE VIEW connection AS
SELECT
    conversation.conversation_id,
    conversation.event_id,
    conversation.lower_id,
    conversation.higher_id,
    greatest(by_lower.answered_at_utc, by_higher.answered_at_utc) AS connected_at_utc
FROM conversation
INNER JOIN answer AS by_lower
    ON
        conversation.conversation_id = by_lower.conversation_id
        AND conversation.lower_id = by_lower.author_id
        AND by_lower.revision = 0
INNER JOIN answer AS by_higher
    ON
        conversation.conversation_id = by_higher.conversation_id
        AND conversation.higher_id = by_higher.author_id
        AND by_higher.revision = 0
LEFT JOIN conversation_end ON conversation.conversation_id = conversation_end.conversation_id
WHERE conversation_end.conversation_id IS NULL;
