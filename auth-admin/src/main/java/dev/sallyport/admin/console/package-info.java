/** The console: dispatch, static files and headers. */
@NullMarked
package dev.sallyport.admin.console;

import org.jspecify.annotations.NullMarked;
