package dev.sallyport.spring.test;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.springframework.boot.test.autoconfigure.web.servlet.WebMvcTest;

/** A slice of Spring Boot 3.5. */
@WebMvcTest
@Retention(RetentionPolicy.RUNTIME)
@interface MvcSlice {}
