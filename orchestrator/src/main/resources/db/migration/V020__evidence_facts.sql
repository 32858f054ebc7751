create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end
$$;

create table blob (
  hash text primary key check (hash ~ '^[0-9a-f]{64}$'),
  bytes bigint not null check (bytes >= 0),
  created_at timestamptz not null default now()
);
comment on table blob is 'A row makes bytes visible that lie durably in the store under their SHA-256; owned through blob_owner';

create table blob_owner (
  hash text not null references blob,
  org_id uuid not null references organisation,
  created_at timestamptz not null default now(),
  primary key (org_id, hash)
);

create table evidence_item (
  id uuid primary key default uuidv7(),
  org_id uuid not null,
  run_id uuid not null,
  attempt int not null check (attempt > 0),
  kind text not null check (kind in (
    'ORDER', 'EVENTS', 'EXCHANGES', 'OUTCOMES', 'RESULT', 'SANDBOX_PROBE', 'SUT_LOG', 'PLATFORM_LOG', 'RESOURCES', 'SEED')),
  hash text not null,
  media_type text not null check (length(media_type) between 3 and 120),
  at timestamptz not null default clock_timestamp(),
  unique (run_id, attempt, kind, hash),
  foreign key (org_id, hash) references blob_owner
);

create table measurement (
  id uuid primary key default uuidv7(),
  org_id uuid not null references organisation,
  run_id uuid not null,
  attempt int not null check (attempt > 0),
  metric text not null,
  value text not null check (value ~ '^(-?[0-9]+(\.[0-9]+)?|Infinity)$'),
  unit text not null,
  n bigint not null check (n >= 0),
  confidence text,
  body text not null,
  at timestamptz not null default clock_timestamp(),
  unique nulls not distinct (run_id, attempt, metric, confidence)
);
comment on column measurement.body is 'The whole measurement as canonical JSON; decimals are strings, so nothing is rounded';
comment on column measurement.confidence is 'of its bounds: one metric may stand once per confidence that the plan asks for';

create table audit_entry (
  seq bigint generated always as identity primary key,
  org_id uuid not null references organisation,
  at timestamptz not null default clock_timestamp(),
  actor uuid,
  action text not null,
  object text not null,
  detail text not null
);
comment on column audit_entry.actor is 'account id; null is the testbed itself or somebody not signed in';
create index on audit_entry (org_id, seq);

create trigger append_only before update or delete on evidence_item for each row execute function refuse_change();
create trigger append_only before update or delete on measurement for each row execute function refuse_change();
create trigger append_only before update or delete on audit_entry for each row execute function refuse_change();
create trigger never_truncated before truncate on evidence_item for each statement execute function refuse_change();
create trigger never_truncated before truncate on measurement for each statement execute function refuse_change();
create trigger never_truncated before truncate on audit_entry for each statement execute function refuse_change();
create trigger immutable before update on blob for each row execute function refuse_change();
