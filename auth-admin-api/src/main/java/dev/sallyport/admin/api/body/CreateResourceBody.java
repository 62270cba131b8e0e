package dev.sallyport.admin.api.body;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Request to create a resource.
 *
 * @param accountId account of the resource; null for the caller's account
 * @param keyIds keys to bind to the resource; null for none
 * @since 0.1.0
 */
@JsonInclude(Include.NON_NULL)
public record CreateResourceBody(
    String type, String name, @Nullable String accountId, @Nullable List<UUID> keyIds) {}
