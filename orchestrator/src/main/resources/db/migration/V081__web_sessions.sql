create table web_session (
  secret_sha256 text primary key check (secret_sha256 ~ '^[0-9a-f]{64}$'),
  account_id uuid not null,
  org_id uuid not null,
  created_at timestamptz not null,
  touched_at timestamptz not null,
  foreign key (account_id, org_id) references membership
);
comment on table web_session is 'People signed in with a browser; the secret itself is only in their cookie';
create index on web_session (account_id);
