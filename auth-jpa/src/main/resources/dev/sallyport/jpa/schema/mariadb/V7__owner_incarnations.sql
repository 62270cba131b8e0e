-- Distinguishes an owner from an earlier one of the same name, whose keys do not authenticate the new one.
alter table sallyport_user add column incarnation varchar(100) character set utf8mb4 collate utf8mb4_nopad_bin;
alter table sallyport_key add column owner_incarnation varchar(100) character set utf8mb4 collate utf8mb4_nopad_bin;
