create table statement (
  id uuid primary key default uuidv7(),
  org_id uuid not null references organisation,
  evaluation_id uuid not null unique references evaluation,
  created_at timestamptz not null default clock_timestamp()
);
create index on statement (org_id, id);

create table statement_act (
  statement_id uuid not null references statement,
  org_id uuid not null references organisation,
  seq bigint not null check (seq > 0),
  at timestamptz not null,
  actor uuid not null,
  auth_method text not null,
  action text not null check (action in (
    'MOVED', 'RATED', 'ANSWERED', 'NEEDS_ANSWERED', 'RISK_JUDGED', 'TAKEN', 'SIGNED', 'FROZEN')),
  object text not null,
  body text not null,
  previous text not null check (previous ~ '^[0-9a-f]{64}$'),
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  primary key (statement_id, seq)
);
comment on table statement_act is 'The journal of a statement, which is the statement: each act is chained to the one before by its hash';
comment on column statement_act.body is 'canonical JSON; its SHA-256 is part of what is hashed';
create index on statement_act (statement_id) where action = 'MOVED';
create trigger append_only before update or delete on statement_act for each row execute function refuse_change();
create trigger never_truncated before truncate on statement_act for each statement execute function refuse_change();
