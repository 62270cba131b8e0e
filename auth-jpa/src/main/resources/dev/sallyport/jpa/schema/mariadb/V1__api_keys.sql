-- The collation compares exactly, including case and trailing blanks. Every datetime is in UTC.
-- Accounts and users stay empty if the host application has its own users.

create table sallyport_account (
  account_number varchar(14) not null,
  name varchar(255) not null,
  active boolean not null,
  primary key (account_number)
) engine = InnoDB character set utf8mb4 collate utf8mb4_nopad_bin;

create table sallyport_user (
  username varchar(150) not null,
  account_number varchar(14) not null,
  email varchar(255) not null,
  active boolean not null,
  staff boolean not null,
  password_hash varchar(255),
  primary key (username),
  constraint sallyport_user_account foreign key (account_number) references sallyport_account (account_number)
) engine = InnoDB character set utf8mb4 collate utf8mb4_nopad_bin;

-- No foreign key to the owner: a key outlives it and then no longer authenticates.
create table sallyport_key (
  id varchar(36) not null,
  lookup varchar(128) not null,
  digest varchar(255) not null,
  account_number varchar(14) not null,
  username varchar(150) not null,
  name varchar(255) not null,
  description varchar(255) not null,
  scopes varchar(2000) not null,
  tags varchar(2000) not null,
  active boolean not null,
  created_at datetime(6) not null,
  updated_at datetime(6) not null,
  expires_at datetime(6),
  last_used_at datetime(6),
  version bigint not null,
  primary key (id)
) engine = InnoDB character set utf8mb4 collate utf8mb4_nopad_bin;

create unique index sallyport_key_lookup on sallyport_key (lookup);
create index sallyport_key_newest on sallyport_key (created_at desc, id);
create index sallyport_key_owner on sallyport_key (account_number, username);
