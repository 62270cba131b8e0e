package dev.sallyport.auth.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.auth.ResourceManager.BindResult;
import dev.sallyport.auth.spi.Page;
import dev.sallyport.auth.spi.Resource;
import dev.sallyport.auth.spi.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Resources and their bindings behind the management API. */
record ApiResources(ApiClient client) implements Resources {
  private static final String BINDINGS = "bindings";
  private static final int PAGE_SIZE = 500;

  @Override
  public List<Resource> ofAccount(String accountNumber) {
    List<Resource> resources = new ArrayList<>();
    for (int number = 1; ; number++) {
      Page<Resource> page = page(accountNumber, number);
      resources.addAll(page.items());
      if (page.items().size() < PAGE_SIZE) {
        return resources;
      }
    }
  }

  private Page<Resource> page(String accountNumber, int number) {
    Map<String, String> which =
        Map.of("account", accountNumber, "page", "" + number, "size", "" + PAGE_SIZE);
    return client.get(which, BINDINGS).read(json -> ApiShapes.page(json, ApiShapes::resource));
  }

  @Override
  public Optional<Resource> find(String accountNumber, ResourceId id) {
    return client
        .get(BINDINGS, id.type(), id.name())
        .readIfAny(ApiShapes::resource)
        .filter(it -> it.accountNumber().equals(accountNumber));
  }

  @Override
  public Creation create(String accountNumber, ResourceId id, List<UUID> keyIds) {
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.put("type", id.type()).put("name", id.name()).put("accountNumber", accountNumber);
    if (!keyIds.isEmpty()) {
      ArrayNode ids = body.putArray("keyIds");
      keyIds.forEach(keyId -> ids.add(keyId.toString()));
    }
    ApiReply reply = client.post(body, BINDINGS);
    return switch (reply.problem()) {
      case "account-unknown" -> Creation.NO_SUCH_ACCOUNT;
      case "key-unknown" -> Creation.NO_SUCH_KEY;
      case "exists" -> Creation.NAME_TAKEN;
      default -> {
        reply.requireDone();
        yield Creation.DONE;
      }
    };
  }

  @Override
  public boolean delete(String accountNumber, ResourceId id) {
    if (find(accountNumber, id).isEmpty()) {
      return false;
    }
    ApiReply reply = client.delete(BINDINGS, id.type(), id.name());
    if (reply.isAbsent()) {
      return false;
    }
    reply.requireDone();
    return true;
  }

  @Override
  public BindResult change(String accountNumber, ResourceId id, UUID keyId, boolean bound) {
    Optional<Resource> before = find(accountNumber, id);
    if (before.isEmpty()) {
      return BindResult.NO_SUCH_RESOURCE;
    }
    String[] path = {BINDINGS, id.type(), id.name(), "keys", keyId.toString()};
    ApiReply reply = bound ? client.put(path) : client.delete(path);
    if (reply.problem().equals("key-unknown")) {
      return BindResult.NO_SUCH_KEY;
    }
    return reply
        .readIfAny(ApiShapes::resource)
        .map(after -> after.equals(before.get()) ? BindResult.NO_CHANGE : BindResult.DONE)
        .orElse(BindResult.NO_SUCH_RESOURCE);
  }
}
