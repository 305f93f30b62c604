#include "gen/model/field.h"
#include "gen/model/period.h"
#include "gen/model/spelling.h"
#include "gen/model/table.h"

struct setting {
    struct field field;
    const struct cell *cell; /* NULL: not given */
    struct location at;
    struct value value;
    bool is_known; /* named in the file */
};

struct loading {
    const struct schema *schema;
    const struct grid *grid;
    struct setting *settings;
    struct names names; /* accepted names, folded, to the setting's index */
    struct store *store;
    struct field_context context;
};

/* Folded, without the colon that some write behind a name. */
static void
fold_name(struct strbuf *sb, struct str text)
{
    strbuf_cut(sb, 0);
    spelling_fold(sb, text);
    while (sb->len &&
           (sb->ptr[sb->len - 1] == ':' || sb->ptr[sb->len - 1] == '*')) {
        strbuf_cut(sb, sb->len - 1);
    }
}

static void
index_names(struct loading *loading)
{
    const struct schema *schema = loading->schema;
    struct strbuf sb = {0};

    for (size_t i = 0; i < schema->n_columns; i++) {
        for (size_t k = 0; k < schema->columns[i].n_headers; k++) {
            fold_name(&sb, schema->columns[i].headers[k]);
            names_add(&loading->names, strbuf_str(&sb), (int32_t)i,
                      loading->context.arena);
        }
    }
    strbuf_clear(&sb);
}

static int32_t
find_setting(const struct loading *loading, struct str text)
{
    struct strbuf sb = {0};
    int32_t found;

    fold_name(&sb, text);
    found = names_find(&loading->names, strbuf_str(&sb));
    strbuf_clear(&sb);
    return found;
}

static bool
is_filled(const struct cell *cell)
{
    return cell->type != CELL_EMPTY && str_trim(cell->text).len > 0;
}

static void
report_twice(struct loading *loading, const struct setting *setting,
             struct location at)
{
    struct diags *diags = loading->context.diags;
    struct strbuf sb = {0};

    location_add_place(&sb, setting->at);
    diag_error(diags, at, _("“%.*s” is given in %s already"),
               STR_ARG(setting->field.column->name), sb.ptr);
    diag_advise(diags, _("remove one of them"));
    strbuf_clear(&sb);
}

/* The value stands in the next cell behind the name's. */
static void
take_setting(struct loading *loading, const struct grid_sheet *sheet,
             const struct grid_row *row, uint32_t *i, int32_t found)
{
    struct setting *setting = &loading->settings[found];
    const struct grid_merge *merge =
        grid_merge_at(sheet, row->row, row->cells[*i].col);
    uint32_t col = merge ? merge->last_col + 1 : row->cells[*i].col + 1;
    struct location at = grid_location(loading->grid, sheet, row->row, col);

    if (setting->is_known) {
        report_twice(loading, setting, at);
    } else {
        setting->is_known = true;
        setting->at = at;
    }
    while (*i + 1 < row->n_cells && row->cells[*i + 1].col <= col) {
        ++*i;
        if (row->cells[*i].col == col && !setting->cell) {
            setting->cell = &row->cells[*i];
        }
    }
}

static bool
is_head(struct str text)
{
    static const char *const heads[] = {"项目", "名称", "设置", "设置项",
                                        "参数", "序号", "指标", "事项"};
    struct strbuf sb = {0};
    bool found = false;

    fold_name(&sb, text);
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
        found = found || str_is(strbuf_str(&sb), heads[i]);
    }
    strbuf_clear(&sb);
    return found;
}

/* Two filled cells of which the first is no known name. */
static void
warn_unknown(struct loading *loading, const struct grid_sheet *sheet,
             const struct grid_row *row)
{
    const struct schema *schema = loading->schema;
    struct diags *diags = loading->context.diags;
    const struct cell *first = NULL;
    size_t n_filled = 0;
    struct str *names;
    size_t nearest;

    for (uint32_t i = 0; i < row->n_cells; i++) {
        if (is_filled(&row->cells[i])) {
            first = first ? first : &row->cells[i];
            n_filled++;
        }
    }
    if (n_filled < 2 || first->type != CELL_TEXT || is_head(first->text)) {
        return;
    }
    names =
        arena_alloc(loading->context.arena, schema->n_columns * sizeof *names);
    for (size_t i = 0; i < schema->n_columns; i++) {
        names[i] = schema->columns[i].headers[0];
    }
    diag_warning(diags,
                 grid_location(loading->grid, sheet, row->row, first->col),
                 _("the setting “%.*s” is not known and is not read"),
                 STR_ARG(str_trim(first->text)));
    nearest = spelling_nearest(first->text, names, schema->n_columns);
    if (nearest != SIZE_MAX) {
        diag_advise(diags, _("the nearest known name is “%.*s”"),
                    STR_ARG(names[nearest]));
    }
}

static void
scan_sheet(struct loading *loading, const struct grid_sheet *sheet)
{
    for (size_t r = 0; r < sheet->n_rows; r++) {
        const struct grid_row *row = &sheet->rows[r];
        bool found_any = false;

        for (uint32_t i = 0; i < row->n_cells; i++) {
            int32_t found = is_filled(&row->cells[i])
                                ? find_setting(loading, row->cells[i].text)
                                : NAMES_NONE;

            if (found >= 0) {
                take_setting(loading, sheet, row, &i, found);
                found_any = true;
            }
        }
        if (!found_any) {
            warn_unknown(loading, sheet, row);
        }
    }
}

static bool
read_period(struct setting *setting, struct str text,
            const struct field_context *context)
{
    struct period period;

    if (!period_parse(text, &period)) {
        diag_error(context->diags, setting->at, _("“%.*s” is not a period"),
                   STR_ARG(text));
        diag_quote(context->diags, text);
        diag_advise(context->diags,
                    _("write it as 2021年第四季度, 2021年5月 or 2021年第3次"));
        return false;
    }
    setting->value = value_text(period_name(period, true, context->arena));
    return true;
}

static bool
read_setting(struct loading *loading, struct setting *setting)
{
    const struct column *column = setting->field.column;
    struct diags *diags = loading->context.diags;
    struct cell fallback = {.type = CELL_TEXT, .text = column->fallback};
    const struct cell *cell = setting->cell;
    struct field_result result;

    setting->value = value_null();
    if (!setting->is_known) {
        setting->at = (struct location){.path = loading->grid->path};
    }
    if ((!cell || !is_filled(cell)) && column->has_fallback) {
        cell = &fallback;
    }
    loading->context.at = setting->at;
    if (!field_read(&setting->field, cell, &loading->context, &result)) {
        return false;
    }
    setting->value = result.value;
    if (result.value.kind != VALUE_NULL) {
        return column->type != COLUMN_PERIOD ||
               read_period(setting, value_str(result.value), &loading->context);
    }
    if (setting->is_known || !column->is_required) {
        return field_check_row(&setting->field, result.value,
                               &loading->context);
    }
    diag_error(diags, setting->at, _("the setting “%.*s” is missing"),
               STR_ARG(column->name));
    diag_advise(diags,
                _("add a row with “%.*s” and, in the next cell, its "
                  "value"),
                STR_ARG(column->headers[0]));
    return false;
}

/* Limits that are settings themselves are known only now. */
static void
check_limits(struct loading *loading, const struct record *record)
{
    for (size_t i = 0; i < loading->schema->n_columns; i++) {
        struct setting *setting = &loading->settings[i];
        const struct column *column = setting->field.column;
        struct field limits;
        struct date date;

        if (setting->value.kind == VALUE_NULL ||
            (column->type != COLUMN_DATE && column->type != COLUMN_DATETIME) ||
            !date_parse(value_str(setting->value), 0, &date, NULL)) {
            continue;
        }
        field_open(&limits, column, record, loading->context.arena);
        limits.has_from = limits.has_from && !setting->field.has_from;
        limits.has_to = limits.has_to && !setting->field.has_to;
        field_check_limits(&limits, date, value_str(setting->value),
                           setting->at, loading->context.diags);
        field_close(&limits);
    }
}

static void
add_period_parts(struct record *record, struct str *names, struct value *values,
                 const struct setting *setting, struct arena *arena)
{
    struct value parts[PERIOD_N_PARTS] = {{NULL, 0, VALUE_NULL}};
    struct period period;

    for (size_t i = 0; i < PERIOD_N_PARTS; i++) {
        parts[i] = value_null();
    }
    if (period_parse(value_str(setting->value), &period)) {
        period_parts(period, arena, parts);
    }
    for (size_t i = 0; i < PERIOD_N_PARTS; i++) {
        names[record->n_values] =
            arena_strf(arena, "%.*s%s", STR_ARG(setting->field.column->name),
                       period_part_names[i]);
        values[record->n_values++] = parts[i];
    }
}

/* The record outlives the grid, whose cells the values may point to. */
static struct value
copy_value(struct value value, struct arena *arena)
{
    value.ptr = value.kind == VALUE_NULL
                    ? NULL
                    : arena_str(arena, value_str(value)).ptr;
    return value;
}

static void
make_record(const struct loading *loading, struct record *record)
{
    struct arena *arena = loading->context.arena;
    size_t n = loading->schema->n_columns;
    size_t room = n * (1 + PERIOD_N_PARTS);
    struct str *names = arena_alloc(arena, room * sizeof *names);
    struct value *values = arena_alloc(arena, room * sizeof *values);

    *record = (struct record){names, values, 0};
    for (size_t i = 0; i < n; i++) {
        const struct setting *setting = &loading->settings[i];

        names[record->n_values] = setting->field.column->name;
        values[record->n_values++] = copy_value(setting->value, arena);
        if (setting->field.column->type == COLUMN_PERIOD) {
            add_period_parts(record, names, values, setting, arena);
        }
    }
}

static void
store_settings(const struct loading *loading, const struct record *record)
{
    struct location at = {.path = loading->grid->path};
    size_t n = loading->schema->n_columns;

    for (size_t i = 0; i < n; i++) {
        const struct setting *setting = &loading->settings[i];

        if (setting->is_known) {
            at.sheet = setting->at.sheet;
            at.row = at.row ? at.row : setting->at.row;
            store_place(loading->store, setting->field.column->name,
                        setting->at);
        }
    }
    store_insert(loading->store, loading->schema->name, record->values,
                 record->n_values, at, loading->context.diags);
}

bool
table_load_settings(const struct schema *schema, const struct grid *grid,
                    struct store *store, struct record *out,
                    struct arena *arena, struct diags *diags)
{
    struct loading loading = {.schema = schema, .grid = grid, .store = store};
    size_t before = diags->n_errors;
    size_t n = schema->n_columns;

    loading.context = (struct field_context){.arena = arena, .diags = diags};
    loading.settings = arena_alloc(arena, n * sizeof *loading.settings);
    for (size_t i = 0; i < n; i++) {
        field_open(&loading.settings[i].field, &schema->columns[i], NULL,
                   arena);
    }
    index_names(&loading);
    for (size_t i = 0; i < grid->n_sheets; i++) {
        if (grid->sheets[i].state == SHEET_VISIBLE) {
            scan_sheet(&loading, &grid->sheets[i]);
        }
    }
    for (size_t i = 0; i < n; i++) {
        read_setting(&loading, &loading.settings[i]);
    }
    make_record(&loading, out);
    check_limits(&loading, out);
    if (diags->n_errors == before) {
        store_settings(&loading, out);
    }
    for (size_t i = 0; i < n; i++) {
        field_close(&loading.settings[i].field);
    }
    return diags->n_errors == before;
}
