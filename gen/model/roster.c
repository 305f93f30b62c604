#include "gen/model/roster.h"

#include <stdlib.h>
#include <string.h>

#include "gen/input/grid.h"
#include "gen/model/roster_index.h"
#include "gen/model/spelling.h"

enum field {
    FIELD_ORDER,
    FIELD_FULL,
    FIELD_SHORT,
    FIELD_ALIASES,
    FIELD_GROUP,
    FIELD_CODE,
    N_FIELDS
};

static const char *const field_names[N_FIELDS] = {"序号", "全称", "简称",
                                                  "别名", "组",   "代码"};

struct reading {
    struct roster *roster;
    const struct grid *grid;
    const struct grid_sheet *sheet;
    struct arena *arena;
    struct diags *diags;
    uint32_t head;              /* the header row */
    uint32_t columns[N_FIELDS]; /* UINT32_MAX: none */
    uint32_t *extras;
};

static struct location
location_at(const struct reading *reading, uint32_t row, uint32_t col)
{
    return grid_location(reading->grid, reading->sheet, row, col);
}

static struct str
text_at(const struct reading *reading, uint32_t row, uint32_t col)
{
    const struct cell *cell =
        col == UINT32_MAX ? NULL : grid_cell(reading->sheet, row, col);

    return cell ? str_trim(cell->text) : STR("");
}

static bool
is_head(struct str text, const char *name)
{
    struct strbuf folded = {0};
    bool same;

    spelling_fold(&folded, text);
    same = str_is(strbuf_str(&folded), name);
    strbuf_clear(&folded);
    return same;
}

static void
add_head(struct reading *reading, const struct cell *cell)
{
    struct roster *roster = reading->roster;
    struct str text = str_trim(cell->text);

    for (size_t i = 0; i < N_FIELDS; i++) {
        if (is_head(text, field_names[i])) {
            reading->columns[i] = cell->col;
            return;
        }
    }
    if (text.len) {
        roster->extra_names[roster->n_extras] = text;
        reading->extras[roster->n_extras++] = cell->col;
    }
}

/* The first row with 全称 in it. */
static bool
find_heads(struct reading *reading)
{
    const struct grid_sheet *sheet = reading->sheet;

    for (size_t r = 0; r < sheet->n_rows; r++) {
        const struct grid_row *row = &sheet->rows[r];
        bool found = false;

        for (uint32_t c = 0; c < row->n_cells; c++) {
            found =
                found || is_head(row->cells[c].text, field_names[FIELD_FULL]);
        }
        if (!found) {
            continue;
        }
        reading->head = row->row;
        reading->extras =
            arena_alloc(reading->arena, row->n_cells * sizeof(uint32_t));
        reading->roster->extra_names =
            arena_alloc(reading->arena, row->n_cells * sizeof(struct str));
        for (uint32_t c = 0; c < row->n_cells; c++) {
            add_head(reading, &row->cells[c]);
        }
        return true;
    }
    diag_error(
        reading->diags,
        (struct location){.path = reading->grid->path, .sheet = sheet->name},
        _("the roster has no column “全称”"));
    diag_advise(reading->diags,
                _("its first row names the columns: 序号, 全称, "
                  "简称, 别名, 组, 代码"));
    return false;
}

static void
read_aliases(struct reading *reading, struct unit *unit, struct str text)
{
    struct strbuf sb = {0};
    struct str rest;

    for (size_t i = 0; i < text.len; i++) {
        struct str here = str_slice(text, i, text.len);

        if (str_starts_with(here, STR("；"))) {
            strbuf_add_char(&sb, ';');
            i += strlen("；") - 1;
        } else {
            strbuf_add_char(&sb, text.ptr[i]);
        }
    }
    rest = arena_str(reading->arena, strbuf_str(&sb));
    strbuf_clear(&sb);
    unit->aliases =
        arena_alloc(reading->arena, (rest.len + 1) * sizeof *unit->aliases);
    while (rest.ptr) {
        struct str alias = str_trim(str_split(&rest, STR(";")));

        if (alias.len) {
            unit->aliases[unit->n_aliases++] = alias;
        }
    }
}

static void
read_order(struct reading *reading, struct unit *unit, uint32_t row)
{
    uint32_t col = reading->columns[FIELD_ORDER];
    struct str text = text_at(reading, row, col);
    struct decimal number;

    unit->order = row;
    if (col == UINT32_MAX) {
        return;
    }
    if (!decimal_parse(text, &number) ||
        !decimal_to_int(number, &unit->order)) {
        diag_error(reading->diags, location_at(reading, row, col),
                   _("“%.*s” is not a number of order"), STR_ARG(text));
        diag_advise(reading->diags, _("write a whole number, or remove the "
                                      "column: then the rows' order counts"));
    }
}

static void
read_unit(struct reading *reading, uint32_t row)
{
    struct roster *roster = reading->roster;
    struct unit *unit = &roster->units[roster->n_units];

    memset(unit, 0, sizeof *unit);
    unit->row = row + 1;
    unit->full_name = text_at(reading, row, reading->columns[FIELD_FULL]);
    if (unit->full_name.len == 0) {
        diag_error(reading->diags,
                   location_at(reading, row, reading->columns[FIELD_FULL]),
                   _("the unit has no full name"));
        return;
    }
    roster->n_units++;
    read_order(reading, unit, row);
    unit->short_name = text_at(reading, row, reading->columns[FIELD_SHORT]);
    if (unit->short_name.len == 0) {
        unit->short_name = unit->full_name;
    }
    read_aliases(reading, unit,
                 text_at(reading, row, reading->columns[FIELD_ALIASES]));
    unit->group = text_at(reading, row, reading->columns[FIELD_GROUP]);
    unit->code = text_at(reading, row, reading->columns[FIELD_CODE]);
    unit->extras =
        arena_alloc(reading->arena, roster->n_extras * sizeof *unit->extras);
    for (size_t i = 0; i < roster->n_extras; i++) {
        unit->extras[i] = text_at(reading, row, reading->extras[i]);
    }
}

static bool
is_blank_row(const struct grid_row *row)
{
    for (uint32_t c = 0; c < row->n_cells; c++) {
        if (str_trim(row->cells[c].text).len) {
            return false;
        }
    }
    return true;
}

static int
compare_units(const void *a, const void *b)
{
    const struct unit *x = a;
    const struct unit *y = b;

    if (x->order != y->order) {
        return x->order < y->order ? -1 : 1;
    }
    return (x->row > y->row) - (x->row < y->row);
}

static void
report_twice(struct reading *reading, const struct unit *unit,
             const struct unit *other, enum field field, struct str name)
{
    const struct unit *later = unit->row > other->row ? unit : other;
    const struct unit *earlier = later == unit ? other : unit;

    diag_error(reading->diags,
               location_at(reading, later->row - 1, reading->columns[field]),
               _("“%.*s” (%s) belongs to “%.*s” in row %u already"),
               STR_ARG(name), field_names[field], STR_ARG(earlier->full_name),
               (unsigned)earlier->row);
}

static void
add_name(struct reading *reading, struct names *names, size_t i,
         enum field field, struct str name)
{
    const struct unit *units = reading->roster->units;
    struct strbuf folded = {0};
    int32_t other;

    spelling_fold(&folded, name);
    other = names_add(names, strbuf_str(&folded), (int32_t)i, reading->arena);
    strbuf_clear(&folded);
    if (other >= 0 && (size_t)other != i) {
        report_twice(reading, &units[i], &units[other], field, name);
    }
}

static void
index_units(struct reading *reading)
{
    struct roster *roster = reading->roster;

    roster->index = arena_alloc(reading->arena, sizeof *roster->index);
    for (size_t i = 0; i < roster->n_units; i++) {
        const struct unit *unit = &roster->units[i];
        struct names *names = &roster->index->exact;

        if (i && unit->order == unit[-1].order) {
            report_twice(
                reading, unit, unit - 1, FIELD_ORDER,
                text_at(reading, unit->row - 1, reading->columns[FIELD_ORDER]));
        }
        add_name(reading, names, i, FIELD_FULL, unit->full_name);
        add_name(reading, names, i, FIELD_SHORT, unit->short_name);
        for (size_t j = 0; j < unit->n_aliases; j++) {
            add_name(reading, names, i, FIELD_ALIASES, unit->aliases[j]);
        }
        add_name(reading, &roster->index->codes, i, FIELD_CODE, unit->code);
    }
    roster_index_rules(roster->index, roster, reading->arena);
}

static const struct grid_sheet *
first_visible(const struct grid *grid)
{
    for (size_t i = 0; i < grid->n_sheets; i++) {
        if (grid->sheets[i].state == SHEET_VISIBLE) {
            return &grid->sheets[i];
        }
    }
    return grid->n_sheets ? grid->sheets : NULL;
}

static bool
read_units(struct reading *reading)
{
    struct roster *roster = reading->roster;
    const struct grid_sheet *sheet = reading->sheet;
    size_t before = reading->diags->n_errors;

    if (!find_heads(reading)) {
        return false;
    }
    roster->units =
        arena_alloc(reading->arena, sheet->n_rows * sizeof *roster->units);
    for (size_t r = 0; r < sheet->n_rows; r++) {
        if (sheet->rows[r].row > reading->head &&
            !is_blank_row(&sheet->rows[r])) {
            read_unit(reading, sheet->rows[r].row);
        }
    }
    if (roster->n_units) {
        qsort(roster->units, roster->n_units, sizeof *roster->units,
              compare_units);
    }
    index_units(reading);
    return reading->diags->n_errors == before;
}

bool
roster_read(struct roster *roster, const char *path, struct arena *arena,
            struct diags *diags)
{
    struct grid_options options = {0};
    struct grid grid = {0};
    struct reading reading = {
        .roster = roster, .grid = &grid, .arena = arena, .diags = diags};

    *roster = (struct roster){.path = arena_cstr(arena, str_from(path))};
    if (!grid_read(&grid, path, &options, arena, diags)) {
        return false;
    }
    reading.sheet = first_visible(&grid);
    if (!reading.sheet) {
        return diag_error(diags, (struct location){.path = path},
                          _("the roster is empty"));
    }
    roster->sheet = reading.sheet->name;
    for (size_t i = 0; i < N_FIELDS; i++) {
        reading.columns[i] = UINT32_MAX;
    }
    return read_units(&reading);
}
