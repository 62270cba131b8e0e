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
 * Denies null for members that may be absent but not null, which {@code Nulls.FAIL} cannot tell
 * apart.
 */
final class NullDenial extends BeanDeserializerModifier {
  private static final long serialVersionUID = 1L;

  private final boolean strict;

  /**
   * Creates a modifier.
   *
   * @param strict whether members that are not required have to be {@link NullOr} to be null
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
