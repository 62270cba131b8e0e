package dev.sallyport.spring.test;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;

/** A slice of Spring Boot 4. */
@WebMvcTest
@Retention(RetentionPolicy.RUNTIME)
@interface MvcSlice {}
