/** Support for tests of applications with Spring Boot. */
@NullMarked
package dev.sallyport.spring.test;

import org.jspecify.annotations.NullMarked;
