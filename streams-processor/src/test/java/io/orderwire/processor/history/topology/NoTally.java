package io.orderwire.processor.history.topology;

import io.orderwire.processor.history.RejectionReason;

/** Counts nothing. */
final class NoTally implements Tally {
  @Override
  public void appended() {}

  @Override
  public void duplicate() {}

  @Override
  public void applied() {}

  @Override
  public void rejected(RejectionReason reason) {}

  @Override
  public void skipped() {}

  @Override
  public void waits(int partition) {}

  @Override
  public void goesOn(int partition) {}
}
