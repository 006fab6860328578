-- What people ask for by right: to be forgotten, not to come back, not to have a sentence shown.

-- Who shall not come back by a guest list. Of a person it holds a keyed hash of their e-mail and
-- name: it stays when they are erased, because it is why they stay away.
CREATE TABLE suppression (
    key_hash TEXT PRIMARY KEY,
    noted_at_utc TIMESTAMP NOT NULL
);

-- What was done for privacy, and when. Appended; nothing about a person.
CREATE TABLE privacy_run (
    run_id UUID PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('erasure', 'retention', 'look', 'expiry', 'rewrite')),
    pieces INTEGER NOT NULL, -- people erased, conversations expired; 0 for a rewrite or look
    ran_at_utc TIMESTAMP NOT NULL
);

-- Whether a sentence is shown to others than its author: reported by whom it is about, then as the
-- organiser decided; the latest counts. Holds of a person that they reported this sentence.
CREATE TABLE withholding (
    withholding_id UUID PRIMARY KEY, -- made by the client: the same again is the same one
    answer_id UUID NOT NULL,
    conversation_id UUID NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('reported', 'withheld', 'released')),
    place INTEGER NOT NULL, -- 0, 1, … among those of this answer
    decided_at_utc TIMESTAMP NOT NULL,
    UNIQUE (answer_id, place)
);

-- Sentences that nobody but their author reads: vulgar ones and those that were reported, unless
-- the organiser released them.
CREATE VIEW withheld_answer AS
SELECT
    answer.answer_id,
    answer.conversation_id,
    latest.kind AS decision -- nothing for a vulgar one that nobody has looked at
FROM answer
LEFT JOIN withholding AS latest
    ON
        answer.answer_id = latest.answer_id
        AND NOT EXISTS (
            SELECT 1
            FROM withholding AS later
            WHERE later.answer_id = latest.answer_id AND later.place > latest.place
        )
WHERE coalesce(latest.kind <> 'released', answer.verdict = 'vulgar');
