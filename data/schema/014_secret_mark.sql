-- By which secret the process signs that started last, so that another one notices if it has a
-- different one: a short keyed hash, from which no secret can be found. Holds nothing about a person.
CREATE TABLE secret_mark (
    mark_id INTEGER PRIMARY KEY CHECK (mark_id = 1),
    mark TEXT NOT NULL,
    noted_at_utc TIMESTAMP NOT NULL
);
