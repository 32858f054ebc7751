alter table submission alter archive drop not null;
alter table submission add reference text check (length(reference) <= 512);
alter table submission add login bytea;
alter table submission add check (archive is not null or reference is not null);
comment on column submission.reference is 'image in a registry, by digest; archive is there once it was fetched';
comment on column submission.login is 'of the registry, encrypted; gone when the check is over';
