-- Read models over both times: rows hold on the days [valid_from, valid_to), as known at [known_from, known_to).
-- 9999-12-31 stands for no end of days, 9223372036854775807 for what is known still. Ids are those of streams without
-- their prefix.

-- Who is held where: a row where the worker is at home, one for each host of an open secondment. What a row says of the
-- person is in read.identity, under the positions of the events that said it.
CREATE TABLE read.roster (
    worker_id               uuid    NOT NULL,
    place                   uuid    NOT NULL,
    as_home                 boolean NOT NULL,
    yields_to               uuid[]  NOT NULL,
    status                  text    COLLATE "C" NOT NULL CHECK (status IN ('engaged', 'separated')),
    mode                    text    COLLATE "C" NOT NULL,
    employer                uuid    NOT NULL,
    home                    uuid    NOT NULL,
    post                    uuid,
    since                   date    NOT NULL,
    engagement              uuid    NOT NULL,
    ladder                  text    COLLATE "C",
    grade                   text    COLLATE "C",
    graded_on               date,
    grading                 uuid,
    contract_until          date,
    contract_overdue_from   date    NOT NULL,
    hosts                   uuid[]  NOT NULL,
    secondments             jsonb   NOT NULL,
    secondment_overdue_from date    NOT NULL,
    qualifications          text[]  COLLATE "C" NOT NULL,
    commendations           text[]  COLLATE "C" NOT NULL,
    education               text    COLLATE "C",
    first_engaged_on        date,
    name_at                 bigint,
    document_at             bigint,
    person_at               bigint,
    valid_from              date    NOT NULL,
    valid_to                date    NOT NULL CHECK (valid_to > valid_from),
    known_from              bigint  NOT NULL,
    known_to                bigint  NOT NULL CHECK (known_to > known_from),
    rests_on                bigint[] NOT NULL,
    row_hash                bytea   NOT NULL CHECK (octet_length(row_hash) = 32),
    CONSTRAINT roster_pkey PRIMARY KEY (worker_id, known_from, valid_from, place)
);
COMMENT ON COLUMN read.roster.yields_to IS
    'where one of these places is on the same roster too, this row is not: the worker is shown once';
CREATE INDEX roster_place_idx ON read.roster (place, worker_id, valid_from, valid_to, known_from, known_to);
CREATE INDEX roster_now_idx ON read.roster (place, worker_id, valid_from, valid_to)
    INCLUDE (as_home, status, mode, ladder, grade) WHERE known_to = 9223372036854775807;

-- Posts by their titles.
CREATE TABLE read.post (
    post_id    uuid    NOT NULL,
    place      uuid    NOT NULL,
    title      text    NOT NULL,
    valid_from date    NOT NULL,
    valid_to   date    NOT NULL CHECK (valid_to > valid_from),
    known_from bigint  NOT NULL,
    known_to   bigint  NOT NULL CHECK (known_to > known_from),
    rests_on   bigint[] NOT NULL,
    row_hash   bytea   NOT NULL CHECK (octet_length(row_hash) = 32),
    CONSTRAINT post_pkey PRIMARY KEY (post_id, known_from, valid_from, place)
);

-- What the rows of a read model add up to: the sum, modulo 2^256, of the hashes of all that was opened and closed in it.
ALTER TABLE read.progress ADD COLUMN digest bytea CHECK (octet_length(digest) = 32);

-- Streams that could not be folded or written; the others went on without them.
CREATE TABLE read.workers_parked (
    stream_id text   COLLATE "C" NOT NULL CONSTRAINT workers_parked_pkey PRIMARY KEY,
    position  bigint NOT NULL,
    error     text   NOT NULL
);
CREATE TABLE read.posts_parked (
    stream_id text   COLLATE "C" NOT NULL CONSTRAINT posts_parked_pkey PRIMARY KEY,
    position  bigint NOT NULL,
    error     text   NOT NULL
);

-- Where an organisation stands: the positions of the registrations from its root down to itself, each ten hexadecimal
-- digits and a slash. What stands below it has a path that begins with its own.
CREATE TABLE read.place (
    organisation_id uuid   NOT NULL,
    path            text   COLLATE "C" NOT NULL,
    valid_from      date   NOT NULL,
    valid_to        date   NOT NULL CHECK (valid_to > valid_from),
    known_from      bigint NOT NULL,
    known_to        bigint NOT NULL CHECK (known_to > known_from),
    CONSTRAINT place_pkey PRIMARY KEY (organisation_id, known_from, valid_from)
);
CREATE INDEX place_path_idx ON read.place (path, known_to);

-- Which organisation was ever said to have merged into which, or to be run together with which.
CREATE TABLE read.tie (
    organisation_id text   COLLATE "C" NOT NULL,
    other_id        text   COLLATE "C" NOT NULL,
    merged          boolean NOT NULL,
    first_position  bigint NOT NULL,
    CONSTRAINT tie_pkey PRIMARY KEY (other_id, organisation_id, merged)
);

-- What the event at a position said of a person, in plain words, for display and search. The only table of read models
-- that holds a person's values: an erasure empties it, and a backup of the ledger leaves this schema out.
CREATE TABLE read.identity (
    worker_id     uuid   NOT NULL,
    said_at       bigint NOT NULL,
    name          text,
    pinyin        text   COLLATE "C",
    initials      text   COLLATE "C",
    document_kind text   COLLATE "C",
    document_mask text   COLLATE "C",
    sex           text   COLLATE "C",
    birth_on      date,
    CONSTRAINT identity_pkey PRIMARY KEY (worker_id, said_at)
);
CREATE INDEX identity_name_idx ON read.identity (name text_pattern_ops);
CREATE INDEX identity_pinyin_idx ON read.identity (pinyin);
CREATE INDEX identity_initials_idx ON read.identity (initials);
