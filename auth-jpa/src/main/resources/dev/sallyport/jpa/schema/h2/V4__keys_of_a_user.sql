-- Keys of a user are also searched by the username alone.
create index sallyport_key_user on sallyport_key (username);
