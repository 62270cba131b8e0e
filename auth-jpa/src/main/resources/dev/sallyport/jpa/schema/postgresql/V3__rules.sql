alter table sallyport_key add column networks varchar(2000) collate "C" default '' not null;
alter table sallyport_key add column group_id varchar(36) collate "C";

create table sallyport_resource (
  resource_id varchar(181) collate "C" not null,
  account_number varchar(14) collate "C" not null,
  primary key (resource_id)
);

create index sallyport_resource_account on sallyport_resource (account_number);

-- No foreign key to the keys: a binding outlives them and keeps its resource closed to all other keys.
create table sallyport_binding (
  resource_id varchar(181) collate "C" not null,
  group_id varchar(36) collate "C" not null,
  primary key (resource_id, group_id),
  constraint sallyport_binding_resource foreign key (resource_id) references sallyport_resource (resource_id) on delete cascade
);
