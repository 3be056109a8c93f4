-- The daemons that live, by their own word; a share of the lanes is computed from them.
create table daemon (
  name       text primary key,
  process    text not null,
  seen_until timestamptz not null,
  -- The run of the hot buffer's server after whose start this daemon wrote down all that it knew.
  hot_server text
);

-- A lane's flusher holds it until lease_until, by this database's clock. The process tells a daemon
-- from an earlier one of the same name.
alter table lane add column process text;
alter table lane add column lease_until timestamptz;

-- Highest sequence known to have been acknowledged, written now and then; what the hot buffer must have.
alter table lane add column acknowledged bigint not null default 0;

-- Sequences that were acknowledged and that the hot buffer lost.
create table lost_range (
  id          bigint generated always as identity primary key,
  table_id    bigint not null,
  lane        int not null,
  first_seq   bigint not null,
  last_seq    bigint not null check (last_seq >= first_seq),
  noticed_at  timestamptz not null default now(),
  accepted_at timestamptz,
  foreign key (table_id, lane) references lane (table_id, lane)
);
create unique index lost_range_open on lost_range (table_id, lane) where accepted_at is null;
