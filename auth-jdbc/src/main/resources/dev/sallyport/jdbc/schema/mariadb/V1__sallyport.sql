-- The collation compares exactly, case and trailing blanks included. Every datetime is in UTC.
-- Accounts and users stay empty where the host application has users of its own.

create table sallyport_account (
  account_id varchar(100) not null,
  name varchar(255) not null,
  active boolean not null,
  primary key (account_id)
) engine = InnoDB character set utf8mb4 collate utf8mb4_nopad_bin;

-- The incarnation distinguishes a user from an earlier one with the same id, whose keys are not this user's.
create table sallyport_user (
  account_id varchar(100) not null,
  user_id varchar(255) not null,
  kind varchar(20) not null,
  email varchar(255) not null,
  active boolean not null,
  staff boolean not null,
  password_hash varchar(255),
  incarnation varchar(100),
  primary key (account_id, user_id),
  constraint sallyport_user_account foreign key (account_id) references sallyport_account (account_id)
) engine = InnoDB character set utf8mb4 collate utf8mb4_nopad_bin;

create index sallyport_user_of_any_account on sallyport_user (user_id);

-- No foreign key to the owner: a key outlives its owner, and is denied then.
create table sallyport_key (
  id varchar(36) not null,
  lookup_id varchar(128) not null,
  digest varchar(255) not null,
  account_id varchar(100) not null,
  user_id varchar(255) not null,
  owner_incarnation varchar(100),
  name varchar(255) not null,
  description varchar(255) not null,
  scopes varchar(2000) not null,
  networks varchar(2000) not null,
  tags varchar(2000) not null,
  token_prefix varchar(20) not null,
  active boolean not null,
  created_at datetime(6) not null,
  updated_at datetime(6) not null,
  expires_at datetime(6) check (expires_at >= '1000-01-01'), -- a zero date would be read as none
  ttl_millis bigint,
  renewable boolean not null,
  last_used_at datetime(6),
  group_id varchar(36),
  predecessor_id varchar(36),
  successor_id varchar(36),
  overlap_millis bigint,
  expiry_fixed boolean not null,
  version bigint not null,
  primary key (id)
) engine = InnoDB character set utf8mb4 collate utf8mb4_nopad_bin;

create unique index sallyport_key_lookup on sallyport_key (lookup_id);
create index sallyport_key_newest on sallyport_key (created_at desc, id desc);
create index sallyport_key_account on sallyport_key (account_id, created_at desc, id desc);
create index sallyport_key_owner on sallyport_key (account_id, user_id, id);
create index sallyport_key_user on sallyport_key (user_id);
create index sallyport_key_expiry on sallyport_key (expires_at, id);
create index sallyport_key_active on sallyport_key (active, created_at desc, id desc);

-- A row is updated before a key is created under a limit, so that concurrent creations wait for each other.
create table sallyport_owner_lock (
  owner_name varchar(600) not null,
  times_taken bigint not null,
  primary key (owner_name)
) engine = InnoDB character set utf8mb4 collate utf8mb4_nopad_bin;

create table sallyport_resource (
  resource_id varchar(181) not null,
  account_id varchar(100) not null,
  primary key (resource_id)
) engine = InnoDB character set utf8mb4 collate utf8mb4_nopad_bin;

create index sallyport_resource_account on sallyport_resource (account_id);

-- No foreign key to the keys: a binding outlives its keys, and keeps the resource closed to all others.
create table sallyport_binding (
  resource_id varchar(181) not null,
  group_id varchar(36) not null,
  primary key (resource_id, group_id),
  constraint sallyport_binding_resource foreign key (resource_id) references sallyport_resource (resource_id) on delete cascade
) engine = InnoDB character set utf8mb4 collate utf8mb4_nopad_bin;

create table sallyport_audit (
  sequence_number bigint not null,
  done_at datetime(6) not null,
  action varchar(50) not null,
  subject varchar(600) not null,
  actor varchar(600) not null,
  origin varchar(255) not null,
  reason varchar(500) not null,
  state_before mediumtext not null,
  state_after mediumtext not null,
  previous_hash varchar(64) not null,
  entry_hash varchar(64) not null,
  primary key (sequence_number)
) engine = InnoDB character set utf8mb4 collate utf8mb4_nopad_bin;

create index sallyport_audit_subject on sallyport_audit (subject, sequence_number);
create index sallyport_audit_actor on sallyport_audit (actor, sequence_number);
create index sallyport_audit_time on sallyport_audit (done_at, sequence_number);

-- One row: the end of the chain, locked by each transaction that appends an entry.
create table sallyport_audit_head (
  id int not null,
  sequence_number bigint not null,
  entry_hash varchar(64) not null,
  primary key (id)
) engine = InnoDB character set utf8mb4 collate utf8mb4_nopad_bin;

insert into sallyport_audit_head (id, sequence_number, entry_hash) values (1, 0, repeat('0', 64));

-- Requests by the hour, counted from 1970, of key:<id>, of account:<id> and of all.
create table sallyport_usage (
  subject varchar(120) not null,
  hour_number bigint not null,
  outcome varchar(40) not null,
  requests bigint not null,
  primary key (subject, hour_number, outcome)
) engine = InnoDB character set utf8mb4 collate utf8mb4_nopad_bin;

create index sallyport_usage_hour on sallyport_usage (hour_number);

-- Sessions of users of the console. The digest is that of a secret in the cookie of the browser.
-- No foreign key to the owner: the application may keep its users elsewhere.
create table sallyport_session (
  digest varchar(64) not null,
  account_id varchar(100) not null,
  user_id varchar(255) not null,
  password_version varchar(64) not null,
  started_at datetime(6) not null,
  confirmed_at datetime(6) not null,
  last_used_at datetime(6) not null,
  ends_at datetime(6) not null,
  message varchar(4000) not null,
  primary key (digest)
) engine = InnoDB character set utf8mb4 collate utf8mb4_nopad_bin;

create index sallyport_session_owner on sallyport_session (account_id, user_id);
create index sallyport_session_end on sallyport_session (ends_at);
