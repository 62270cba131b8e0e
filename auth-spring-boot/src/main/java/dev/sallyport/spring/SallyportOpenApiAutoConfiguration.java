package dev.sallyport.spring;

import static java.util.Objects.requireNonNullElse;

import dev.sallyport.config.Settings;
import dev.sallyport.servlet.SallyportFilters;
import dev.sallyport.servlet.config.HttpSettings;
import dev.sallyport.servlet.config.HttpSettings.Mode;
import dev.sallyport.servlet.config.ScopeRule;
import dev.sallyport.servlet.credential.CredentialExtractor;
import dev.sallyport.spring.internal.SpringSettings;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.Map;
import java.util.stream.Stream;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Auto-configuration of the security scheme {@value #SCHEME} in the OpenAPI documents of springdoc.
 * Operations below {@code sallyport.paths} require it, unless they have requirements of their own.
 * If the application has another scheme of that name, this one is called {@code sallyport}.
 *
 * <p>There is no scheme if a {@link CredentialExtractor} of the application finds the token.
 *
 * <pre>{@code
 * @SecurityRequirement(name = "apiKey") // of a controller whose paths only a filter chain protects
 * @RestController
 * class NoteController {}
 * }</pre>
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = SallyportFilterAutoConfiguration.class)
@ConditionalOnClass(GlobalOpenApiCustomizer.class)
@ConditionalOnBean(SallyportFilters.Builder.class)
public final class SallyportOpenApiAutoConfiguration {
  private static final String SCHEME = "apiKey";

  SallyportOpenApiAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean(name = "sallyportOpenApiCustomizer")
  GlobalOpenApiCustomizer sallyportOpenApiCustomizer(
      Settings settings, ObjectProvider<CredentialExtractor> extractors, Environment environment) {
    if (extractors.stream().findAny().isPresent()
        || !settings.get(HttpSettings.CREDENTIAL_EXTRACTOR).isEmpty()) {
      return api -> {};
    }
    String parent =
        StringUtils.trimTrailingCharacter(
            environment.getProperty("spring.mvc.servlet.path", ""), '/');
    return api -> {
      String scheme = add(scheme(settings), api);
      if (api.getPaths() != null) {
        api.getPaths()
            .forEach(
                (path, item) ->
                    item.readOperationsMap()
                        .forEach(
                            (method, operation) ->
                                requireKey(
                                    operation, method.name(), parent + path, scheme, settings)));
      }
    };
  }

  /** Adds a scheme under a free name, and returns the name. */
  private static String add(SecurityScheme scheme, OpenAPI api) {
    if (api.getComponents() == null) {
      api.setComponents(new Components());
    }
    Map<String, SecurityScheme> others =
        requireNonNullElse(api.getComponents().getSecuritySchemes(), Map.of());
    String name =
        Stream.concat(Stream.of(SCHEME), Stream.iterate("sallyport", it -> it + "_"))
            .filter(it -> scheme.equals(others.getOrDefault(it, scheme)))
            .findFirst()
            .orElseThrow();
    api.getComponents().addSecuritySchemes(name, scheme);
    return name;
  }

  private static SecurityScheme scheme(Settings settings) {
    boolean isBearer =
        settings.get(HttpSettings.SCHEMES).stream().anyMatch("Bearer"::equalsIgnoreCase);
    return isBearer
        ? new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer")
        : new SecurityScheme()
            .type(SecurityScheme.Type.APIKEY)
            .in(SecurityScheme.In.HEADER)
            .name(settings.get(HttpSettings.API_KEY_HEADER).orElse("Authorization"));
  }

  /**
   * Adds the requirement that the filter has.
   *
   * @param path the path relative to the context path
   */
  private static void requireKey(
      Operation operation, String method, String path, String scheme, Settings settings) {
    boolean hasRule =
        !ScopeRule.required(settings.get(HttpSettings.REQUIRED_SCOPES), method, path).isEmpty();
    boolean isExempt =
        settings.get(HttpSettings.EXEMPT_PATHS).stream()
            .filter(it -> it.matches(path))
            .anyMatch(it -> !it.isExtension() || !hasRule);
    if (operation.getSecurity() == null
        && settings.get(SpringSettings.PATHS).includes(path)
        && !isExempt) {
      operation.addSecurityItem(new SecurityRequirement().addList(scheme));
      if (settings.get(HttpSettings.MODE) == Mode.OPTIONAL && !hasRule) {
        operation.addSecurityItem(new SecurityRequirement());
      }
    }
  }
}
