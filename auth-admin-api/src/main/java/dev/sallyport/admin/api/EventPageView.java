package dev.sallyport.admin.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Page of the audit log.
 *
 * @param items entries, newest first
 * @param next value of the parameter {@code before} for the next page; null if there is none
 * @since 0.1.0
 */
public record EventPageView(List<EventView> items, @Nullable Long next) {}
