/** Sessions of the console and the authentication of administrators. */
@NullMarked
package dev.sallyport.admin.session;

import org.jspecify.annotations.NullMarked;
