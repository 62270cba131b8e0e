package dev.sallyport.admin.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Page of the audit log.
 *
 * @param items entries, newest first
 * @param next value of the parameter {@code before} for the next page; null if there is none
 */
public record EventPageView(List<EventView> items, @Nullable Long next) {}
