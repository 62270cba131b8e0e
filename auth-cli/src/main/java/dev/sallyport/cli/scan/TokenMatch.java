package dev.sallyport.cli.scan;

import dev.sallyport.token.Secret;
import java.util.List;

/**
 * Part of a text in the format of a token.
 *
 * @param line the number of the line, from 1
 * @param readings the possible tokens if the start is not certain, the most likely first
 * @param knox whether it is in knox's format, which has no checksum
 */
record TokenMatch(long line, List<Secret> readings, boolean knox) {}
