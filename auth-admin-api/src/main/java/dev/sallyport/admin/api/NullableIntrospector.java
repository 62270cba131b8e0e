package dev.sallyport.admin.api;

import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/** Introspector that requires all record components that are not {@code @Nullable}. */
final class NullableIntrospector extends NopAnnotationIntrospector {
  private static final long serialVersionUID = 1L;

  @Override
  public @Nullable Boolean hasRequiredMarker(AnnotatedMember member) {
    if (member instanceof AnnotatedParameter parameter
        && parameter.getDeclaringClass().isRecord()) {
      RecordComponent[] components = parameter.getDeclaringClass().getRecordComponents();
      return !components[parameter.getIndex()]
          .getAnnotatedType()
          .isAnnotationPresent(Nullable.class);
    }
    return null;
  }
}
