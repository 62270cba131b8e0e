package dev.sallyport.admin.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.sallyport.admin.api.body.BulkKeysBody;
import dev.sallyport.admin.api.body.CreateKeyBody;
import dev.sallyport.admin.api.body.EmptyBody;
import dev.sallyport.admin.api.body.PasswordBody;
import dev.sallyport.admin.api.body.UpdateKeyBody;
import dev.sallyport.key.Network;
import dev.sallyport.token.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminJsonTest {
  @Test
  void distinguishesNullFromAbsence() throws Exception {
    CreateKeyBody body =
        read("{\"name\":\"a\",\"ttl\":null,\"expiresIn\":\"90d\"}", CreateKeyBody.class);
    assertThat(body.ttl()).isEqualTo(new NullOr<>(null));
    assertThat(body.expiresIn()).isEqualTo(new NullOr<>(Duration.ofDays(90)));
    assertThat(body.expiresAt()).isNull();
    assertThat(body.description()).isNull();
    assertThat(write(body)).isEqualTo("{\"name\":\"a\",\"ttl\":null,\"expiresIn\":\"90d\"}");
    UpdateKeyBody patch =
        read("{\"description\":null,\"tags\":[\"x\"],\"scopes\":null}", UpdateKeyBody.class);
    assertThat(patch.description()).isEqualTo(new NullOr<>(null));
    assertThat(patch.tags()).isEqualTo(new NullOr<>(List.of("x")));
    assertThat(patch.networks()).isNull();
  }

  @Test
  void readsAndWritesTypesAsStrings() throws Exception {
    String json =
        "{\"name\":\"a\",\"networks\":[\"10.0.0.0/8\"],"
            + "\"expiresAt\":\"2031-12-31T23:59:59.5+01:00\"}";
    CreateKeyBody body = read(json, CreateKeyBody.class);
    assertThat(body.networks()).containsExactly(Network.parse("10.0.0.0/8"));
    assertThat(body.expiresAt()).isEqualTo(new NullOr<>(Instant.parse("2031-12-31T22:59:59.500Z")));
    assertThat(write(body)).contains("\"2031-12-31T22:59:59.500Z\"");
    assertThat(write(new PasswordBody(Secret.of("x")))).isEqualTo("{\"password\":\"x\"}");
    UUID id = UUID.fromString("4f5e1d9c-2b6a-4c8f-9d3e-7a1b0c2d3e4f");
    assertThat(write(new BulkKeysBody(BulkKeysBody.Action.DELETE, List.of(id))))
        .isEqualTo("{\"action\":\"delete\",\"ids\":[\"" + id + "\"]}");
    assertThat(read("{}", EmptyBody.class)).isEqualTo(new EmptyBody());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "\"\"",
        "{}",
        "{\"name\":null}",
        "{\"name\":1}",
        "{\"name\":true}",
        "{\"name\":\"a\",\"name\":\"a\"}",
        "{\"name\":\"a\"}{}",
        "{\"name\":\"a\",\"nmae\":\"b\"}",
        "{\"name\":\"a\",\"description\":null}",
        "{\"name\":\"a\",\"owner\":null}",
        "{\"name\":\"a\",\"owner\":\"\"}",
        "{\"name\":\"a\",\"owner\":{\"username\":\"b\"}}",
        "{\"name\":\"a\",\"scopes\":null}",
        "{\"name\":\"a\",\"scopes\":\"\"}",
        "{\"name\":\"a\",\"scopes\":[null]}",
        "{\"name\":\"a\",\"scopes\":[1]}",
        "{\"name\":\"a\",\"networks\":[null]}",
        "{\"name\":\"a\",\"networks\":[\"x\"]}",
        "{\"name\":\"a\",\"ttl\":90}",
        "{\"name\":\"a\",\"ttl\":\"\"}",
        "{\"name\":\"a\",\"expiresAt\":0}",
        "{\"name\":\"a\",\"expiresAt\":\"2031\"}"
      })
  void rejectsInvalidBodies(String json) {
    assertThatThrownBy(() -> read(json, CreateKeyBody.class)).isInstanceOf(JacksonException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"action\":\"DELETE\",\"ids\":[]}",
        "{\"action\":2,\"ids\":[]}",
        "{\"action\":\"\",\"ids\":[]}",
        "{\"ids\":[]}",
        "{\"action\":\"delete\",\"ids\":[\"4F5E1D9C-2B6A-4C8F-9D3E-7A1B0C2D3E4F\"]}",
        "{\"action\":\"delete\",\"ids\":[\"1-1-1-1-1\"]}"
      })
  void rejectsOtherSpellings(String json) {
    assertThatThrownBy(() -> read(json, BulkKeysBody.class)).isInstanceOf(JacksonException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"active\":null}", "{\"active\":\"true\"}", "{\"name\":null}"})
  void rejectsNullForPropertiesThatCannotBeRemoved(String json) {
    assertThatThrownBy(() -> read(json, UpdateKeyBody.class)).isInstanceOf(JacksonException.class);
  }

  @Test
  void ignoresUnknownPropertiesInClients() throws Exception {
    String page = "{\"items\":[],\"next\":null,\"more\":[{\"a\":1}]}";
    assertThat(AdminJson.CLIENT.readValue(page, EventPageView.class))
        .isEqualTo(new EventPageView(List.of(), null));
    for (String bad :
        List.of(
            "{}", "{\"items\":null}", "{\"items\":{}}", "{\"items\":[1]}", "{\"items\":[null]}")) {
      assertThatThrownBy(
              () -> AdminJson.CLIENT.readValue(bad, new TypeReference<EventPageView>() {}))
          .isInstanceOf(JacksonException.class);
    }
  }

  private static <T> T read(String json, Class<T> type) throws JacksonException {
    return AdminJson.SERVER.readValue(json, type);
  }

  private static String write(Object body) throws JacksonException {
    return AdminJson.SERVER.writeValueAsString(body);
  }
}
