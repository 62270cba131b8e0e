package dev.sallyport.admin;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.admin.api.AccountView;
import dev.sallyport.admin.api.AdminJson;
import dev.sallyport.admin.api.BulkResultView;
import dev.sallyport.admin.api.CreatedKeyView;
import dev.sallyport.admin.api.DeletionView;
import dev.sallyport.admin.api.EventPageView;
import dev.sallyport.admin.api.EventView;
import dev.sallyport.admin.api.HealthView;
import dev.sallyport.admin.api.KeyView;
import dev.sallyport.admin.api.NullOr;
import dev.sallyport.admin.api.OwnerView;
import dev.sallyport.admin.api.PageView;
import dev.sallyport.admin.api.ProblemView;
import dev.sallyport.admin.api.ResourceListView;
import dev.sallyport.admin.api.ResourceView;
import dev.sallyport.admin.api.SummaryView;
import dev.sallyport.admin.api.UsageView;
import dev.sallyport.admin.api.UserView;
import dev.sallyport.admin.api.WhoamiView;
import dev.sallyport.admin.api.body.BulkKeysBody;
import dev.sallyport.admin.api.body.CreateAccountBody;
import dev.sallyport.admin.api.body.CreateKeyBody;
import dev.sallyport.admin.api.body.CreateResourceBody;
import dev.sallyport.admin.api.body.CreateUserBody;
import dev.sallyport.admin.api.body.EmptyBody;
import dev.sallyport.admin.api.body.FindKeyBody;
import dev.sallyport.admin.api.body.OwnerBody;
import dev.sallyport.admin.api.body.PasswordBody;
import dev.sallyport.admin.api.body.RotateKeyBody;
import dev.sallyport.admin.api.body.UpdateKeyBody;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tests that the schemas of the OpenAPI document match the records. */
class OpenApiSchemasTest {
  private static final Map<String, Class<?>> RECORDS =
      Map.ofEntries(
          entry("Owner", OwnerView.class),
          entry("NewKeyOwner", OwnerBody.class),
          entry("Key", KeyView.class),
          entry("CreatedKey", CreatedKeyView.class),
          entry("NewKey", CreateKeyBody.class),
          entry("KeyEdit", UpdateKeyBody.class),
          entry("Rotation", RotateKeyBody.class),
          entry("Nothing", EmptyBody.class),
          entry("Bulk", BulkKeysBody.class),
          entry("FindKey", FindKeyBody.class),
          entry("BulkResult", BulkResultView.class),
          entry("Account", AccountView.class),
          entry("NewAccount", CreateAccountBody.class),
          entry("OwnerDeletion", DeletionView.class),
          entry("User", UserView.class),
          entry("NewUser", CreateUserBody.class),
          entry("Password", PasswordBody.class),
          entry("OwnPassword", PasswordBody.class),
          entry("Resource", ResourceView.class),
          entry("NewResource", CreateResourceBody.class),
          entry("ResourceList", ResourceListView.class),
          entry("Event", EventView.class),
          entry("EventPage", EventPageView.class),
          entry("KeyPage", PageView.class),
          entry("AccountPage", PageView.class),
          entry("UserPage", PageView.class),
          entry("ResourcePage", PageView.class),
          entry("Health", HealthView.class),
          entry("Summary", SummaryView.class),
          entry("Usage", UsageView.class),
          entry("Whoami", WhoamiView.class),
          entry("Problem", ProblemView.class));

  private final JsonNode schemas = new OpenApiDocument().root.at("/components/schemas");

  @Test
  void matchRecords() {
    assertThat(names(schemas)).containsExactlyInAnyOrderElementsOf(RECORDS.keySet());
    RECORDS.forEach((name, record) -> check(name, schemas.path(name), record));
  }

  private void check(String name, JsonNode schema, Class<?> record) {
    boolean isBody = record.getSimpleName().endsWith("Body");
    List<String> members = new ArrayList<>();
    List<String> required = new ArrayList<>();
    for (RecordComponent component : record.getRecordComponents()) {
      String member = component.getName();
      AnnotatedType type = component.getAnnotatedType();
      boolean isOptional = type.isAnnotationPresent(Nullable.class);
      members.add(member);
      if (!isBody || !isOptional) {
        required.add(member);
      }
      JsonNode described = schema.path("properties").path(member);
      boolean isNullOr = component.getType() == NullOr.class;
      Type value = isNullOr ? arguments(type)[0].getType() : type.getType();
      boolean isNullable = isBody ? isNullOr : isOptional;
      check(name + "." + member, described, value, isNullable);
    }
    assertThat(schema.path("type").asText()).as(name).isEqualTo("object");
    assertThat(names(schema.path("properties"))).as(name).isEqualTo(members);
    assertThat(texts(schema.path("required"))).as(name).isEqualTo(required);
    assertThat(schema.path("additionalProperties").toString())
        .as(name)
        .isEqualTo(record == ProblemView.class ? "" : "false");
  }

  private void check(String name, JsonNode described, Type type, boolean isNullable) {
    Class<?> raw =
        type instanceof Class<?> it
            ? it
            : type instanceof ParameterizedType it ? (Class<?>) it.getRawType() : Object.class;
    if (raw == Object.class) { // the items of a page
      String items = name.replaceFirst("Page\\..*", "");
      assertThat(described.path("$ref").asText()).as(name).endsWith("/" + items);
    } else if (described.has("$ref")) {
      String target = described.path("$ref").asText().replaceFirst(".*/", "");
      assertThat(RECORDS.get(target)).as(name).isEqualTo(raw);
    } else if (raw.isRecord()) {
      check(name, described, raw);
    } else {
      List<String> types = isNullable ? List.of(word(raw), "null") : List.of(word(raw));
      assertThat(texts(described.path("type"))).as(name).isEqualTo(types);
      checkDetails(name, described, type, raw);
    }
  }

  private void checkDetails(String name, JsonNode described, Type type, Class<?> raw) {
    if (raw == List.class) {
      check(name + "[]", described.path("items"), arguments(type)[0], false);
    } else if (raw == Map.class) {
      check(name + "{}", described.path("additionalProperties"), arguments(type)[1], false);
    } else if (raw.isEnum()) {
      List<String> words =
          Arrays.stream(raw.getEnumConstants())
              .map(it -> AdminJson.SERVER.convertValue(it, String.class))
              .toList();
      assertThat(texts(described.path("enum"))).as(name).containsExactlyElementsOf(words);
    } else if (word(raw).equals("string")) {
      String format = raw == UUID.class ? "uuid" : raw == Instant.class ? "date-time" : "";
      assertThat(described.path("format").asText(""))
          .as(name)
          .isEqualTo(name.equals("Problem.type") ? "uri" : format);
    }
  }

  private static String word(Class<?> type) {
    if (type == List.class) {
      return "array";
    }
    if (type == Map.class) {
      return "object";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "boolean";
    }
    return type.isPrimitive() || type == Long.class ? "integer" : "string";
  }

  private static AnnotatedType[] arguments(AnnotatedType type) {
    return ((AnnotatedParameterizedType) type).getAnnotatedActualTypeArguments();
  }

  private static Type[] arguments(Type type) {
    return ((ParameterizedType) type).getActualTypeArguments();
  }

  private static List<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }

  private static List<String> texts(JsonNode node) {
    return node.isTextual()
        ? List.of(node.asText())
        : Stream.iterate(0, i -> i < node.size(), i -> i + 1)
            .map(i -> node.path(i).asText())
            .toList();
  }
}
