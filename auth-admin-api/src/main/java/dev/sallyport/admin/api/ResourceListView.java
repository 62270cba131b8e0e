package dev.sallyport.admin.api;

import java.util.List;

/**
 * Resources that require a key.
 *
 * @since 0.1.0
 */
public record ResourceListView(List<ResourceView> items) {}
