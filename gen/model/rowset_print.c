#include "gen/model/rowset_print.h"

#include <jansson.h>

static void
print_text(struct str text, FILE *out)
{
    for (size_t i = 0; i < text.len; i++) {
        switch (text.ptr[i]) {
        case '\n':
            fputs("\\n", out);
            break;
        case '\t':
            fputs("\\t", out);
            break;
        default:
            fputc(text.ptr[i], out);
        }
    }
}

void
rowset_print(const struct rowset *rows, FILE *out)
{
    for (size_t c = 0; c < rows->n_columns; c++) {
        fputs(c ? "\t" : "", out);
        print_text(rows->names[c], out);
    }
    fputc('\n', out);
    for (size_t i = 0; i < rows->n_rows; i++) {
        for (size_t c = 0; c < rows->n_columns; c++) {
            fputs(c ? "\t" : "", out);
            print_text(value_str(rows->cells[i * rows->n_columns + c]), out);
        }
        fputc('\n', out);
    }
}

static json_t *
json_of(struct value value)
{
    struct str text = value_str(value);
    struct decimal decimal;
    int64_t whole;

    switch ((enum value_kind)value.kind) {
    case VALUE_NULL:
        return json_null();
    case VALUE_BOOL:
        return json_boolean(value.ptr != NULL);
    case VALUE_NUMBER:
        if (value_decimal(value, &decimal)) {
            return decimal_to_int(decimal, &whole)
                       ? json_integer(whole)
                       : json_real(decimal_to_double(decimal));
        }
        break;
    case VALUE_TEXT:
    case VALUE_LIST:
    case VALUE_RECORD:
    case VALUE_TABLE:
        break;
    }
    return json_stringn(text.ptr, text.len);
}

void
rowset_print_json(const struct rowset *rows, FILE *out)
{
    json_t *json = json_object();
    json_t *columns = json_array();
    json_t *lines = json_array();

    for (size_t c = 0; c < rows->n_columns; c++) {
        json_array_append_new(
            columns, json_stringn(rows->names[c].ptr, rows->names[c].len));
    }
    for (size_t i = 0; i < rows->n_rows; i++) {
        json_t *line = json_array();

        for (size_t c = 0; c < rows->n_columns; c++) {
            json_array_append_new(
                line, json_of(rows->cells[i * rows->n_columns + c]));
        }
        json_array_append_new(lines, line);
    }
    json_object_set_new(json, "columns", columns);
    json_object_set_new(json, "record", json_boolean(rows->is_record));
    json_object_set_new(json, "rows", lines);
    json_dumpf(json, out, JSON_COMPACT | JSON_REAL_PRECISION(15));
    fputc('\n', out);
    json_decref(json);
}
