-- What somebody did is looked for in the audit log, too.
create index sallyport_audit_actor on sallyport_audit (actor, sequence_number);
