package io.orderwire.delivery.partner;

/** What a key allows. */
public enum Scope {
  /** Read histories, acknowledge positions, make stream tokens. */
  READ,
  /** Also change what is delivered where. */
  MANAGE
}
