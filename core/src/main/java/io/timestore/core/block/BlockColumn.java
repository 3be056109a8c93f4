package io.timestore.core.block;

import org.jspecify.annotations.Nullable;

/**
 * Where a column lies in a block and what it holds.
 *
 * @param name the field's name
 * @param clickHouseType the type written in the Native column
 * @param offset first byte of the column's frames in the block's bytes
 * @param length compressed length in bytes; the column is whole frames
 * @param rawLength uncompressed length in bytes: Native column name, type and data
 * @param nulls number of NULLs
 * @param min least value as text in ClickHouse's spelling, null if it is not known: the column is
 *     all NULL or has a NaN, the type has no order (json, uuid), or a text is too long
 * @param max greatest value, likewise
 */
public record BlockColumn(
    String name,
    String clickHouseType,
    int offset,
    int length,
    int rawLength,
    int nulls,
    @Nullable String min,
    @Nullable String max) {}
