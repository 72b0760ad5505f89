package io.orderwire.processor;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.util.Random;

@AnalyzeClasses(
    packages = "io.orderwire.processor",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule THE_SEQUENCER_KNOWS_ONLY_THE_JDK =
      classes()
          .that()
          .resideInAPackage("io.orderwire.processor.history")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  "io.orderwire.processor.history", "java..", "org.slf4j..", "org.jspecify.."));

  @ArchTest
  static final ArchRule ONLY_THE_TOPOLOGY_KNOWS_KAFKA =
      noClasses()
          .that()
          .resideOutsideOfPackage("..history.topology..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..", "io.orderwire.avro..");

  @ArchTest
  static final ArchRule NOBODY_IMPORTS_APP =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.orderwire.processor.app")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.orderwire.processor.app");

  @ArchTest
  static final ArchRule NO_CLOCK_SLEEP_OR_CHANCE_OUTSIDE_APP =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.orderwire.processor.app")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(Thread.class, "sleep", long.class)
          .orShould()
          .callConstructor(Random.class);

  @ArchTest
  static final ArchRule STATICS_ARE_FINAL =
      fields().that().areStatic().and().doNotHaveName("$VALUES").should().beFinal();

  @ArchTest
  static final ArchRule NAMES =
      noClasses().should().haveNameMatching(".*(Impl|Helper|Utils|Manager)$");
}
