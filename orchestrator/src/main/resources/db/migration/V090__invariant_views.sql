create table invariant_finding (
  invariant int not null check (invariant between 1 and 11),
  subject text not null,
  detail text not null,
  found_at timestamptz not null default clock_timestamp(),
  gone_at timestamptz,
  primary key (invariant, subject, found_at)
);
comment on table invariant_finding is 'What no statement can see: what the checks of the engine and of the disk found, and until when it was so';
create unique index on invariant_finding (invariant, subject) where gone_at is null;

-- Each view holds the violations of one invariant: a subject and what is wrong with it. All are empty as long as the service is right.

create view invariant_1 as
select s.id::text as subject, 'its bytes have no row' as detail
from submission s
where not exists (select from blob_owner o join blob b on b.hash = o.hash where o.org_id = s.org_id and o.hash = s.archive)
union all
select a.object, 'was acknowledged, but has no row'
from audit_entry a
where a.action = 'SUBMISSION_CREATED' and not exists (select from submission s where s.id::text = a.object)
union all
select subject, detail from invariant_finding where invariant = 1 and gone_at is null;
comment on view invariant_1 is 'Every acknowledged submission has its row, and its bytes hash to their digest';

create view invariant_2 as
select h.run_id::text as subject, 'entry ' || h.seq || ' comes after the end' as detail
from run_history h
where exists (
  select from run_history t
  where t.run_id = h.run_id and t.seq < h.seq and t.state in ('SUCCEEDED', 'FAILED', 'CANCELLED'))
union all
select r.id::text, 'is ' || r.state || ', but its history ends in ' || coalesce(h.state, 'nothing')
from run r
left join lateral (
  select t.state, t.attempt from run_history t where t.run_id = r.id order by t.seq desc limit 1) h on true
where h.state is distinct from r.state or h.attempt is distinct from r.attempt;
comment on view invariant_2 is 'A run has exactly one terminal state, which never changes, and its row says what its history says';

create view invariant_3 as
select subject, detail from invariant_finding
where invariant = 3 and gone_at is null and found_at < clock_timestamp() - interval '10 minutes';
comment on view invariant_3 is 'Nothing that carries our mark outlives what pays for it by more than ten minutes';

create view invariant_4 as
with held as (
  select id, parent_id, node_id, lanes, milli, owner_id, attempt,
         tstzrange(lower(during), greatest(lower(during), coalesce(released_at, 'infinity'))) as time
  from claim)
select a.id::text as subject, 'holds ' || a.lanes || ' of ' || a.node_id || ' together with ' || b.id as detail
from held a join held b
  on b.node_id = a.node_id and b.lanes && a.lanes and b.time && a.time and b.id > a.id
where a.milli = 1000 and b.milli = 1000 and (a.parent_id is null) = (b.parent_id is null)
union all
select r.id::text, 'is ' || r.state || ' without an open claim of its attempt'
from run r
where r.state in ('PROVISIONING', 'RUNNING', 'DRAINING', 'COLLECTING')
  and not exists (
    select from claim c
    where c.id = r.claim_id and c.owner_id = r.id and c.attempt = r.attempt and c.state <> 'RELEASED')
union all
select subject, detail from invariant_finding where invariant = 4 and gone_at is null;
comment on view invariant_4 is 'A device or a set of cores has at most one live attempt';

create view invariant_6 as
select r.id::text as subject, 'has succeeded with ' || count(e.id) || ' results of its last attempt' as detail
from run r left join evidence_item e on e.run_id = r.id and e.attempt = r.attempt and e.kind = 'RESULT'
where r.state = 'SUCCEEDED'
group by r.id having count(e.id) <> 1
union all
select distinct m.run_id::text, 'has measurements of attempt ' || m.attempt || ', but no result'
from measurement m
where not exists (
  select from evidence_item e where e.run_id = m.run_id and e.attempt = m.attempt and e.kind = 'RESULT')
union all
select e.id::text, 'is ' || e.state || ', but a run of it goes on'
from evaluation e
where e.state <> 'OPEN' and exists (
  select from run r where r.evaluation_id = e.id and r.state not in ('SUCCEEDED', 'FAILED', 'CANCELLED'))
union all
select e.id::text, 'has verdicts, but has not ended'
from evaluation e
where e.state = 'OPEN' and exists (select from verdict v where v.evaluation_id = e.id)
union all
select u.id::text, 'is COMPLETE, but its bytes have no row'
from upload u
where u.state = 'COMPLETE' and not exists (
  select from blob_owner o join blob b on b.hash = o.hash
  where o.org_id = u.org_id and o.hash = u.sha256 and b.bytes = u.size_bytes);
comment on view invariant_6 is 'Nothing is half visible: what ended well is whole, what did not end is not shown as a result';

create view invariant_7 as
select s.id::text as subject, 'has ' || count(a.seq) || ' audit entries of its creation' as detail
from submission s left join audit_entry a on a.action = 'SUBMISSION_CREATED' and a.object = s.id::text
group by s.id having count(a.seq) <> 1
union all
select s.id::text, 'has ' || count(a.seq) || ' audit entries of its withdrawal'
from submission s left join audit_entry a on a.action = 'SUBMISSION_WITHDRAWN' and a.object = s.id::text
group by s.id having count(a.seq) <> case when s.state = 'WITHDRAWN' then 1 else 0 end;
comment on view invariant_7 is 'A change has exactly one entry in the audit';

create view invariant_8 as
select h.run_id::text as subject, 'began attempt ' || h.attempt || ' at entry ' || h.seq as detail
from run_history h left join run_history before on before.run_id = h.run_id and before.seq = h.seq - 1
where h.attempt <> case
    when before.run_id is null then 1
    when h.state = 'QUEUED' then before.attempt + 1
    else before.attempt end
union all
select h.run_id::text, 'entry ' || h.seq || ' was written by epoch ' || h.epoch || ' after a later one'
from run_history h
where exists (select from run_history t where t.run_id = h.run_id and t.seq < h.seq and t.epoch > h.epoch)
union all
select r.id::text, 'has been tried ' || r.attempt || ' times'
from run r
where r.attempt > coalesce(nullif(current_setting('testbed.attempts', true), '')::int, 3)
      + (select count(*) from run_history h where h.run_id = r.id and h.reason = 'PREEMPTED')
union all
select e.run_id::text, 'has a result of attempt ' || e.attempt || ', which never collected one'
from evidence_item e
where e.kind = 'RESULT' and not exists (
  select from run_history h
  where h.run_id = e.run_id and h.attempt = e.attempt and h.state in ('COLLECTING', 'CANCELLED'));
comment on view invariant_8 is 'Attempts are counted without gaps up to the maximum, and none that was fenced off has a result';

create view invariant_11 as
select distinct h.run_id::text as subject, 'reason ' || left(h.reason, 40) as detail
from run_history h where h.reason !~ '^[A-Z][A-Z_]{2,40}$'
union all
select distinct h.run_id::text, 'state ' || left(h.state, 40)
from run_history h
where h.state not in ('QUEUED', 'PROVISIONING', 'RUNNING', 'DRAINING', 'COLLECTING', 'SUCCEEDED', 'FAILED', 'CANCELLED')
union all
select distinct m.run_id::text, 'metric ' || left(m.metric, 40)
from measurement m where m.metric !~ '^[a-z][a-z0-9_.@-]{0,79}$';
comment on view invariant_11 is 'What becomes the label of a series is from a closed set';
