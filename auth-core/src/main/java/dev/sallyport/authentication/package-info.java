/** Authentication of requests by API key and of users by password. */
@NullMarked
package dev.sallyport.authentication;

import org.jspecify.annotations.NullMarked;
