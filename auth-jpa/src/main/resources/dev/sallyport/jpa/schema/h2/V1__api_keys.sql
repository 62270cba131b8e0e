-- Accounts and users stay empty if the host application has its own users.

create table sallyport_account (
  account_number varchar(14) not null,
  name varchar(255) not null,
  active boolean not null,
  primary key (account_number)
);

create table sallyport_user (
  username varchar(150) not null,
  account_number varchar(14) not null,
  email varchar(255) not null,
  active boolean not null,
  staff boolean not null,
  password_hash varchar(255),
  primary key (username),
  constraint sallyport_user_account foreign key (account_number) references sallyport_account (account_number)
);

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
  created_at timestamp(6) with time zone not null,
  updated_at timestamp(6) with time zone not null,
  expires_at timestamp(6) with time zone,
  last_used_at timestamp(6) with time zone,
  version bigint not null,
  primary key (id)
);

create unique index sallyport_key_lookup on sallyport_key (lookup);
create index sallyport_key_newest on sallyport_key (created_at desc, id);
create index sallyport_key_owner on sallyport_key (account_number, username);
