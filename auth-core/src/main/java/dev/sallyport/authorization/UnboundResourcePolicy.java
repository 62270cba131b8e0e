package dev.sallyport.authorization;

/** Who may use a resource to which no key is bound. */
public enum UnboundResourcePolicy {
  /** Every key of the resource's account. */
  ACCOUNT,
  /** Every client, with a key or without one. */
  OPEN
}
