-- The tables of the workbench: what matching needs to know of one event or of a pair of files.
-- Numbers stand for people in the order of their ids and for terms in the order of their spelling,
-- so that the order of rows changes nothing. Weights are whole numbers in DOUBLE columns: their
-- sums are exact whichever thread adds first.

CREATE TABLE person (
    pid INTEGER NOT NULL,
    id TEXT NOT NULL,
    company INTEGER, -- equal numbers are equal companies, NULL is unknown
    grp INTEGER,
    language INTEGER,
    is_here BOOLEAN NOT NULL, -- in the room
    may_be_named BOOLEAN NOT NULL, -- whoever may not is never suggested, but is an acquaintance
    visitor INTEGER NOT NULL -- 1 a visitor, 2 a member, 0 anybody else
);

-- What a person needs or offers. A term is a chip or the stem of a word.
CREATE TABLE wish (
    pid INTEGER NOT NULL,
    is_need BOOLEAN NOT NULL,
    term INTEGER NOT NULL,
    is_learned BOOLEAN NOT NULL -- others wrote it; what is declared too counts as declared
);

-- Pairs known in some way, in both directions; no such pair is ever suggested.
CREATE TABLE known (
    a INTEGER NOT NULL,
    b INTEGER NOT NULL
);

-- Pairs that have connected, in both directions.
CREATE TABLE friend (
    a INTEGER NOT NULL,
    b INTEGER NOT NULL
);

-- Worked out from the above by the queries of the workbench.
CREATE TABLE activity (
    pid INTEGER NOT NULL,
    degree INTEGER NOT NULL,
    share DOUBLE NOT NULL -- 2^40 divided by the degree: what each acquaintance passes on
);
CREATE TABLE term_weight (
    term INTEGER NOT NULL,
    people INTEGER NOT NULL, -- who need or offer it
    idf_squared DOUBLE NOT NULL
);
CREATE TABLE need (
    pid INTEGER NOT NULL,
    term INTEGER NOT NULL,
    is_learned BOOLEAN NOT NULL,
    weight DOUBLE NOT NULL, -- 2^20 times the part of a unit vector
    people INTEGER NOT NULL
);
CREATE TABLE offer (
    pid INTEGER NOT NULL,
    term INTEGER NOT NULL,
    is_learned BOOLEAN NOT NULL,
    weight DOUBLE NOT NULL,
    people INTEGER NOT NULL
);
CREATE TABLE exchange ( -- a pair of an offer and a need, as one key
    exchange BIGINT NOT NULL,
    blocks INTEGER NOT NULL -- into which its people are divided
);
CREATE TABLE mate ( -- somebody who offers one term and needs another, as their partner looks it up
    pid INTEGER NOT NULL,
    exchange BIGINT NOT NULL,
    block INTEGER NOT NULL
);
CREATE TABLE seeker ( -- the same as they look for a partner
    pid INTEGER NOT NULL,
    exchange BIGINT NOT NULL,
    block INTEGER NOT NULL
);
CREATE TABLE ring ( -- the people of a group, or of all, in the order of a hash
    pid INTEGER NOT NULL,
    ring INTEGER NOT NULL, -- the group, -1 for all
    spot UBIGINT NOT NULL,
    place INTEGER NOT NULL,
    length INTEGER NOT NULL
);
CREATE TABLE peer ( -- a few others of the same group
    pid INTEGER NOT NULL,
    other INTEGER NOT NULL
);
CREATE TABLE looker ( -- of whom the next queries are
    pid INTEGER NOT NULL
);
CREATE TABLE candidate (
    a INTEGER NOT NULL,
    b INTEGER NOT NULL,
    place BIGINT -- among those whom a could look at closely, the highest first
);
CREATE TABLE near ( -- the candidates that were chosen, while they are kept
    a INTEGER NOT NULL,
    b INTEGER NOT NULL,
    place BIGINT NOT NULL
);
CREATE TABLE scored (
    a INTEGER NOT NULL,
    b INTEGER NOT NULL,
    score BIGINT NOT NULL, -- millionths
    shared DOUBLE NOT NULL, -- resource allocation, 2^40 is one
    is_same_group BOOLEAN NOT NULL,
    tier INTEGER NOT NULL -- how many of the two are in the room
);
