package io.orderwire.delivery.issuer;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A set of the issuer's keys. Immutable. */
final class SigningKeys {
  private final Map<String, List<SigningKey>> byKid;
  private final Set<String> thumbprints;

  private SigningKeys(List<SigningKey> keys) {
    byKid = keys.stream().collect(Collectors.groupingBy(SigningKey::kid));
    thumbprints = keys.stream().map(SigningKey::thumbprint).collect(Collectors.toSet());
  }

  /**
   * The keys of a JSON Web Key Set (RFC 7517, section 5) that tokens may be signed with; others,
   * and what is no key, are left out, as section 5 asks for.
   *
   * @throws ParseException if it is no set
   */
  static SigningKeys parse(String set) throws ParseException {
    Map<String, Object>[] keys =
        JSONObjectUtils.getJSONObjectArray(JSONObjectUtils.parse(set), "keys");
    if (keys == null) {
      throw new ParseException("there are no keys", 0);
    }
    return new SigningKeys(
        Arrays.stream(keys).filter(Objects::nonNull).flatMap(key -> key(key).stream()).toList());
  }

  private static Optional<SigningKey> key(Map<String, Object> json) {
    try {
      return SigningKey.of(JWK.parse(json));
    } catch (ParseException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  Optional<SigningKey> find(String kid, Algorithm algorithm) {
    return byKid.getOrDefault(kid, List.of()).stream()
        .filter(key -> key.algorithm() == algorithm)
        .findFirst();
  }

  boolean has(String thumbprint) {
    return thumbprints.contains(thumbprint);
  }

  Set<String> thumbprints() {
    return thumbprints;
  }
}
