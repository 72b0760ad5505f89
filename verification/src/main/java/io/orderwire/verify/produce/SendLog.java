package io.orderwire.verify.produce;

import io.orderwire.verify.progress.Progress;
import io.orderwire.verify.record.Fingerprint;
import io.orderwire.verify.record.LongMap;
import io.orderwire.verify.record.ProducerRecorder;
import io.orderwire.verify.record.Recorder;
import io.orderwire.verify.workload.Expectation;
import io.orderwire.verify.workload.Payload;
import io.orderwire.verify.workload.Send;

/**
 * Records one producer's sends. Behind a send that failed it goes on under a new name, for the
 * promise of order ends there. Safe for threads; sends are begun by one.
 */
final class SendLog {
  private final Recorder recorder;
  private final Progress progress;
  private final String name;
  private final LongMap acknowledged = new LongMap();
  private int generation = 1;

  SendLog(Recorder recorder, Progress progress, String name) {
    this.recorder = recorder;
    this.progress = progress;
    this.name = name;
  }

  /**
   * Whether it may be sent: a reused event_id only where its original is known to be stored, since
   * it would be accepted otherwise.
   */
  synchronized boolean maySend(Send send) {
    return send.expectation() != Expectation.EVENT_ID_REUSED
        || acknowledged.containsKey(send.original());
  }

  /** It is about to be handed over. */
  synchronized Attempt sending(Send send) {
    progress.sent();
    ProducerRecorder records = recorder.producer(name + "#" + generation);
    int number =
        send.expectation().isRejected()
            ? records.poison(send.partner(), send.token())
            : records.sending(send.partner(), send.token(), order(send));
    return new Attempt(send, records, number, generation);
  }

  private synchronized void learned(long token) {
    acknowledged.put(token, 1);
  }

  private synchronized void failed(int in) {
    if (in == generation) {
      generation++;
    }
  }

  private static long order(Send send) {
    return switch (send.payload()) {
      case Payload.Event(var event) -> Fingerprint.of(event.getOrderId());
      case Payload.Bytes _ -> Fingerprint.NONE;
    };
  }

  /** One handing over, whose outcome is open. Safe for threads. */
  final class Attempt {
    private final Send send;
    private final ProducerRecorder records;
    private final int number;
    private final int in;

    private Attempt(Send send, ProducerRecorder records, int number, int in) {
      this.send = send;
      this.records = records;
      this.number = number;
      this.in = in;
    }

    Send send() {
      return send;
    }

    /** Rises by one where the producer goes on behind a failure. */
    int generation() {
      return in;
    }

    /** It was answered that it is stored. */
    void acknowledged() {
      records.acknowledged(number);
      if (!send.expectation().isRejected()) {
        learned(send.token());
        progress.acknowledged(send.partner(), send.token());
      }
    }

    /** There was an error, or no answer. */
    void failed() {
      progress.failed();
      SendLog.this.failed(in);
    }
  }
}
