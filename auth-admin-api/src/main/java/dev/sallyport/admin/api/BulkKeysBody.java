package dev.sallyport.admin.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.UUID;

/**
 * Request for an action on many keys.
 *
 * @since 0.1.0
 */
public record BulkKeysBody(Action action, List<UUID> ids) {
  /** The action to apply to each key. */
  public enum Action {
    @JsonProperty("activate")
    ACTIVATE,
    @JsonProperty("deactivate")
    DEACTIVATE,
    @JsonProperty("delete")
    DELETE
  }
}
