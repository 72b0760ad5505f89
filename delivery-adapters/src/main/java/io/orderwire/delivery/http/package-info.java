/**
 * What every HTTP channel shares: who is calling, how often it may, which parameters it may send,
 * and how a refusal looks (RFC 9457 problem documents, one list of codes).
 *
 * <p>A request passes, in this order: request id, CORS, authentication, rate limit, the channel's
 * controller. Whatever refuses it does so with a {@link io.orderwire.delivery.http.Problem}; the
 * one place that writes it is {@link io.orderwire.delivery.http.ProblemWriter}, and what Jetty
 * itself refuses, before any of this runs, is written by {@link
 * io.orderwire.delivery.http.JettyProblems} in the same form.
 */
@NullMarked
package io.orderwire.delivery.http;

import org.jspecify.annotations.NullMarked;
