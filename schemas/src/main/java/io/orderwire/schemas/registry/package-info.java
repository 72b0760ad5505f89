/**
 * Client of a schema registry that speaks Confluent's REST API, version 1.
 *
 * <p>{@link io.orderwire.schemas.registry.HttpRegistryClient} does the requests with bounded
 * retries, {@link io.orderwire.schemas.registry.CachingRegistryClient} remembers what can never
 * change. Both block, may be used by many threads, and report failure by {@link
 * io.orderwire.schemas.registry.RegistryException} only.
 */
@NullMarked
package io.orderwire.schemas.registry;

import org.jspecify.annotations.NullMarked;
