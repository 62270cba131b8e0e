-- Requests per hour since 1970 of key:<id>, of account:<number> and of all.
create table sallyport_usage (
  subject varchar(40) not null,
  hour_number bigint not null,
  outcome varchar(40) not null,
  requests bigint not null,
  primary key (subject, hour_number, outcome)
);

create index sallyport_usage_hour on sallyport_usage (hour_number);
