/**
 * The streams processor as a process: settings, wiring, health, metrics, start and stop. The only
 * composition root of this module; nobody imports it.
 */
@NullMarked
package io.orderwire.processor.app;

import org.jspecify.annotations.NullMarked;
