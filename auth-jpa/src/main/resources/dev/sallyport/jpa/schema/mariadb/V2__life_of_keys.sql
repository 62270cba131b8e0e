alter table sallyport_key
  add column token_prefix varchar(20) character set utf8mb4 collate utf8mb4_nopad_bin not null default '',
  add column ttl_millis bigint,
  add column renewable boolean default false not null,
  add column ending boolean default false not null,
  add column predecessor_id varchar(36) character set utf8mb4 collate utf8mb4_nopad_bin,
  add column successor_id varchar(36) character set utf8mb4 collate utf8mb4_nopad_bin,
  add column overlap_millis bigint;

create index sallyport_key_end on sallyport_key (expires_at, id);

-- Updated first by transactions that create a key under a limit, so that they wait for each other.
create table sallyport_owner_lock (
  owner_name varchar(165) not null,
  times_taken bigint not null,
  primary key (owner_name)
) engine = InnoDB character set utf8mb4 collate utf8mb4_nopad_bin;

create table sallyport_audit (
  sequence_number bigint not null,
  done_at datetime(6) not null,
  action varchar(50) not null,
  subject varchar(200) not null,
  actor varchar(255) not null,
  origin varchar(255) not null,
  reason varchar(500) not null,
  state_before mediumtext not null,
  state_after mediumtext not null,
  previous_hash varchar(64) not null,
  entry_hash varchar(64) not null,
  primary key (sequence_number)
) engine = InnoDB character set utf8mb4 collate utf8mb4_nopad_bin;

create index sallyport_audit_subject on sallyport_audit (subject, sequence_number);

-- The single row with the end of the hash chain, locked by each transaction that appends to it.
create table sallyport_audit_head (
  id int not null,
  sequence_number bigint not null,
  entry_hash varchar(64) not null,
  primary key (id)
) engine = InnoDB character set utf8mb4 collate utf8mb4_nopad_bin;

insert into sallyport_audit_head (id, sequence_number, entry_hash) values (1, 0, repeat('0', 64));
