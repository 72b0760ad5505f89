/**
 * Bad requests by the published API descriptions: {@code api} reads them, {@code make} makes
 * requests of them and breaks those, {@code http} sends bytes and reads answers, {@code check} says
 * what is wrong with an answer, and {@code run} puts all together as {@code ./orderwire fuzz}. What
 * is sent depends on the seed and on the ids that the system has given, and on nothing else.
 */
@NullMarked
package io.orderwire.fuzz;

import org.jspecify.annotations.NullMarked;
