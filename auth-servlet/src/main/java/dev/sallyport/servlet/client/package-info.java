/**
 * Client addresses, paths and transport of requests, as containers and trusted proxies report them.
 */
@NullMarked
package dev.sallyport.servlet.client;

import org.jspecify.annotations.NullMarked;
