-- The checkpoint that everyone is shown: one a second at most, and never of a smaller size than one shown before.
CREATE TABLE ledger.published (
    single       boolean     NOT NULL DEFAULT true CONSTRAINT published_pkey PRIMARY KEY CHECK (single),
    size         bigint      NOT NULL CHECK (size >= 0),
    note         text        NOT NULL,
    published_at timestamptz NOT NULL
);

-- One row a change of the signing key, by the position of its event: the checkpoint that both keys have signed.
CREATE TABLE ledger.handover (
    position bigint NOT NULL CONSTRAINT handover_pkey PRIMARY KEY CHECK (position >= 0),
    note     text   NOT NULL
);
CREATE TRIGGER handover_refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.handover
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
ALTER TABLE ledger.handover ENABLE ALWAYS TRIGGER handover_refuse_change;
