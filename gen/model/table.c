#include "gen/model/table.h"

#include "gen/model/field.h"
#include "gen/model/header.h"
#include "gen/model/remark.h"
#include "gen/model/serial.h"
#include "gen/model/sheet_row.h"
#include "gen/model/total.h"

/* Cells that are not read, told at the end. */
struct passed_over {
    size_t n;
    uint32_t row, col; /* of the first */
    struct str text;
};

struct loading {
    const struct schema *schema;
    const struct grid *grid;
    struct header header;
    struct store *store;
    struct field_context context;
    struct field *fields;
    struct value *values;
    struct value *above; /* the last values, for columns that fill down */
    struct total *totals;
    struct serial serial;
    struct sheet_columns columns;
    size_t last_full; /* index of the last row with two cells or more */
    size_t n_rows;
    size_t n_hidden; /* of them in hidden rows */
    uint32_t first_hidden;
    struct passed_over stray;
    bool can_store;
};

static struct location
location_at(const struct loading *loading, uint32_t row, uint32_t col)
{
    return grid_location(loading->grid, loading->header.sheet, row, col);
}

static void
check_totals(struct loading *loading, const struct sheet_row *cells,
             uint32_t row)
{
    for (size_t j = 0; j < loading->schema->n_columns; j++) {
        const struct cell *cell = cells->known[j];

        if (!loading->fields[j].is_summed) {
            continue;
        }
        if (cell) {
            total_check(&loading->totals[j], &loading->schema->columns[j],
                        cell->text, location_at(loading, row, cell->col),
                        loading->context.diags);
        }
        loading->totals[j].since = (struct decimal){0, 0};
    }
}

static bool
read_cell(struct loading *loading, size_t j, const struct cell *cell)
{
    struct field *field = &loading->fields[j];
    struct field_result result;

    loading->values[j] = value_null();
    if (loading->header.cols[j] == HEADER_NONE) {
        return true;
    }
    loading->context.at.col = loading->header.cols[j] + 1;
    if (!field_read(field, cell, &loading->context, &result)) {
        loading->totals[j].is_unknown = true;
        loading->above[j] = value_null();
        return false;
    }
    if (field->is_summed) {
        total_add(&loading->totals[j], &result);
    }
    if (field->column->fills_down) {
        if (result.value.kind == VALUE_NULL && !cell) {
            result.value = loading->above[j];
        }
        loading->above[j] = result.value;
    }
    loading->values[j] = result.value;
    return field_check_row(field, result.value, &loading->context);
}

static void
read_row(struct loading *loading, const struct sheet_row *cells, uint32_t row)
{
    const struct schema *schema = loading->schema;
    bool ok = true;

    loading->context.at = location_at(loading, row, 0);
    for (size_t j = 0; j < schema->n_columns; j++) {
        ok = read_cell(loading, j, cells->known[j]) && ok;
    }
    loading->n_rows++;
    if (cells->stray && loading->stray.n == 0) {
        loading->stray = (struct passed_over){
            .row = row, .col = cells->stray->col, .text = cells->stray->text};
    }
    loading->stray.n += cells->n_stray;
    if (ok && loading->can_store) {
        store_insert(loading->store, schema->name, loading->values,
                     schema->n_columns, location_at(loading, row, HEADER_NONE),
                     loading->context.diags);
    }
}

/* One text over several columns: a caption inside the table. */
static bool
is_line(const struct loading *loading, const struct sheet_row *cells,
        uint32_t row)
{
    const struct grid_merge *merge;

    if (cells->n_own != 1 || cells->n_known > 1) {
        return false;
    }
    merge = grid_merge_at(loading->header.sheet, row, cells->first->col);
    return merge && merge->last_col > merge->first_col;
}

/* A lone cell behind the data that still is a row: a unit of the roster, or
 * any cell of a table with one column. */
static bool
is_lone_row(const struct loading *loading, const struct sheet_row *cells)
{
    const struct roster *roster = loading->context.roster;

    for (size_t j = 0; j < loading->schema->n_columns; j++) {
        if (cells->known[j] &&
            loading->schema->columns[j].type == COLUMN_UNIT) {
            return roster && roster_find(roster, cells->known[j]->text);
        }
    }
    return loading->header.n_found == 1;
}

static void
pass_over(const struct loading *loading, const struct cell *cell, uint32_t row,
          bool is_surely)
{
    remark_pass_over(cell->text, is_surely,
                     location_at(loading, row, cell->col),
                     loading->context.diags);
}

/* i is the row's index in the sheet. */
static void
read_sheet_row(struct loading *loading, const struct sheet_row *cells, size_t i)
{
    const struct grid_row *row = &loading->header.sheet->rows[i];

    if (cells->word && total_is_named(loading->schema, cells->word->text)) {
        check_totals(loading, cells, row->row);
    } else if (is_line(loading, cells, row->row) ||
               (i > loading->last_full &&
                remark_is_signature(cells->first->text))) {
        pass_over(loading, cells->first, row->row, true);
    } else if (cells->n_known > 1 ||
               (cells->n_known &&
                (i < loading->last_full || is_lone_row(loading, cells)))) {
        serial_read(&loading->serial, cells->serial,
                    location_at(loading, row->row, loading->header.serial_col),
                    loading->context.diags);
        read_row(loading, cells, row->row);
        if (row->is_hidden && loading->n_hidden++ == 0) {
            loading->first_hidden = row->row;
        }
    } else if (cells->n_known) {
        pass_over(loading, cells->first, row->row, false);
    }
}

static void
read_rows(struct loading *loading)
{
    const struct grid_sheet *sheet = loading->header.sheet;
    struct sheet_row cells;

    sheet_row_init(&cells, &loading->columns, loading->context.arena);
    for (size_t i = 0; i < sheet->n_rows; i++) {
        if (sheet->rows[i].row > loading->header.row) {
            sheet_row_read(&cells, &loading->columns, &sheet->rows[i]);
            if (cells.n_own) {
                read_sheet_row(loading, &cells, i);
            }
        }
    }
}

static void
open_columns(struct loading *loading, const struct table_context *context)
{
    const struct schema *schema = loading->schema;
    struct arena *arena = loading->context.arena;
    size_t n = schema->n_columns;

    loading->fields = arena_alloc(arena, n * sizeof *loading->fields);
    loading->values = arena_alloc(arena, n * sizeof *loading->values);
    loading->above = arena_alloc(arena, n * sizeof *loading->above);
    loading->totals = arena_alloc(arena, n * sizeof *loading->totals);
    for (size_t j = 0; j < n; j++) {
        struct field *field = &loading->fields[j];

        field_open(field, &schema->columns[j], context->settings, arena);
        field->is_summed = schema->n_totals > 0 && field->is_numeric &&
                           schema->columns[j].type != COLUMN_PERCENT;
    }
    sheet_columns_init(&loading->columns, &loading->header, n, arena);
    for (size_t j = 0; j < n; j++) {
        uint32_t col = loading->header.cols[j];
        struct location at = location_at(loading, 0, col);

        if (col != HEADER_NONE) {
            at.row = 0;
            store_place(loading->store, schema->columns[j].name, at);
        }
    }
}

static void
close_columns(struct loading *loading)
{
    for (size_t j = 0; j < loading->schema->n_columns; j++) {
        struct location at =
            location_at(loading, loading->header.row, loading->header.cols[j]);

        field_finish(&loading->fields[j], at, loading->context.diags);
        field_close(&loading->fields[j]);
    }
}

static void
note_hidden(const struct loading *loading)
{
    const struct grid_sheet *sheet = loading->header.sheet;
    struct diags *diags = loading->context.diags;

    if (loading->n_hidden) {
        diag_note(diags,
                  location_at(loading, loading->first_hidden, HEADER_NONE),
                  _("hidden rows are read like the others: %zu, this is the "
                    "first"),
                  loading->n_hidden);
    }
    for (size_t i = 0; i < sheet->n_hidden_cols; i++) {
        uint32_t col = sheet->hidden_cols[i];
        uint32_t column = sheet_column_at(&loading->columns, col);

        if (column != HEADER_NONE) {
            diag_note(diags, location_at(loading, loading->header.row, col),
                      _("the column “%.*s” is hidden and is read like the "
                        "others"),
                      STR_ARG(loading->schema->columns[column].name));
        }
    }
}

static void
note_stray(const struct loading *loading)
{
    const struct passed_over *stray = &loading->stray;
    struct diags *diags = loading->context.diags;

    if (stray->n) {
        diag_note(diags, location_at(loading, stray->row, stray->col),
                  _("cells without a head above them are not read: %zu, this "
                    "is the first, “%.*s”"),
                  stray->n, STR_ARG(stray->text));
        diag_quote(diags, stray->text);
    }
}

bool
table_load(const struct schema *schema, const struct grid *grid,
           const struct table_context *context, struct store *store,
           struct arena *arena, struct diags *diags)
{
    struct loading loading = {.schema = schema, .grid = grid, .store = store};
    size_t before = diags->n_errors;

    loading.context = (struct field_context){.roster = context->roster,
                                             .year = context->year,
                                             .arena = arena,
                                             .diags = diags};
    loading.can_store =
        header_find(&loading.header, schema, grid, arena, diags);
    if (!loading.header.sheet) {
        return false;
    }
    open_columns(&loading, context);
    loading.last_full = sheet_columns_last_full(&loading.columns);
    read_rows(&loading);
    close_columns(&loading);
    note_hidden(&loading);
    note_stray(&loading);
    if (loading.n_rows == 0) {
        diag_warning(diags,
                     location_at(&loading, loading.header.row, HEADER_NONE),
                     _("there are no rows below the heads of “%.*s”"),
                     STR_ARG(schema->title));
    }
    return diags->n_errors == before;
}
