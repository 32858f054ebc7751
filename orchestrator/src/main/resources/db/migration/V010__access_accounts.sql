create table organisation (
  id uuid primary key default uuidv7(),
  name text not null check (length(name) between 1 and 120),
  kind text not null check (kind in ('PLATFORM', 'SUBMITTER', 'RESEARCH', 'TEST', 'OPERATIONS')),
  created_at timestamptz not null default now()
);
comment on table organisation is 'Who owns things; PLATFORM is the testbed itself, owner of plans and data sets it ships';

insert into organisation (id, name, kind) values ('00000000-0000-7000-8000-000000000000', 'KI-Testbed', 'PLATFORM');

create table account (
  id uuid primary key default uuidv7(),
  org_id uuid not null references organisation,
  login text not null unique check (login ~ '^[a-z0-9][a-z0-9._@+-]{0,119}$'),
  name text not null check (length(name) between 1 and 120),
  password_hash text not null,
  created_at timestamptz not null default now(),
  ended_at timestamptz
);
comment on column account.org_id is 'home: for which organisation a person acts after signing in';
comment on column account.password_hash is 'Argon2id, encoded with its parameters';

create table membership (
  account_id uuid not null references account,
  org_id uuid not null references organisation,
  roles text[] not null check (
    cardinality(roles) > 0
    and roles <@ array['SUBMITTER', 'RESEARCHER', 'REVIEWER', 'EXAMINER', 'OPERATOR', 'ADMIN']),
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (account_id, org_id)
);

create table api_token (
  id text primary key check (id ~ '^[0-9A-Za-z]{12}$'),
  org_id uuid not null,
  account_id uuid not null,
  name text not null check (length(name) between 1 and 120),
  secret_mac bytea not null check (length(secret_mac) = 32),
  scopes text[] not null,
  created_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > created_at),
  revoked_at timestamptz,
  foreign key (account_id, org_id) references membership
);
comment on column api_token.secret_mac is 'HMAC-SHA256 of the whole token, keyed with a pepper outside the database';
create index on api_token (account_id);

create table login_link (
  secret_hash bytea primary key check (length(secret_hash) = 32),
  org_id uuid not null references organisation,
  account_id uuid not null references account,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

create table login_bucket (
  login_hash bytea primary key check (length(login_hash) = 32),
  since timestamptz not null,
  attempts int not null
);
comment on table login_bucket is 'Attempts to sign in per login name, known or not, in a window that starts with the first of them';
