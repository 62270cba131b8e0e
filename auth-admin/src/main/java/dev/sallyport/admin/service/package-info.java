/** Actions of administrators with their authorization, independent of HTTP and pages. */
@NullMarked
package dev.sallyport.admin.service;

import org.jspecify.annotations.NullMarked;
