package io.orderwire.schemas.serde;

import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.specific.SpecificFixed;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Lets Avro make instances of generated classes.
 *
 * <p>From 1.12.2 on Avro loads no class by a schema's name unless it is trusted, so that a schema
 * cannot name an arbitrary class; generated classes are no exception. They hold data and nothing
 * else, so here each class that is one is trusted, in addition to what the process trusts already.
 * Avro keeps that for the whole process.
 *
 * <p>Copying an instance takes that trust too. So every class with which one comes by an instance,
 * or hands one over, asks for it when it is initialised.
 */
public final class TrustedClasses {
  static {
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(
            ClassSecurityValidator.getGlobal(), TrustedClasses::isGenerated));
  }

  private TrustedClasses() {}

  /** Has an effect the first time only. */
  public static void trustGenerated() {
    // the static initialiser has done it
  }

  private static boolean isGenerated(Class<?> type) {
    return SpecificRecord.class.isAssignableFrom(type)
        || SpecificFixed.class.isAssignableFrom(type)
        || GenericEnumSymbol.class.isAssignableFrom(type);
  }
}
