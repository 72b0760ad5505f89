package io.orderwire.delivery.audit;

/** Authors of changes, for tests. */
public final class Authors {
  /** An operator's request. */
  public static final Author OPERATOR = new Author.Operator("alice", "ticket-1", "127.0.0.1");

  private Authors() {}
}
