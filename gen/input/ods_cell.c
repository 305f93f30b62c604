#include "gen/input/ods_cell.h"

#include "gen/input/draft.h"
#include "gen/input/iso_date.h"
#include "gen/input/number.h"
#include "gen/input/numfmt.h"
#include "gen/input/xlsx_walk.h"

static const char office[] = ODS_SPACE("office");
static const char table[] = ODS_SPACE("table");
static const char calc[] =
    "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0";

struct str
ods_attribute(const struct xml_attribute *attributes, size_t n,
              const char *space, const char *name)
{
    for (size_t i = 0; i < n; i++) {
        if (str_is(attributes[i].name, name) &&
            str_is(attributes[i].space, space)) {
            return attributes[i].value;
        }
    }
    return (struct str){NULL, 0};
}

uint32_t
ods_count(struct str text, uint32_t most)
{
    uint32_t count;

    return xlsx_parse_count(text, most, &count) && count ? count : 1;
}

static void
read_office(struct ods_raw *raw, struct str name, struct str value)
{
    static const char *const values[] = {"value", "date-value", "time-value",
                                         "boolean-value", "string-value"};

    if (str_is(name, "value-type")) {
        raw->type = value;
    }
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        if (str_is(name, values[i])) {
            raw->value = value;
        }
    }
}

static void
read_table(struct ods_raw *raw, struct str name, struct str value)
{
    if (str_is(name, "number-columns-repeated")) {
        raw->n_across = ods_count(value, GRID_MAX_COLS);
    } else if (str_is(name, "number-columns-spanned")) {
        raw->n_columns_spanned = ods_count(value, GRID_MAX_COLS);
    } else if (str_is(name, "number-rows-spanned")) {
        raw->n_rows_spanned = ods_count(value, GRID_MAX_ROWS);
    }
}

void
ods_raw_read(struct ods_raw *raw, const struct xml_attribute *attributes,
             size_t n)
{
    *raw = (struct ods_raw){
        .n_across = 1, .n_columns_spanned = 1, .n_rows_spanned = 1};
    for (size_t i = 0; i < n; i++) {
        const struct xml_attribute *attribute = &attributes[i];

        if (str_is(attribute->space, office)) {
            read_office(raw, attribute->name, attribute->value);
        } else if (str_is(attribute->space, table)) {
            read_table(raw, attribute->name, attribute->value);
        } else if (str_is(attribute->space, calc) &&
                   str_is(attribute->name, "value-type")) {
            raw->is_error = str_is(attribute->value, "error");
        }
    }
}

static bool
read_number(struct cell *cell, struct str value, struct arena *arena)
{
    struct str plain;
    double number;

    return number_parse(value, &number, &plain) &&
           numfmt_apply(cell, NUMFMT_NUMBER, EPOCH_ISO, number, plain, arena);
}

static void
read_text(struct cell *cell, enum cell_type type, struct str text,
          struct arena *arena)
{
    if (text.len) {
        cell->type = type;
        cell->text = arena_str(arena, text);
    }
}

static bool
read_bool(struct cell *cell, struct str value)
{
    cell->type = CELL_BOOL;
    cell->number = str_is(value, "true");
    cell->text = cell->number != 0 ? STR("TRUE") : STR("FALSE");
    return cell->number != 0 || str_is(value, "false");
}

bool
ods_cell_read(struct cell *cell, const struct ods_raw *raw, struct str text,
              struct arena *arena)
{
    *cell = (struct cell){.type = CELL_EMPTY, .text = STR("")};
    if (raw->is_error) {
        read_text(cell, CELL_ERROR, text.len ? text : STR("#VALUE!"), arena);
        return true;
    }
    if (str_is(raw->type, "float") || str_is(raw->type, "percentage") ||
        str_is(raw->type, "currency")) {
        return read_number(cell, raw->value, arena);
    }
    if (str_is(raw->type, "date")) {
        return iso_date_read(cell, raw->value, arena);
    }
    if (str_is(raw->type, "time")) {
        return iso_time_read(cell, raw->value, arena);
    }
    if (str_is(raw->type, "boolean")) {
        return read_bool(cell, raw->value);
    }
    read_text(cell, CELL_TEXT, raw->value.len ? raw->value : text, arena);
    return true;
}
