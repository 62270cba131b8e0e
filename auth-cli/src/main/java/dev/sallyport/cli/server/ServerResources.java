package dev.sallyport.cli.server;

import dev.sallyport.admin.api.PageView;
import dev.sallyport.admin.api.ResourceView;
import dev.sallyport.admin.api.body.CreateResourceBody;
import dev.sallyport.authorization.ResourceId;
import dev.sallyport.cli.client.ResourceClient;
import dev.sallyport.management.ResourceManager.BindResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Client for resources and their bindings through the management API. */
record ServerResources(ApiClient client) implements ResourceClient {
  private static final String BINDINGS = "bindings";
  private static final int PAGE_SIZE = 500;

  @Override
  public List<ResourceView> ofAccount(String accountId) {
    List<ResourceView> resources = new ArrayList<>();
    for (int number = 1; ; number++) {
      PageView<ResourceView> page = page(accountId, number);
      resources.addAll(page.items());
      if (page.items().size() < PAGE_SIZE) {
        return resources;
      }
    }
  }

  private PageView<ResourceView> page(String accountId, int number) {
    Map<String, String> which =
        Map.of("account", accountId, "page", "" + number, "size", "" + PAGE_SIZE);
    return client.get(which, BINDINGS).readPage(ResourceView.class);
  }

  @Override
  public Optional<ResourceView> find(String accountId, ResourceId id) {
    return client
        .get(BINDINGS, id.type(), id.name())
        .readIfAny(ResourceView.class)
        .filter(it -> it.accountId().equals(accountId));
  }

  @Override
  public void create(String accountId, ResourceId id, List<UUID> keyIds) {
    CreateResourceBody body = new CreateResourceBody(id.type(), id.name(), accountId, keyIds);
    ApiReply reply = client.post(body, BINDINGS);
    switch (reply.problem()) {
      case "account-unknown" -> throw ResourceClient.noSuchAccount(accountId);
      case "key-unknown" -> throw ResourceClient.noSuchKey(accountId);
      case "exists" -> throw ResourceClient.nameTaken(id);
      default -> reply.requireDone();
    }
  }

  @Override
  public boolean delete(String accountId, ResourceId id) {
    if (find(accountId, id).isEmpty()) {
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
  public BindResult change(String accountId, ResourceId id, UUID keyId, boolean bound) {
    Optional<ResourceView> before = find(accountId, id);
    if (before.isEmpty()) {
      return BindResult.NO_SUCH_RESOURCE;
    }
    String[] path = {BINDINGS, id.type(), id.name(), "keys", keyId.toString()};
    ApiReply reply = bound ? client.put(path) : client.delete(path);
    if (reply.problem().equals("key-unknown")) {
      return BindResult.NO_SUCH_KEY;
    }
    return reply
        .readIfAny(ResourceView.class)
        .map(after -> after.equals(before.get()) ? BindResult.NO_CHANGE : BindResult.DONE)
        .orElse(BindResult.NO_SUCH_RESOURCE);
  }
}
