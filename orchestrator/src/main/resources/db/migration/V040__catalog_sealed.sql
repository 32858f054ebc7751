create table data_set (
  id text not null check (id ~ '^[a-z][a-z0-9-]{1,62}[a-z0-9]$'),
  version text not null check (version ~ '^[A-Za-z0-9._-]{1,32}$'),
  org_id uuid not null references organisation,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  body text not null,
  samples text not null,
  expected text not null,
  registered_at timestamptz not null default clock_timestamp(),
  primary key (id, version),
  foreign key (org_id, samples) references blob_owner (org_id, hash),
  foreign key (org_id, expected) references blob_owner (org_id, hash)
);
comment on column data_set.body is 'The record as canonical JSON; sha256 is its hash and binds both blobs';

create table test_plan (
  id text not null check (id ~ '^[a-z][a-z0-9-]{1,62}[a-z0-9]$'),
  version int not null check (version > 0),
  org_id uuid not null references organisation,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  body text not null,
  sealed_at timestamptz not null default clock_timestamp(),
  primary key (id, version)
);
comment on column test_plan.sealed_at is 'By the clock of the database; runs refer to the plan only after it';

create trigger sealed before update or delete on data_set for each row execute function refuse_change();
create trigger sealed before update or delete on test_plan for each row execute function refuse_change();
create trigger never_truncated before truncate on data_set for each statement execute function refuse_change();
create trigger never_truncated before truncate on test_plan for each statement execute function refuse_change();
