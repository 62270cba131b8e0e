package dev.sallyport.admin.api;

import java.util.List;

/** Resources that require a key. */
public record ResourceListView(List<ResourceView> items) {}
