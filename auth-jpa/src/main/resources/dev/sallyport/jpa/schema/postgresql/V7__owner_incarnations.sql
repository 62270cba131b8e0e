-- Distinguishes an owner from an earlier one of the same name, whose keys do not authenticate the new one.
alter table sallyport_user add column incarnation varchar(100) collate "C";
alter table sallyport_key add column owner_incarnation varchar(100) collate "C";
