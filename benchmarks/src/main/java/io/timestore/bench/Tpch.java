package io.timestore.bench;

import io.timestore.core.catalog.CatalogReader.DatasetTables;
import io.timestore.core.model.Field;
import io.timestore.core.model.FieldType;
import io.timestore.core.model.Table;
import io.timestore.core.model.TableName;
import io.timestore.core.model.TableSchema;
import io.timestore.core.model.TimeWindow;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The tables and the 22 queries of TPC-H, to be planned and not to be run. */
final class Tpch {
  static final String DATASET = "tpch";

  private static final List<String> TABLES =
      List.of(
          "part p_partkey:integer p_name:string p_mfgr:keyword p_brand:keyword p_type:keyword"
              + " p_size:integer p_container:keyword p_retailprice:decimal(12,2) p_comment:string",
          "supplier s_suppkey:integer s_name:string s_address:string s_nationkey:integer"
              + " s_phone:string s_acctbal:decimal(12,2) s_comment:string",
          "partsupp ps_partkey:integer ps_suppkey:integer ps_availqty:integer"
              + " ps_supplycost:decimal(12,2) ps_comment:string",
          "customer c_custkey:integer c_name:string c_address:string c_nationkey:integer"
              + " c_phone:string c_acctbal:decimal(12,2) c_mktsegment:keyword c_comment:string",
          "orders o_orderkey:integer o_custkey:integer o_orderstatus:keyword"
              + " o_totalprice:decimal(12,2) o_orderdate:date o_orderpriority:keyword o_clerk:string"
              + " o_shippriority:integer o_comment:string",
          "lineitem l_orderkey:integer l_partkey:integer l_suppkey:integer l_linenumber:integer"
              + " l_quantity:decimal(12,2) l_extendedprice:decimal(12,2) l_discount:decimal(12,2)"
              + " l_tax:decimal(12,2) l_returnflag:keyword l_linestatus:keyword l_shipdate:date"
              + " l_commitdate:date l_receiptdate:date l_shipinstruct:keyword l_shipmode:keyword"
              + " l_comment:string",
          "nation n_nationkey:integer n_name:keyword n_regionkey:integer n_comment:string",
          "region r_regionkey:integer r_name:keyword r_comment:string");

  private Tpch() {}

  static List<DatasetTables> catalog() {
    List<Table> tables = new ArrayList<>();
    for (String words : TABLES) {
      String[] parts = words.split(" ", -1);
      List<Field> fields = new ArrayList<>();
      for (int i = 1; i < parts.length; i++) {
        int colon = parts[i].indexOf(':');
        fields.add(
            new Field(
                parts[i].substring(0, colon), FieldType.parse(parts[i].substring(colon + 1))));
      }
      tables.add(
          new Table(
              tables.size() + 1L,
              DATASET,
              new TableName(DATASET, parts[0]),
              new TableSchema(1, fields, null),
              TimeWindow.MONTH,
              DATASET,
              parts[0],
              1));
    }
    return List.of(new DatasetTables(DATASET, DATASET, "lineitem", tables));
  }

  /** The queries by name, {@code tpch-01} to {@code tpch-22}. */
  static Map<String, String> queries() {
    Map<String, String> queries = new LinkedHashMap<>();
    for (String paragraph : text().split("\n\n+", -1)) {
      int lineEnd = paragraph.indexOf('\n');
      String number = paragraph.substring(0, Math.max(lineEnd, 0)).replace("--", "").strip();
      if (number.matches("\\d+")) {
        String name = String.format(Locale.ROOT, "tpch-%02d", Integer.parseInt(number));
        queries.put(name, paragraph.substring(lineEnd + 1).strip());
      }
    }
    return queries;
  }

  private static String text() {
    try (InputStream file = Tpch.class.getResourceAsStream("tpch.sql")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
