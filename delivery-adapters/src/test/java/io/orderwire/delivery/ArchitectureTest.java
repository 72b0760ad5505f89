package io.orderwire.delivery;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;

/** The house style's rules that concern this module. */
@AnalyzeClasses(
    packages = "io.orderwire.delivery",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  private static final String BASE = "io.orderwire.delivery.";
  private static final String[] DOMAIN = {
    BASE + "audit..",
    BASE + "command..",
    BASE + "erasure..",
    BASE + "history..",
    BASE + "subscription..",
    BASE + "partner..",
    BASE + "webhook",
    BASE + "webhook.dispatch..",
    BASE + "webhook.factor..",
    BASE + "webhook.payload..",
    BASE + "webhook.signing.."
  };

  @ArchTest
  static final ArchRule the_domain_knows_only_the_jdk_slf4j_and_jspecify =
      classes()
          .that()
          .resideInAnyPackage(DOMAIN)
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(DOMAIN)
                  .or(
                      resideInAnyPackage(
                          "java..", "javax.crypto..", "org.slf4j..", "org.jspecify..")));

  @ArchTest
  static final ArchRule channels_know_neither_kafka_nor_each_other =
      noClasses()
          .that()
          .resideInAnyPackage(
              BASE + "polling..",
              BASE + "sse..",
              BASE + "http..",
              BASE + "admin..",
              BASE + "webhook..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(BASE + "kafka..", "org.apache.kafka..", "org.rocksdb..");

  @ArchTest
  static final ArchRule polling_knows_nothing_of_streams =
      noClasses()
          .that()
          .resideInAPackage(BASE + "polling..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(BASE + "sse..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule streams_know_nothing_of_polling =
      noClasses()
          .that()
          .resideInAPackage(BASE + "sse..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(BASE + "polling..")
          .allowEmptyShould(true);

  /** The composition root makes the clients. */
  @ArchTest
  static final ArchRule only_the_kafka_package_and_the_composition_root_know_kafka_and_avro =
      noClasses()
          .that()
          .resideOutsideOfPackages(BASE + "kafka..", BASE + "app..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..", "io.orderwire.avro..", "org.rocksdb..");

  @ArchTest
  static final ArchRule nobody_imports_the_composition_root =
      noClasses()
          .that()
          .resideOutsideOfPackage(BASE + "app..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(BASE + "app..");

  @ArchTest
  static final ArchRule there_are_no_cycles =
      slices().matching(BASE + "(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule packages_are_named_by_feature =
      noClasses()
          .should()
          .resideInAnyPackage(
              "..util..", "..common..", "..impl..", "..service..", "..dto..", "..config..");

  @ArchTest
  static final ArchRule classes_are_named_by_what_they_are =
      noClasses()
          .should()
          .haveSimpleNameEndingWith("Impl")
          .orShould()
          .haveSimpleNameEndingWith("Helper")
          .orShould()
          .haveSimpleNameEndingWith("Utils")
          .orShould()
          .haveSimpleNameEndingWith("Manager");

  @ArchTest
  static final ArchRule nothing_is_injected_into_fields =
      noFields()
          .should()
          .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
          .orShould()
          .beAnnotatedWith("org.springframework.beans.factory.annotation.Value");

  @ArchTest
  static final ArchRule statics_do_not_change = fields().that().areStatic().should().beFinal();

  @ArchTest
  static final ArchRule time_and_chance_come_from_outside =
      noClasses()
          .that()
          .resideOutsideOfPackage(BASE + "app..")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Thread.class, "sleep", long.class)
          .orShould()
          .callMethod(Thread.class, "sleep", java.time.Duration.class)
          .orShould()
          .callConstructor(Random.class);
}
