package dev.sallyport.admin.api;

import java.util.List;
import java.util.UUID;

/**
 * What a change of many keys did.
 *
 * @param absent ids of no key that the caller sees
 */
public record BulkResultView(List<KeyView> changed, List<KeyView> unchanged, List<UUID> absent) {}
