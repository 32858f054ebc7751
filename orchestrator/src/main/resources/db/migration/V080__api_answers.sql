create table api_answer (
  org_id uuid not null,
  account_id uuid not null,
  route text not null,
  key text not null check (length(key) between 8 and 64),
  body_sha256 text not null check (body_sha256 ~ '^[0-9a-f]{64}$'),
  status int not null,
  location text,
  body text not null,
  created_at timestamptz not null,
  primary key (org_id, account_id, route, key)
);
comment on table api_answer is 'Answers to creating requests by their Idempotency-Key, kept for 24 hours';
create index on api_answer (created_at);
