package dev.sallyport.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.beans.factory.annotation.Qualifier;

/**
 * Qualifier of the {@code DataSource} that has the tables of Sallyport, in an application with
 * several. Without it, the only or the primary data source is used.
 *
 * <pre>{@code
 * @Bean(defaultCandidate = false)
 * @SallyportDataSource
 * DataSource keys() {
 *   return DataSourceBuilder.create().url("jdbc:postgresql://localhost/keys").build();
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
@Target({ElementType.METHOD, ElementType.PARAMETER, ElementType.FIELD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Qualifier
public @interface SallyportDataSource {}
