-- The record and everything that is checked under the head lock. Later migrations add; none changes ledger.event.

CREATE SCHEMA ledger;
CREATE SCHEMA vault;

-- One row an event, one leaf an event. `leaf` is what is hashed and served; the other columns repeat it for queries.
CREATE TABLE ledger.event (
    position    bigint      NOT NULL CONSTRAINT event_pkey PRIMARY KEY CHECK (position >= 0),
    stream_id   text        COLLATE "C" NOT NULL,
    version     integer     NOT NULL,
    type        text        COLLATE "C" NOT NULL,
    schema      smallint    NOT NULL,
    recorded_at timestamptz NOT NULL,
    event_id    uuid        NOT NULL CONSTRAINT event_event_id_key UNIQUE,
    leaf        bytea       NOT NULL CHECK (octet_length(leaf) < 65536),
    leaf_hash   bytea       NOT NULL CHECK (octet_length(leaf_hash) = 32),
    CONSTRAINT event_stream_id_version_key UNIQUE (stream_id, version)
) WITH (toast_tuple_target = 8160);
-- Most of a leaf is ciphertext: trying to compress it costs time and gains nothing.
ALTER TABLE ledger.event ALTER COLUMN leaf SET STORAGE EXTERNAL;
CREATE INDEX event_erasure_idx ON ledger.event (stream_id) WHERE type = 'subject.erased';

-- One row: where the log ends. Its row lock is what orders appends.
CREATE TABLE ledger.head (
    single      boolean     NOT NULL DEFAULT true CONSTRAINT head_pkey PRIMARY KEY CHECK (single),
    origin      text        NOT NULL,
    size        bigint      NOT NULL CHECK (size >= 0),
    frontier    bytea       NOT NULL,
    recorded_at timestamptz NOT NULL
);

-- One row a commit: the tree that its receipts were signed over.
CREATE TABLE ledger.commit (
    size        bigint      NOT NULL CONSTRAINT commit_pkey PRIMARY KEY CHECK (size > 0),
    root        bytea       NOT NULL CHECK (octet_length(root) = 32),
    recorded_at timestamptz NOT NULL
);
CREATE INDEX commit_recorded_at_idx ON ledger.commit (recorded_at, size);

-- How far followers that use the event-sourcing library have come.
CREATE TABLE ledger.tracking (
    application_name text   COLLATE "C" NOT NULL CONSTRAINT tracking_pkey PRIMARY KEY,
    notification_id  bigint NOT NULL
);

CREATE FUNCTION ledger.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of %.% is refused: the record is append-only', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END
$$;

CREATE TRIGGER event_refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.event
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER commit_refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.commit
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER head_refuse_removal BEFORE DELETE OR TRUNCATE ON ledger.head
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
-- Also for sessions that replay a replica's changes, which skip ordinary triggers.
ALTER TABLE ledger.event ENABLE ALWAYS TRIGGER event_refuse_change;
ALTER TABLE ledger.commit ENABLE ALWAYS TRIGGER commit_refuse_change;
ALTER TABLE ledger.head ENABLE ALWAYS TRIGGER head_refuse_removal;

-- A data subject's key, wrapped by the key-encryption key. `wrapped` is null once destroyed, `purged_at` is set when
-- everything else about the person is gone too.
CREATE TABLE vault.subject_key (
    subject   text        COLLATE "C" NOT NULL CONSTRAINT subject_key_pkey PRIMARY KEY,
    wrapped   bytea,
    erased_at timestamptz,
    purged_at timestamptz,
    CHECK ((wrapped IS NULL) = (erased_at IS NOT NULL))
);

-- Claims, the blind index among them (kinds person and certificate): rebuilt from the events that can be decrypted.
CREATE TABLE vault.claim (
    kind      text    COLLATE "C" NOT NULL,
    key       text    COLLATE "C" NOT NULL,
    stream_id text    COLLATE "C" NOT NULL,
    since     date    NOT NULL,
    until     date    CHECK (until > since),
    capacity  integer NOT NULL CHECK (capacity >= 0)
);
CREATE INDEX claim_kind_key_idx ON vault.claim (kind, key);
CREATE INDEX claim_stream_id_idx ON vault.claim (stream_id);

-- Idempotency: the keyed HMAC of what a command said; null once one of its subjects is erased.
CREATE TABLE vault.command (
    first_event_id uuid    NOT NULL CONSTRAINT command_pkey PRIMARY KEY,
    first_position bigint  NOT NULL,
    events         integer NOT NULL CHECK (events > 0),
    digest         bytea,
    subjects       text[]  COLLATE "C" NOT NULL
);
CREATE INDEX command_subjects_idx ON vault.command USING gin (subjects);
