/** Sessions of users, which all nodes of a cluster share. */
@NullMarked
package dev.sallyport.session;

import org.jspecify.annotations.NullMarked;
