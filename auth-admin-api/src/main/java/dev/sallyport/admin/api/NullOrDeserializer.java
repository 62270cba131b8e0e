package dev.sallyport.admin.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Deserializer of {@link NullOr}; returns null for an absent property. */
final class NullOrDeserializer extends JsonDeserializer<NullOr<?>>
    implements ContextualDeserializer {
  private final @Nullable JsonDeserializer<?> ofValue;

  NullOrDeserializer() {
    this(null);
  }

  private NullOrDeserializer(@Nullable JsonDeserializer<?> ofValue) {
    this.ofValue = ofValue;
  }

  @Override
  public JsonDeserializer<?> createContextual(DeserializationContext context, BeanProperty member)
      throws JsonMappingException {
    JavaType type = member.getType().containedTypeOrUnknown(0);
    return new NullOrDeserializer(context.findContextualValueDeserializer(type, member));
  }

  @Override
  public NullOr<?> deserialize(JsonParser json, DeserializationContext context) throws IOException {
    if (ofValue == null) {
      throw new IllegalStateException("NullOr is supported only as a record component");
    }
    return new NullOr<>(ofValue.deserialize(json, context));
  }

  @Override
  public NullOr<?> getNullValue(DeserializationContext context) {
    return new NullOr<>(null);
  }

  @Override
  public @Nullable Object getAbsentValue(DeserializationContext context) {
    return null;
  }
}
