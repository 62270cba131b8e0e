package dev.sallyport.admin.api;

import java.util.List;
import java.util.UUID;

/**
 * Result of an action on many keys.
 *
 * @param absent ids that match no key visible to the caller
 * @since 0.1.0
 */
public record BulkResultView(List<KeyView> changed, List<KeyView> unchanged, List<UUID> absent) {}
