-- After every migration: each table of an organisation shows and takes only rows of the organisation that a session works for. The owner of the tables, who
-- migrates, is not bound by it; the service is another role. A new table is covered by having org_id.
do $$
declare
  -- No cast of 'all', even where the other branch is taken: a row that was waited for is checked again with every part worked out beforehand.
  acting constant text := '(select nullif(nullif(current_setting(''testbed.org'', true), ''''), ''all'')::uuid)';
  everybody constant text := '(select current_setting(''testbed.org'', true) = ''all'')';
  own text;
  it record;
begin
  perform pg_advisory_xact_lock(7309454814229622116); -- two replicas may start at once
  for it in
    select c.oid::regclass as name, c.relname as plain, a.attname as owner
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and not a.attisdropped
      and a.attname = case when c.relname = 'organisation' then 'id' else 'org_id' end
    where c.relkind in ('r', 'p') and c.relnamespace = current_schema()::regnamespace
      and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'own_organisation')
  loop
    own := format('case when %s then true else %I = %s end', everybody, it.owner, acting);
    execute format('create policy own_organisation on %s using (%s) with check (%s)', it.name, own, own);
    if it.plain in ('data_set', 'test_plan') then -- what the testbed itself publishes is for all
      execute format(
        'create policy of_the_testbed on %s for select using (org_id = ''00000000-0000-7000-8000-000000000000'')', it.name);
    elsif it.plain = 'account' then -- members from elsewhere
      execute format(
        'create policy members on %s for select using (exists (select from membership m where m.account_id = account.id))', it.name);
    end if;
    execute format('alter table %s enable row level security', it.name);
  end loop;
  for it in
    select c.oid::regclass as name from pg_class c
    where c.relkind = 'v' and c.relnamespace = current_schema()::regnamespace
      and not coalesce(c.reloptions @> array['security_invoker=true'], false)
      and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
  loop
    execute format('alter view %s set (security_invoker = true)', it.name);
  end loop;
end
$$;
