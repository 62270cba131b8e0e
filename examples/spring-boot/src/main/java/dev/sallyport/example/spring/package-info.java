/** Notes of several tenants: an application with API keys, to copy from. */
@NullMarked
package dev.sallyport.example.spring;

import org.jspecify.annotations.NullMarked;
