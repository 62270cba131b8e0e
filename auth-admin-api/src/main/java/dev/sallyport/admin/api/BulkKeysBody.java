package dev.sallyport.admin.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.UUID;

/** A change of many keys. */
public record BulkKeysBody(Action action, List<UUID> ids) {
  /** What to do with each of them. */
  public enum Action {
    @JsonProperty("activate")
    ACTIVATE,
    @JsonProperty("deactivate")
    DEACTIVATE,
    @JsonProperty("delete")
    DELETE
  }
}
