package dev.sallyport.spring;

import dev.sallyport.config.Settings;
import dev.sallyport.servlet.SallyportFilters;
import dev.sallyport.servlet.config.HttpSettings;
import dev.sallyport.spring.internal.ProtectedPaths;
import dev.sallyport.spring.internal.SpringSettings;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the security scheme {@value #SCHEME} in the OpenAPI documents of springdoc.
 * Operations below {@code sallyport.paths} require it, unless they have requirements of their own.
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
  GlobalOpenApiCustomizer sallyportOpenApiCustomizer(Settings settings) {
    ProtectedPaths paths = settings.get(SpringSettings.PATHS);
    return api -> {
      if (api.getComponents() == null) {
        api.setComponents(new Components());
      }
      api.getComponents().addSecuritySchemes(SCHEME, scheme(settings));
      requireKeys(api, paths);
    };
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

  private static void requireKeys(OpenAPI api, ProtectedPaths paths) {
    if (api.getPaths() != null) {
      api.getPaths().entrySet().stream()
          .filter(it -> paths.includes(it.getKey()))
          .flatMap(it -> it.getValue().readOperations().stream())
          .filter(it -> it.getSecurity() == null)
          .forEach(it -> it.addSecurityItem(new SecurityRequirement().addList(SCHEME)));
    }
  }
}
