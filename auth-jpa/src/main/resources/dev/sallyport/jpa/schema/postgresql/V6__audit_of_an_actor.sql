-- The audit log is also searched by actor.
create index sallyport_audit_actor on sallyport_audit (actor, sequence_number);
