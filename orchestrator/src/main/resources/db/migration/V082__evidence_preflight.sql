alter table evidence_item drop constraint evidence_item_kind_check;
alter table evidence_item add constraint evidence_item_kind_check check (kind in (
  'ORDER', 'EVENTS', 'EXCHANGES', 'OUTCOMES', 'RESULT', 'SANDBOX_PROBE', 'SUT_LOG', 'PLATFORM_LOG', 'RESOURCES', 'SEED', 'PREFLIGHT'));
