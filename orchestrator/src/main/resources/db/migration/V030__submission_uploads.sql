create table upload (
  id uuid primary key default uuidv7(),
  org_id uuid not null references organisation,
  account_id uuid not null references account,
  state text not null check (state in ('OPEN', 'VERIFYING', 'COMPLETE', 'REJECTED', 'EXPIRED')),
  size_bytes bigint not null check (size_bytes > 0),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  media_type text not null check (length(media_type) between 3 and 120),
  received bigint not null default 0 check (received between 0 and size_bytes),
  created_at timestamptz not null,
  touched_at timestamptz not null
);
comment on column upload.received is 'Bytes that are durably in the file; what the file holds beyond is cut off';
create index on upload (org_id, sha256);
create index on upload (state, touched_at) where state in ('OPEN', 'VERIFYING');

create table submission (
  id uuid primary key default uuidv7(),
  org_id uuid not null,
  account_id uuid not null references account,
  name text,
  version text check (version ~ '^[A-Za-z0-9._-]{1,32}$'),
  state text not null check (state in ('CHECKING', 'ACCEPTED', 'REJECTED', 'WITHDRAWN')),
  manifest_text text not null check (octet_length(manifest_text) <= 65536),
  archive text not null,
  image_digest text check (image_digest ~ '^[0-9a-f]{64}$'),
  manifest_hash text check (manifest_hash ~ '^[0-9a-f]{64}$'),
  manifest text,
  facts text,
  findings text not null,
  created_at timestamptz not null,
  state_since timestamptz not null,
  checker uuid,
  checker_until timestamptz,
  foreign key (org_id, archive) references blob_owner (org_id, hash),
  unique (org_id, name, version),
  check (state <> 'ACCEPTED' or (
    name is not null and version is not null and image_digest is not null
    and manifest_hash is not null and manifest is not null and facts is not null))
);
comment on column submission.name is 'null while only the image knows its manifest, or if the manifest has no usable name';
comment on column submission.manifest is 'effective manifest, defaults filled in';
comment on column submission.checker is 'who is checking right now; another takes over when checker_until has passed';
create index on submission (org_id, id);
create index on submission (created_at) where state = 'CHECKING';
