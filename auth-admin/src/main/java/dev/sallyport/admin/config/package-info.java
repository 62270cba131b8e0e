/** Settings of the servlet. */
@NullMarked
package dev.sallyport.admin.config;

import org.jspecify.annotations.NullMarked;
