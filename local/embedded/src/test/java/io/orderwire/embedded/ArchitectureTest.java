package io.orderwire.embedded;

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
    packages = "io.orderwire.embedded",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule only_the_broker_s_own_process_knows_kafka =
      noClasses()
          .that()
          .doNotHaveSimpleName("BrokerMain")
          .and()
          .doNotHaveSimpleName("BrokerCertificate")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..", "kafka..");

  @ArchTest
  static final ArchRule needs_nothing_but_the_jdk =
      classes()
          .that()
          .doNotHaveSimpleName("BrokerMain")
          .and()
          .doNotHaveSimpleName("BrokerCertificate")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "javax.net..", "org.jspecify..", "io.orderwire.embedded..");

  @ArchTest
  static final ArchRule reads_no_clock_and_rolls_no_dice =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Thread.class, "sleep", long.class)
          .orShould()
          .callConstructor(Random.class);

  @ArchTest
  static final ArchRule has_no_mutable_statics =
      fields().that().areStatic().and().doNotHaveName("$VALUES").should().beFinal();
}
