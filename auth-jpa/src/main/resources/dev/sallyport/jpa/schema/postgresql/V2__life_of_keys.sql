alter table sallyport_key add column token_prefix varchar(20) collate "C" default '' not null;
alter table sallyport_key add column ttl_millis bigint;
alter table sallyport_key add column renewable boolean default false not null;
alter table sallyport_key add column ending boolean default false not null;
alter table sallyport_key add column predecessor_id varchar(36) collate "C";
alter table sallyport_key add column successor_id varchar(36) collate "C";
alter table sallyport_key add column overlap_millis bigint;

create index sallyport_key_end on sallyport_key (expires_at, id);

-- Updated first by transactions that create a key under a limit, so that they wait for each other.
create table sallyport_owner_lock (
  owner_name varchar(165) collate "C" not null,
  times_taken bigint not null,
  primary key (owner_name)
);

create table sallyport_audit (
  sequence_number bigint not null,
  done_at timestamp(6) with time zone not null,
  action varchar(50) collate "C" not null,
  subject varchar(200) collate "C" not null,
  actor varchar(255) collate "C" not null,
  origin varchar(255) collate "C" not null,
  reason varchar(500) collate "C" not null,
  state_before text collate "C" not null,
  state_after text collate "C" not null,
  previous_hash varchar(64) collate "C" not null,
  entry_hash varchar(64) collate "C" not null,
  primary key (sequence_number)
);

create index sallyport_audit_subject on sallyport_audit (subject, sequence_number);

-- The single row with the end of the hash chain, locked by each transaction that appends to it.
create table sallyport_audit_head (
  id int not null,
  sequence_number bigint not null,
  entry_hash varchar(64) collate "C" not null,
  primary key (id)
);

insert into sallyport_audit_head (id, sequence_number, entry_hash) values (1, 0, repeat('0', 64));
