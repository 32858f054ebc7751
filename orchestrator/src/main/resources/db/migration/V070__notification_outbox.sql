create table outbox_head (
  evaluation_id uuid primary key,
  org_id uuid not null references organisation,
  last bigint not null check (last > 0)
);
comment on table outbox_head is
  'Number of the last event. Its row is held until commit, so events become visible in the order of their numbers, without gaps';

create table outbox (
  evaluation_id uuid not null references outbox_head,
  id bigint not null check (id > 0),
  org_id uuid not null references organisation,
  type text not null check (type in ('state', 'phase', 'interval', 'log', 'result', 'end')),
  body text not null,
  at timestamptz not null default clock_timestamp(),
  primary key (evaluation_id, id)
);
create index on outbox (at);
