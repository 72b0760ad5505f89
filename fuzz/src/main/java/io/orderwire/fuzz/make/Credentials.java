package io.orderwire.fuzz.make;

import io.orderwire.fuzz.api.Service;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Bad credentials of all kinds. */
final class Credentials {
  private static final String NAME = "Authorization";
  private static final int HUGE = 9_000;

  static final Map<String, Change> ALL =
      Map.of(
          "no credentials", Credentials::none,
          "another's credentials", Credentials::another,
          "two credentials", Credentials::two,
          "damaged credentials", Credentials::damaged,
          "odd credentials", Credentials::odd,
          "credentials in the query", Credentials::query);

  private Credentials() {}

  private static String none(Draft draft, RandomGenerator random) {
    draft.remove(NAME);
    draft.mayShow.clear();
    return "no Authorization";
  }

  private static String another(Draft draft, RandomGenerator random) {
    Service service = draft.operation.api().service();
    draft.mayShow.clear();
    Service other =
        List.of(Service.PARTNER, Service.OPERATOR, Service.PRODUCER).get(random.nextInt(3));
    if (other == service || (other == Service.PARTNER && random.nextBoolean())) {
      // Its own data may be shown to it; nothing of the caller's.
      draft.set(NAME, "Bearer " + draft.known.subject().key());
      if (service == Service.PARTNER) {
        draft.mayShow.add(draft.known.subject().marker());
      }
      return "the key of " + draft.known.subject().id();
    }
    draft.set(NAME, "Bearer " + draft.known.credential(other));
    return "the credentials for the " + other.code() + " API";
  }

  private static String two(Draft draft, RandomGenerator random) {
    String other = "Bearer " + draft.known.subject().key();
    String own = draft.header(NAME);
    draft.remove(NAME);
    draft.mayShow.add(draft.known.subject().marker());
    boolean first = random.nextBoolean();
    draft.add(NAME, first || own == null ? other : own);
    draft.add(NAME, first && own != null ? own : other);
    return "Authorization twice";
  }

  private static String damaged(Draft draft, RandomGenerator random) {
    String own = draft.known.credential(draft.operation.api().service());
    String bad = own;
    while (bad.equals(own)) {
      bad =
          switch (random.nextInt(8)) {
            case 0 -> own.substring(0, random.nextInt(own.length()));
            case 1 -> own + "A";
            case 2 -> own.toUpperCase(Locale.ROOT);
            case 3 -> own + "\u0000";
            case 4 -> own + ", " + own;
            case 5 -> own + "%00";
            case 6 -> own.substring(0, 5) + "\u00e4" + own.substring(6);
            default -> own.substring(0, own.length() - 1) + "=";
          };
    }
    draft.mayShow.clear();
    draft.set(NAME, "Bearer " + bad);
    return "a damaged key";
  }

  private static String odd(Draft draft, RandomGenerator random) {
    String own = draft.known.credential(draft.operation.api().service());
    String value =
        switch (random.nextInt(14)) {
          case 0 -> "";
          case 1 -> "Bearer";
          case 2 -> "Bearer ";
          case 3 -> "Basic dXNlcjpwYXNzd29yZA==";
          case 4 -> "Digest username=\"a\"";
          case 5 -> own;
          case 6 -> "bearer " + own;
          case 7 -> "Bearer  \t " + own + "  ";
          case 8 -> "Bearer " + "a".repeat(HUGE);
          case 9 -> "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJmdXp6LWIifQ.";
          case 10 -> "Bearer eyJhbGciOiJSUzI1NiIsImtpZCI6Ii4uLy4uL2EifQ.e30.AAAA";
          case 11 -> "Bearer owt_" + "A".repeat(60);
          case 12 -> "Bearer {}";
          default -> "Bearer ..";
        };
    draft.set(NAME, value);
    return "Authorization: " + (value.contains(own) ? "the key, oddly put" : shortened(value));
  }

  private static String shortened(String value) {
    return value.length() > 60 ? value.substring(0, 60) + "…" : value;
  }

  private static String query(Draft draft, RandomGenerator random) {
    Party own = draft.own;
    boolean kept = random.nextBoolean();
    if (!kept) {
      draft.remove(NAME);
    }
    String value =
        switch (random.nextInt(5)) {
          case 0 -> draft.known.credential(draft.operation.api().service());
          case 1 -> BadTexts.damaged(random, own.streamToken());
          case 2 -> "";
          case 3 -> "a".repeat(HUGE);
          default -> own.streamToken();
        };
    draft.moreQuery = "token=" + Bytes.escaped(value);
    return "a token in the query" + (kept ? " too" : "");
  }
}
