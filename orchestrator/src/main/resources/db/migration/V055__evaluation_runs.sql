create table installation (
  one boolean primary key default true check (one),
  id uuid not null default gen_random_uuid()
);
comment on table installation is 'Marks what this installation makes on engines, so that nothing of others is ever touched';

create table evaluation (
  id uuid primary key default uuidv7(),
  org_id uuid not null references organisation,
  submission_id uuid not null,
  submission_name text not null,
  submission_version text not null,
  image_digest text not null check (image_digest ~ '^[0-9a-f]{64}$'),
  plan_id text not null,
  plan_version int not null,
  plan_hash text not null check (plan_hash ~ '^[0-9a-f]{64}$'),
  data_set_hashes text[] not null,
  mode text not null check (mode in ('DRY_RUN', 'MEASURED')),
  grade text not null check (grade in ('FORMAL', 'PREVIEW')),
  state text not null default 'OPEN' check (state in ('OPEN', 'JUDGED', 'CANCELLED')),
  created_by uuid not null,
  created_at timestamptz not null,
  ended_at timestamptz check ((ended_at is null) = (state = 'OPEN'))
);
create index on evaluation (org_id, id);
create index on evaluation (submission_id);
create index on evaluation (id) where state = 'OPEN';

create table run (
  id uuid primary key default uuidv7(),
  org_id uuid not null references organisation,
  evaluation_id uuid not null references evaluation,
  ordinal int not null check (ordinal >= 0),
  scenario text not null,
  state text not null check (state in (
    'QUEUED', 'PROVISIONING', 'RUNNING', 'DRAINING', 'COLLECTING', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
  reason text,
  detail text not null default '{}',
  since timestamptz not null,
  attempt int not null default 1 check (attempt > 0),
  epoch bigint not null default 0,
  cancel_requested boolean not null default false,
  claim_id uuid references claim,
  node_id text references node,
  environment text not null default '{}',
  sandbox_seen boolean not null default false,
  ending_reason text,
  ending_detail text not null default '{}',
  validity text check (validity in ('INVALID_HARNESS', 'INVALID_SUT', 'INCONCLUSIVE', 'VALID')),
  partial boolean not null default false,
  findings text not null default '[]',
  created_at timestamptz not null,
  unique (evaluation_id, ordinal),
  check (reason is not null or state not in ('FAILED', 'CANCELLED')),
  check ((validity is not null) = (state = 'SUCCEEDED')),
  check (claim_id is not null or state in ('QUEUED', 'FAILED', 'CANCELLED'))
);
comment on column run.environment is 'JSON: engine and machine as they were when the claim was made';
comment on column run.sandbox_seen is 'whether the engine was seen to hold the sandbox of this attempt';
comment on column run.ending_reason is 'intent, written before our own stop, so that a stop is not taken for the cause';
comment on column run.findings is 'JSON: findings of the conformance check of the last attempt that had one';
create index on run (state) where state not in ('SUCCEEDED', 'FAILED', 'CANCELLED');
create index on run (since) where state in ('SUCCEEDED', 'FAILED', 'CANCELLED');

create table run_history (
  run_id uuid not null references run,
  org_id uuid not null references organisation,
  seq int not null check (seq > 0),
  attempt int not null,
  state text not null,
  reason text,
  detail text not null,
  epoch bigint not null,
  at timestamptz not null,
  primary key (run_id, seq)
);
create unique index run_ends_once on run_history (run_id) where state in ('SUCCEEDED', 'FAILED', 'CANCELLED');
create trigger append_only before update or delete on run_history for each row execute function refuse_change();
create trigger never_truncated before truncate on run_history for each statement execute function refuse_change();

create table run_seed (
  run_id uuid not null references run,
  org_id uuid not null references organisation,
  attempt int not null check (attempt > 0),
  seed text not null check (seed ~ '^[0-9a-f]{64}$'),
  seed_commit text not null check (seed_commit ~ '^[0-9a-f]{64}$'),
  revealed boolean not null default false,
  primary key (run_id, attempt)
);
comment on table run_seed is 'The seed is secret until all runs of the evaluation have ended; its commit is public from the start';

create view run_now as
select r.*, s.seed_commit, e.submission_id, e.plan_id, e.plan_version, e.grade
from run r
join evaluation e on e.id = r.evaluation_id
left join run_seed s on s.run_id = r.id and s.attempt = r.attempt;

create table verdict (
  evaluation_id uuid not null references evaluation,
  org_id uuid not null references organisation,
  ordinal int not null check (ordinal >= 0),
  criterion_id text not null,
  value text not null check (value in ('MET', 'NOT_MET', 'INCONCLUSIVE', 'NOT_EVALUATED')),
  operator text not null,
  threshold text not null,
  bound text,
  measurement_id uuid references measurement,
  preview boolean not null,
  rule_set text not null,
  body text not null,
  at timestamptz not null,
  primary key (evaluation_id, ordinal)
);
comment on column verdict.bound is 'the bound or value that was compared with the threshold';
comment on column verdict.body is 'JSON: the whole verdict with its reason in both languages';

create unlogged table run_live (
  run_id uuid primary key references run,
  org_id uuid not null references organisation,
  attempt int not null,
  seq bigint not null,
  progress text,
  usage text,
  at timestamptz not null
);
comment on table run_live is 'Preliminary figures; seq is the last event of the attempt that those who watch were told of';
