create extension if not exists btree_gist;

create table planner_leader (
  one boolean primary key default true check (one),
  epoch bigint not null,
  holder text not null,
  valid_until timestamptz not null
);
comment on table planner_leader is 'The one lease: who may plan and command engines; epoch grows with every change of holder';

create table node (
  id text primary key check (id ~ '^[a-z0-9][a-z0-9.-]{0,62}$'),
  backend text not null,
  tier text not null check (tier in ('T0', 'T1', 'T2', 'T3')),
  cpus int not null check (cpus > 0),
  memory_bytes bigint not null check (memory_bytes > 0),
  details text not null default '{}',
  state text not null check (state in ('READY', 'CORDONED', 'SUSPECT', 'DOWN')),
  why text not null default '',
  since timestamptz not null,
  seen_at timestamptz not null
);
comment on column node.details is 'JSON: engine version, kernel and the like';

create sequence submit_seq;
create table queue_entry (
  run_id uuid primary key,
  group_id uuid not null,
  attempt int not null check (attempt > 0),
  class text not null check (class in ('URGENT', 'LABEL', 'NORMAL', 'EXPLORE')),
  submit_seq bigint not null default nextval('submit_seq'),
  cpu_milli int not null check (cpu_milli > 0),
  memory_bytes bigint not null check (memory_bytes > 0),
  run_limit interval not null,
  waiting boolean not null default true,
  not_before timestamptz not null default '-infinity',
  image_on text[] not null default '{}'
);
comment on table queue_entry is 'A run as the queue sees it, from its first wait to its end; a retry keeps its submit_seq';
comment on column queue_entry.group_id is 'runs of one evaluation start in their order';
comment on column queue_entry.image_on is 'nodes that hold the images of this run';
create index on queue_entry (class, submit_seq) where waiting;

create table claim (
  id uuid primary key default uuidv7(),
  parent_id uuid references claim,
  kind text not null check (kind in ('RUN', 'RESERVE', 'MAINT')),
  owner_id uuid not null,
  attempt int not null check (attempt > 0),
  node_id text not null references node,
  lanes int4range not null check (not isempty(lanes)),
  milli int not null check (milli between 1 and 1000),
  during tstzrange not null check (not isempty(during) and lower_inc(during) and not upper_inc(during)),
  state text not null check (state in ('ALLOCATED', 'RELEASED')),
  epoch bigint not null,
  released_at timestamptz check ((released_at is not null) = (state = 'RELEASED')),
  constraint claim_once_per_attempt unique (owner_id, attempt),
  constraint claim_without_overlap exclude using gist (node_id with =, lanes with &&, during with &&)
    where (parent_id is null and milli = 1000 and state <> 'RELEASED'),
  constraint claim_without_overlap_inside exclude using gist (node_id with =, lanes with &&, during with &&)
    where (parent_id is not null and milli = 1000 and state <> 'RELEASED')
);
comment on column claim.lanes is 'device i is [i,i+1); a whole node is [0,1024)';
comment on column claim.during is 'from the claim to the hard end; an early release shortens it, an overrun never extends it';
create index on claim (state) where state <> 'RELEASED';
