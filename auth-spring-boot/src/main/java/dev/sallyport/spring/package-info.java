/** API keys for Spring Boot and Spring Security. */
@NullMarked
package dev.sallyport.spring;

import org.jspecify.annotations.NullMarked;
