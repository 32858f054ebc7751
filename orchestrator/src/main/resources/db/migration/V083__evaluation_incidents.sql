create table incident (
  id uuid primary key default uuidv7(),
  kind text not null check (kind in ('PREFLIGHT_FAILED', 'GHOST_PROCESS', 'CLEANUP_FAILED')),
  node_id text not null,
  run_id uuid,
  detail text not null,
  at timestamptz not null
);
comment on table incident is 'What operators must know of a node, whether or not a run ended by it';
create index on incident (node_id, at);
create trigger append_only before update or delete on incident for each row execute function refuse_change();
