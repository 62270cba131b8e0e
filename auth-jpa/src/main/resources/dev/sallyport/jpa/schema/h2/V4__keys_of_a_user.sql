-- The keys of a user are looked for by the name alone, too.
create index sallyport_key_user on sallyport_key (username);
