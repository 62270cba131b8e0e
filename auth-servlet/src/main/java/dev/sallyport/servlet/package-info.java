/**
 * The gate in front of a Jakarta Servlet application. HTTP status, headers and bodies are known
 * here only.
 */
@NullMarked
package dev.sallyport.servlet;

import org.jspecify.annotations.NullMarked;
