package io.timestore.e2e.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The direction of modules and packages, and who may use which client. */
final class ArchitectureTest {
  private static JavaClasses all;

  @BeforeAll
  static void read() {
    all =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.timestore");
    assertThat(all.size()).isGreaterThan(100);
  }

  @Test
  void coreKnowsNobody() {
    noClasses()
        .that()
        .resideInAPackage("io.timestore.core..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.timestore.calcite..",
            "io.timestore.jdbc..",
            "io.timestore.daemon..",
            "io.timestore.embedded..")
        .check(all);
  }

  @Test
  void theAdapterKnowsOnlyCore() {
    noClasses()
        .that()
        .resideInAPackage("io.timestore.calcite..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.timestore.jdbc..", "io.timestore.daemon..", "io.timestore.embedded..")
        .check(all);
  }

  @Test
  void theDriverKnowsNoDaemon() {
    noClasses()
        .that()
        .resideInAPackage("io.timestore.jdbc..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.timestore.daemon..", "io.timestore.embedded..")
        .check(all);
  }

  @Test
  void theDaemonDoesNotPlan() {
    noClasses()
        .that()
        .resideInAPackage("io.timestore.daemon..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.timestore.calcite..", "io.timestore.embedded..", "org.apache.calcite..")
        .check(all);
  }

  @Test
  void theStackStartsTheOthersButDoesNotCallThem() {
    noClasses()
        .that()
        .resideInAPackage("io.timestore.embedded..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.timestore.calcite..", "io.timestore.jdbc..", "io.timestore.daemon..")
        .check(all);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.timestore.(*).(**)").should().beFreeOfCycles().check(all);
  }

  @Test
  void onlyTheHotBufferSpeaksToRedis() {
    onlyIn("io.timestore.core.hot..", "io.lettuce..");
  }

  @Test
  void onlyTheCatalogUsesAPoolAndMigrations() {
    onlyIn(
        "io.timestore.core.catalog..", "com.zaxxer.hikari..", "org.flywaydb..", "org.postgresql..");
  }

  @Test
  void onlyTheClickHouseClientSpeaksHttpToClickHouse() {
    noClasses()
        .that()
        .resideInAnyPackage("io.timestore.calcite..", "io.timestore.daemon..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.hc..", "com.clickhouse..")
        .check(all);
  }

  @Test
  void onlyTheAdapterUsesCalcite() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.timestore.calcite..", "io.timestore.jdbc..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.calcite..")
        .check(all);
  }

  @Test
  void productionCodePrintsOnlyInCommandLines() {
    noClasses()
        .that()
        .resideInAnyPackage("io.timestore.core..", "io.timestore.calcite..", "io.timestore.jdbc..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(all);
  }

  private static void onlyIn(String home, String... clients) {
    classes()
        .that()
        .resideOutsideOfPackage(home)
        .should()
        .onlyDependOnClassesThat()
        .resideOutsideOfPackages(clients)
        .check(
            all.that(
                com.tngtech.archunit.base.DescribedPredicate.describe(
                    "not the embedded stack, which starts the real servers",
                    c -> !c.getPackageName().startsWith("io.timestore.embedded"))));
  }
}
