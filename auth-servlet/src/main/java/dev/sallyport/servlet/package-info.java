/**
 * Servlet filter that authenticates the requests of a Jakarta Servlet application by API key. Only
 * this package and its subpackages determine HTTP status codes, header fields and bodies.
 */
@NullMarked
package dev.sallyport.servlet;

import org.jspecify.annotations.NullMarked;
