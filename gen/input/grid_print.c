#include "gen/input/grid.h"

#include <jansson.h>

static void
print_escaped(struct str text, FILE *out)
{
    for (size_t i = 0; i < text.len; i++) {
        switch (text.ptr[i]) {
        case '\n':
            fputs("\\n", out);
            break;
        case '\r':
            fputs("\\r", out);
            break;
        case '\t':
            fputs("\\t", out);
            break;
        case '\\':
            fputs("\\\\", out);
            break;
        default:
            putc(text.ptr[i], out);
        }
    }
}

void
grid_print(const struct grid *grid, FILE *out)
{
    static const char *const types[] = {"empty", "text", "number",   "bool",
                                        "date",  "time", "duration", "error"};
    struct strbuf ref = {0};

    for (size_t i = 0; i < grid->n_sheets; i++) {
        const struct grid_sheet *sheet = &grid->sheets[i];

        for (size_t k = 0; k < sheet->n_rows; k++) {
            const struct grid_row *row = &sheet->rows[k];

            for (uint32_t n = 0; n < row->n_cells; n++) {
                const struct cell *cell = &row->cells[n];

                strbuf_cut(&ref, 0);
                location_add_cell(&ref, row->row + 1, cell->col + 1);
                fprintf(out, "%s%s%s\t%s\t", sheet->name ? sheet->name : "",
                        sheet->name ? "!" : "", ref.ptr, types[cell->type]);
                print_escaped(cell->text, out);
                putc('\n', out);
            }
        }
    }
    strbuf_clear(&ref);
}

static json_t *
text_to_json(struct str text)
{
    json_t *json = json_stringn(text.ptr ? text.ptr : "", text.len);

    return json ? json : json_string("");
}

static json_t *
tagged(const char *tag, json_t *value)
{
    json_t *json = json_object();

    json_object_set_new(json, tag, value);
    return json;
}

/* Whole numbers are written without a point. */
static json_t *
number_to_json(double number)
{
    if (number >= -1e15 && number <= 1e15 &&
        number == (double)(json_int_t)number) {
        return json_integer((json_int_t)number);
    }
    return json_real(number);
}

/* A date without a time of day gets midnight. */
static json_t *
date_to_json(struct str text)
{
    struct strbuf sb = {0};
    json_t *json;

    strbuf_add(&sb, text);
    if (text.len == 10) {
        strbuf_add_cstr(&sb, "T00:00:00");
    }
    json = text_to_json(strbuf_str(&sb));
    strbuf_clear(&sb);
    return tagged("d", json);
}

static json_t *
cell_to_json(const struct cell *cell)
{
    switch (cell->type) {
    case CELL_NUMBER:
        return number_to_json(cell->number);
    case CELL_BOOL:
        return json_boolean(cell->number != 0);
    case CELL_DATE:
        return date_to_json(cell->text);
    case CELL_TIME:
        return tagged("t", text_to_json(cell->text));
    case CELL_DURATION:
        return tagged("td", number_to_json(cell->number));
    case CELL_ERROR:
        return tagged("e", text_to_json(cell->text));
    default:
        return text_to_json(cell->text);
    }
}

/* Writes json and frees it. */
static void
print_json(json_t *json, FILE *out)
{
    json_dumpf(json, out, JSON_ENCODE_ANY | JSON_REAL_PRECISION(15));
    json_decref(json);
}

static void
print_merges(const struct grid_sheet *sheet, FILE *out)
{
    struct strbuf ref = {0};

    fputs(",\"merged\":[", out);
    for (size_t i = 0; i < sheet->n_merges; i++) {
        const struct grid_merge *merge = &sheet->merges[i];

        strbuf_cut(&ref, 0);
        location_add_cell(&ref, merge->first_row + 1, merge->first_col + 1);
        strbuf_add_char(&ref, ':');
        location_add_cell(&ref, merge->last_row + 1, merge->last_col + 1);
        fprintf(out, "%s\"%s\"", i ? "," : "", ref.ptr);
    }
    fputs("]", out);
    strbuf_clear(&ref);
}

static void
print_row(const struct grid_row *row, bool is_first, FILE *out)
{
    struct strbuf ref = {0};

    for (uint32_t i = 0; i < row->n_cells; i++) {
        strbuf_cut(&ref, 0);
        location_add_cell(&ref, row->row + 1, row->cells[i].col + 1);
        fprintf(out, "%s\n\"%s\":", is_first && i == 0 ? "" : ",", ref.ptr);
        print_json(cell_to_json(&row->cells[i]), out);
    }
    strbuf_clear(&ref);
}

void
grid_print_json(const struct grid *grid, FILE *out)
{
    static const char *const states[] = {"visible", "hidden", "veryHidden"};

    fputs("{\"sheets\":[", out);
    for (size_t i = 0; i < grid->n_sheets; i++) {
        const struct grid_sheet *sheet = &grid->sheets[i];

        fprintf(out, "%s{\"name\":", i ? "," : "");
        print_json(sheet->name ? json_string(sheet->name) : json_null(), out);
        fprintf(out, ",\"state\":\"%s\"", states[sheet->state]);
        print_merges(sheet, out);
        fputs(",\"cells\":{", out);
        for (size_t k = 0; k < sheet->n_rows; k++) {
            print_row(&sheet->rows[k], k == 0, out);
        }
        fputs("}}", out);
    }
    fputs("]}\n", out);
}
