-- What was answered under an idempotency key, kept longer than the hot buffer keeps it.
create table idempotency_key (
  dataset_id   text not null,
  key          text not null,
  content_hash text not null,
  table_id     bigint not null,
  lane         int not null,
  first_seq    bigint not null,
  last_seq     bigint not null,
  watermark    bigint not null,
  row_count    bigint not null,
  created_at   timestamptz not null default now(),
  primary key (dataset_id, key)
);
create index idempotency_key_age on idempotency_key (created_at);
