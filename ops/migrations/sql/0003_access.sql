-- Who may call, and who looked at what. Not part of the record: tokens expire, and a look is kept by the operator's rules.

CREATE SCHEMA access;

-- Bearer tokens by their SHA-256: the token itself is shown once, when it is issued, and kept nowhere.
CREATE TABLE access.token (
    digest     bytea       NOT NULL CONSTRAINT token_pkey PRIMARY KEY CHECK (octet_length(digest) = 32),
    principal  text        COLLATE "C" NOT NULL,
    role       text        COLLATE "C" NOT NULL
               CHECK (role IN ('clerk', 'approver', 'auditor', 'integrator', 'administrator')),
    scope      text        COLLATE "C",
    issued_at  timestamptz NOT NULL,
    expires_at timestamptz CHECK (expires_at > issued_at),
    revoked_at timestamptz
);
CREATE INDEX token_principal_idx ON access.token (principal);
COMMENT ON COLUMN access.token.scope IS 'the organisation whose subtree the principal acts in, null for the whole ledger';

-- Personal data read in full: logged before they are shown.
CREATE TABLE access.look (
    number    bigint      GENERATED ALWAYS AS IDENTITY CONSTRAINT look_pkey PRIMARY KEY,
    at        timestamptz NOT NULL,
    principal text        COLLATE "C" NOT NULL,
    what      text        NOT NULL,
    reason    text
);
CREATE INDEX look_principal_idx ON access.look (principal, at);
