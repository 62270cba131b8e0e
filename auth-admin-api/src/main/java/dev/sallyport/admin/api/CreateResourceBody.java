package dev.sallyport.admin.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A resource to create.
 *
 * @param accountNumber absent for the caller's account
 * @param keyIds keys of which it requires one from the start
 */
@JsonInclude(Include.NON_NULL)
public record CreateResourceBody(
    String type, String name, @Nullable String accountNumber, @Nullable List<UUID> keyIds) {}
