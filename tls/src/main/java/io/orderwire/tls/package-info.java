/**
 * TLS of the services' ports, by Spring Boot's SSL bundles. Spring Boot does not reload what Jetty
 * serves when a bundle changes; this does, for every port, and lets only TLS 1.2 and 1.3 in.
 *
 * <p>Bundles are told of changes by one thread of Spring Boot's, which may take its time.
 */
@NullMarked
package io.orderwire.tls;

import org.jspecify.annotations.NullMarked;
