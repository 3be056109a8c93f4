create table storage_target (
  id          text primary key,
  name        text not null unique,
  kind        text not null check (kind in ('local', 's3')),
  description text,
  config      jsonb not null default '{}',
  is_default  boolean not null default false,
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now()
);
create unique index storage_target_default on storage_target (is_default) where is_default;
insert into storage_target (id, name, kind, description, is_default)
  values ('local-default', 'local', 'local', 'The disks of ClickHouse', true);

create table dataset (
  id                        text primary key,
  slug                      text not null unique,
  name                      text not null,
  description               text,
  status                    text not null default 'active' check (status in ('active', 'inactive')),
  default_storage_target_id text references storage_target (id),
  metadata                  jsonb not null default '{}',
  manifest_version          bigint not null default 0,
  created_at                timestamptz not null default now(),
  updated_at                timestamptz not null default now()
);

create table dataset_table (
  id             bigint generated always as identity primary key,
  dataset_id     text not null references dataset (id),
  name           text not null,
  time_column    text,
  time_window    text not null check (time_window in ('DAY', 'MONTH', 'YEAR')),
  cold_database  text not null,
  cold_table     text not null,
  lanes          int not null default 1 check (lanes >= 1),
  schema_version int not null,
  created_at     timestamptz not null default now(),
  unique (dataset_id, name)
);

create table schema_version (
  id         text primary key,
  table_id   bigint not null references dataset_table (id),
  version    int not null,
  fields     jsonb not null,
  created_at timestamptz not null default now(),
  unique (table_id, version)
);

-- The watermark only rises; the epoch fences flushers.
create table lane (
  table_id  bigint not null references dataset_table (id),
  lane      int not null,
  epoch     bigint not null default 0,
  watermark bigint not null default 0,
  owner     text,
  primary key (table_id, lane)
);

-- A batch is sealed before it is inserted, and published with the watermark in one transaction.
create table batch (
  id           bigint generated always as identity primary key,
  table_id     bigint not null,
  lane         int not null,
  first_seq    bigint not null,
  last_seq     bigint not null check (last_seq >= first_seq),
  row_count    bigint not null,
  byte_count   bigint not null,
  content_hash text not null,
  epoch        bigint not null,
  sealed_at    timestamptz not null default now(),
  published_at timestamptz,
  foreign key (table_id, lane) references lane (table_id, lane),
  unique (table_id, lane, first_seq)
);
create index batch_open on batch (table_id, lane) where published_at is null;

create table manifest (
  id                text primary key,
  dataset_id        text not null references dataset (id),
  shard             date not null,
  version           bigint not null,
  table_name        text not null,
  schema_version_id text not null,
  parent_id         text,
  storage_target_id text not null references storage_target (id),
  attributes        jsonb not null default '{}',
  batch_rows        bigint not null,
  partition_count   bigint not null,
  total_rows        bigint not null,
  total_bytes       bigint not null,
  start_time        timestamptz,
  end_time          timestamptz,
  last_partition_id text,
  created_at        timestamptz not null default now(),
  updated_at        timestamptz not null default now(),
  unique (dataset_id, shard)
);

create table partition (
  id                text primary key,
  dataset_id        text not null references dataset (id),
  manifest_id       text not null references manifest (id),
  table_id          bigint not null references dataset_table (id),
  batch_id          bigint references batch (id),
  shard             date not null,
  partition_key     jsonb not null,
  attributes        jsonb not null default '{}',
  storage_target_id text not null references storage_target (id),
  row_count         bigint not null,
  byte_count        bigint not null,
  start_time        timestamptz not null,
  end_time          timestamptz not null,
  created_at        timestamptz not null default now()
);
create index partition_by_manifest on partition (manifest_id);
create index partition_by_time on partition (table_id, start_time);

-- Attributes that producers attach to a partition key; the latest ones win.
create table partition_attributes (
  table_id      bigint not null references dataset_table (id),
  partition_key jsonb not null,
  attributes    jsonb not null,
  primary key (table_id, partition_key)
);
create index partition_by_batch on partition (batch_id);
