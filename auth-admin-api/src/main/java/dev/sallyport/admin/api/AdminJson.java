package dev.sallyport.admin.api;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.util.LRUMap;
import com.fasterxml.jackson.databind.util.LookupCache;
import dev.sallyport.config.Durations;
import dev.sallyport.event.CircuitBreakerState;
import dev.sallyport.key.EffectiveState;
import dev.sallyport.key.Network;
import dev.sallyport.key.UserKind;
import dev.sallyport.spi.Cluster;
import dev.sallyport.token.Secret;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * JSON mappers of the management API. They reject duplicate properties, trailing content, more than
 * ten levels, and values of other types. Record components that are not {@code @Nullable} are
 * required.
 *
 * <p>Jackson's messages contain the input, which may be secret: do not show or log them.
 *
 * <pre>{@code
 * KeyView key = AdminJson.CLIENT.readValue(body, KeyView.class);
 * }</pre>
 *
 * @since 0.1.0
 */
public final class AdminJson {
  private static final int MAX_DEPTH = 10;

  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  /**
   * Mapper for a server. Rejects unknown properties, so that a misspelt one does not count as
   * absent.
   */
  public static final JsonMapper SERVER = builder(true).build();

  /** Mapper for a client. Ignores unknown properties, since a newer server may send more. */
  public static final JsonMapper CLIENT =
      builder(false).disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private AdminJson() {}

  /** Parses the id of a key; empty unless the text has the canonical form in lower case. */
  public static Optional<UUID> uuid(String text) {
    return Optional.of(text).filter(UUID_FORM.asMatchPredicate()).map(UUID::fromString);
  }

  private static JsonMapper.Builder builder(boolean strict) {
    LookupCache<Object, JavaType> ownTypes = new LRUMap<>(16, 200);
    return JsonMapper.builder(
            JsonFactory.builder()
                // Thread-local buffers would outlive the application in server threads.
                .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                .build())
        // The default cache is shared with other applications and would keep this module's classes.
        .typeFactory(TypeFactory.defaultInstance().withCache(ownTypes))
        .annotationIntrospector(
            AnnotationIntrospector.pair(
                new NullableIntrospector(), new JacksonAnnotationIntrospector()))
        .addModule(types().setDeserializerModifier(new NullDenial(strict)))
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .withCoercionConfig(
            LogicalType.Textual,
            it ->
                it.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
        .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL));
  }

  private static SimpleModule types() {
    SimpleModule types = new SimpleModule();
    add(
        types,
        UUID.class,
        UUID::toString,
        text -> uuid(text).orElseThrow(IllegalArgumentException::new));
    add(types, Instant.class, Instant::toString, text -> OffsetDateTime.parse(text).toInstant());
    add(types, Duration.class, Durations::format, Durations::parse);
    add(types, Network.class, Network::toString, Network::parse);
    add(types, Secret.class, Secret::reveal, Secret::of);
    addEnum(types, EffectiveState.class);
    addEnum(types, UserKind.class);
    addEnum(types, CircuitBreakerState.class);
    addEnum(types, Cluster.State.class);
    return types.addDeserializer(NullOr.class, new NullOrDeserializer());
  }

  /** Adds an enum whose constants are written like {@code over-age}. */
  private static <E extends Enum<E>> void addEnum(SimpleModule types, Class<E> type) {
    Map<String, E> byWord =
        Arrays.stream(type.getEnumConstants()).collect(toMap(AdminJson::word, it -> it));
    add(
        types,
        type,
        AdminJson::word,
        text -> Optional.ofNullable(byWord.get(text)).orElseThrow(IllegalArgumentException::new));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static <T> void add(
      SimpleModule types, Class<T> type, Function<T, String> write, Function<String, T> read) {
    types.addSerializer(type, new Writer<>(type, write));
    types.addDeserializer(type, new Reader<>(type, read));
  }

  private static final class Writer<T> extends StdScalarSerializer<T> {
    private static final long serialVersionUID = 1L;
    private final transient Function<T, String> text;

    Writer(Class<T> type, Function<T, String> text) {
      super(type);
      this.text = text;
    }

    @Override
    public void serialize(T value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(text.apply(value));
    }
  }

  private static final class Reader<T> extends StdScalarDeserializer<T> {
    private static final long serialVersionUID = 1L;
    private final Class<T> type;
    private final transient Function<String, T> parser;

    Reader(Class<T> type, Function<String, T> parser) {
      super(type);
      this.type = type;
      this.parser = parser;
    }

    @Override
    public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
      if (!json.hasToken(JsonToken.VALUE_STRING)) {
        return context.reportInputMismatch(type, "not a string");
      }
      try {
        return parser.apply(json.getText());
      } catch (IllegalArgumentException | DateTimeException e) {
        return context.reportInputMismatch(type, "invalid format");
      }
    }
  }
}
