package dev.sallyport.admin.api;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBuilder;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.NullValueProvider;
import com.fasterxml.jackson.databind.deser.SettableBeanProperty;
import com.fasterxml.jackson.databind.util.AccessPattern;
import org.jspecify.annotations.Nullable;

/**
 * Modifier that rejects null for properties that may be absent but not null. {@code Nulls.FAIL}
 * cannot distinguish null from absence.
 */
final class NullDenial extends BeanDeserializerModifier {
  private static final long serialVersionUID = 1L;

  private final boolean strict;

  /**
   * Creates a modifier.
   *
   * @param strict whether optional properties may be null only if they are {@link NullOr}
   */
  NullDenial(boolean strict) {
    this.strict = strict;
  }

  @Override
  public BeanDeserializerBuilder updateBuilder(
      DeserializationConfig config, BeanDescription bean, BeanDeserializerBuilder builder) {
    SettableBeanProperty[] members = builder.getValueInstantiator().getFromObjectArguments(config);
    for (int i = 0; members != null && i < members.length; i++) {
      SettableBeanProperty member = members[i];
      if (member.isRequired() || (strict && !member.getType().hasRawClass(NullOr.class))) {
        members[i] = member.withNullProvider(new Denied(member));
        builder.addOrReplaceProperty(members[i], true);
      }
    }
    return builder;
  }

  private record Denied(SettableBeanProperty member) implements NullValueProvider {
    @Override
    public @Nullable Object getNullValue(DeserializationContext context)
        throws JsonMappingException {
      return context.reportInputMismatch(member, "null");
    }

    @Override
    public @Nullable Object getAbsentValue(DeserializationContext context) {
      return null;
    }

    @Override
    public AccessPattern getNullAccessPattern() {
      return AccessPattern.DYNAMIC;
    }
  }
}
