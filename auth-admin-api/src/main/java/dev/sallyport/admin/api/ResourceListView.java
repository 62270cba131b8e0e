package dev.sallyport.admin.api;

import java.util.List;

/** The resources that require one key. */
public record ResourceListView(List<ResourceView> items) {}
