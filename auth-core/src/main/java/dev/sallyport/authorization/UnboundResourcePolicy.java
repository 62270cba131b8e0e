package dev.sallyport.authorization;

/**
 * Access to resources without bound keys.
 *
 * <pre>{@code
 * builder.setting("unbound-resources", "open");
 * }</pre>
 *
 * @since 0.1.0
 */
public enum UnboundResourcePolicy {
  /** Allows every key of the resource's account. */
  ACCOUNT,
  /** Allows every client, with or without a key. */
  OPEN
}
