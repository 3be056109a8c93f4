package io.timestore.calcite.schema;

import io.timestore.core.model.Field;
import io.timestore.core.model.FieldType;
import io.timestore.core.model.Table;
import io.timestore.core.model.TableName;
import io.timestore.core.model.TableSchema;
import io.timestore.core.model.TimeWindow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tables of {@value #SCHEMA}, with the columns that PostgreSQL's have. They are tables without
 * cold rows, whose tail is made from the catalog when a statement captures its snapshot. Stateless.
 */
public final class SystemTables {
  public static final String SCHEMA = "information_schema";

  /** What stands in every column that names a catalog. */
  public static final String CATALOG = "timestore";

  private static final Map<String, Table> TABLES = new LinkedHashMap<>();

  // A colon marks a column of integers.
  static {
    add(
        "schemata",
        "catalog_name schema_name schema_owner default_character_set_catalog"
            + " default_character_set_schema default_character_set_name sql_path");
    add(
        "tables",
        "table_catalog table_schema table_name table_type self_referencing_column_name"
            + " reference_generation user_defined_type_catalog user_defined_type_schema"
            + " user_defined_type_name is_insertable_into is_typed commit_action");
    add(
        "columns",
        "table_catalog table_schema table_name column_name ordinal_position: column_default"
            + " is_nullable data_type character_maximum_length: character_octet_length:"
            + " numeric_precision: numeric_precision_radix: numeric_scale: datetime_precision:"
            + " interval_type interval_precision: character_set_catalog character_set_schema"
            + " character_set_name collation_catalog collation_schema collation_name"
            + " domain_catalog domain_schema domain_name udt_catalog udt_schema udt_name"
            + " scope_catalog scope_schema scope_name maximum_cardinality: dtd_identifier"
            + " is_self_referencing is_identity identity_generation identity_start"
            + " identity_increment identity_maximum identity_minimum identity_cycle is_generated"
            + " generation_expression is_updatable");
    add(
        "key_column_usage",
        "constraint_catalog constraint_schema constraint_name table_catalog table_schema"
            + " table_name column_name ordinal_position: position_in_unique_constraint:");
    add(
        "table_constraints",
        "constraint_catalog constraint_schema constraint_name table_catalog table_schema"
            + " table_name constraint_type is_deferrable initially_deferred enforced"
            + " nulls_distinct");
    add(
        "referential_constraints",
        "constraint_catalog constraint_schema constraint_name unique_constraint_catalog"
            + " unique_constraint_schema unique_constraint_name match_option update_rule"
            + " delete_rule");
  }

  private SystemTables() {}

  private static void add(String name, String columns) {
    List<Field> fields = new ArrayList<>();
    for (String column : columns.split(" ", -1)) {
      boolean number = column.endsWith(":");
      fields.add(
          new Field(
              number ? column.substring(0, column.length() - 1) : column,
              FieldType.of(number ? FieldType.Kind.INTEGER : FieldType.Kind.STRING)));
    }
    TABLES.put(
        name,
        new Table(
            -1 - TABLES.size(),
            "",
            new TableName(SCHEMA, name),
            new TableSchema(1, fields, null),
            TimeWindow.MONTH,
            "",
            "",
            1));
  }

  /** The tables by name. */
  public static Map<String, Table> all() {
    return TABLES;
  }

  /** Whether a table is one of these; tables that the catalog has are numbered from 1. */
  public static boolean isOne(Table table) {
    return table.id() < 0;
  }
}
