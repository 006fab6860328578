-- Programs that speak with the server, and servers that it tells what happened. Of people only ids.

-- A program's key; only a hash of it is kept. Holds nothing about a person.
CREATE TABLE api_token (
    token_id UUID PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL, -- of the program, as the organiser called it
    scopes TEXT NOT NULL, -- words with a space between
    made_at_utc TIMESTAMP NOT NULL,
    ends_at_utc TIMESTAMP NOT NULL,
    revoked_at_utc TIMESTAMP,
    used_at_utc TIMESTAMP -- to the minute
);

-- What a program was answered when it wrote, for a day: said again, it gets the same answer.
-- Of a person it holds the attendee who was let in, here and within the body.
CREATE TABLE api_answer (
    token_id UUID NOT NULL,
    key_hash TEXT NOT NULL, -- of the program's own key, which may hold anything
    request_hash TEXT NOT NULL,
    status INTEGER NOT NULL,
    body TEXT NOT NULL, -- JSON: ids, counts and codes, no name and no address
    attendee_id UUID,
    kept_at_utc TIMESTAMP NOT NULL,
    PRIMARY KEY (token_id, key_hash)
);

-- An address that is told of an event's admissions or connections. Its secret is kept nowhere: it
-- follows from the server's own and the id. Holds nothing about a person.
CREATE TABLE webhook (
    webhook_id UUID PRIMARY KEY,
    event_id UUID NOT NULL,
    url TEXT NOT NULL,
    kinds TEXT NOT NULL, -- words with a space between
    failures INTEGER NOT NULL, -- since it last took a message
    rests_until_utc TIMESTAMP NOT NULL,
    made_at_utc TIMESTAMP NOT NULL, -- what happened before is not told
    ended_at_utc TIMESTAMP,
    end_reason TEXT NOT NULL CHECK (end_reason IN ('', 'removed', 'gone', 'event_gone'))
);

-- The outbox. What a message says is read from the facts when it is sent, so that what was undone
-- meanwhile is not told. Holds the id of a scan or a conversation, none of a person.
CREATE TABLE webhook_message (
    message_id UUID PRIMARY KEY, -- from webhook, kind and subject: a fact is queued once
    webhook_id UUID NOT NULL,
    event_id UUID NOT NULL,
    kind TEXT NOT NULL
    CHECK (kind IN ('admission', 'admission_undone', 'connection', 'connection_undone')),
    subject_id UUID NOT NULL, -- of the scan that admitted, or of the conversation
    state TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'dead', 'dropped')),
    attempts INTEGER NOT NULL, -- begun: with one it may have arrived
    failure TEXT NOT NULL, -- of the last attempt, a code
    queued_at_utc TIMESTAMP NOT NULL, -- or set going again by hand
    next_at_utc TIMESTAMP NOT NULL,
    settled_at_utc TIMESTAMP
);

-- One row, written to see whether the disk still takes it.
CREATE TABLE readiness_probe (
    probe_id INTEGER PRIMARY KEY,
    written_at_utc TIMESTAMP NOT NULL
);
