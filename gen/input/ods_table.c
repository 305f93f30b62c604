#include "gen/input/ods_table.h"

#include "gen/base/mem.h"
#include "gen/input/sniff.h"

enum {
    MAX_REPEATED = 1000000, /* cells that are read without being written */
    MAX_TEXT = 1 << 20      /* bytes of one cell's paragraphs */
};

static const char office[] = ODS_SPACE("office");
static const char style[] = ODS_SPACE("style");
static const char table[] = ODS_SPACE("table");
static const char words[] = ODS_SPACE("text");
static const char drawing[] = ODS_SPACE("drawing");

static struct location
place(const struct ods_tables *tables)
{
    struct location at = tables->draft.at;

    at.row = tables->row + 1;
    at.col = tables->in_cell ? tables->col + 1 : 0;
    return at;
}

/* ---- sheets, columns, rows ---- */

static bool
hides(const struct ods_tables *tables, struct str name)
{
    struct strbuf line = {0};
    bool found;

    strbuf_addf(&line, "\n%.*s\n", STR_ARG(name));
    found = name.len && str_find(strbuf_str(&tables->hidden), strbuf_str(&line),
                                 0) != SIZE_MAX;
    strbuf_clear(&line);
    return found;
}

static void
start_style(struct ods_tables *tables, struct str name,
            const struct xml_attribute *attributes, size_t n)
{
    if (str_is(name, "style")) {
        strbuf_cut(&tables->style, 0);
        strbuf_add(&tables->style, ods_attribute(attributes, n, style, "name"));
    } else if (str_is(name, "table-properties") &&
               str_is(ods_attribute(attributes, n, table, "display"),
                      "false")) {
        strbuf_addf(&tables->hidden, "\n%s\n",
                    tables->style.ptr ? tables->style.ptr : "");
    }
}

static void
start_sheet(struct ods_tables *tables, const struct xml_attribute *attributes,
            size_t n)
{
    struct str name = ods_attribute(attributes, n, table, "name");
    size_t i = tables->grid->n_sheets;
    struct grid_sheet *sheet;

    tables->sheets = mem_resize(tables->sheets, i + 1, sizeof *tables->sheets);
    sheet = &tables->sheets[i];
    *sheet = (struct grid_sheet){
        .name = name.ptr ? arena_cstr(tables->arena, name)
                         : arena_strf(tables->arena, "Sheet%zu", i + 1).ptr};
    if (hides(tables, ods_attribute(attributes, n, table, "style-name"))) {
        sheet->state = SHEET_HIDDEN;
    }
    tables->in_sheet = true;
    tables->draft.at.sheet = sheet->name;
    tables->row = tables->n_down = 0;
    tables->col = 0;
}

static void
end_sheet(struct ods_tables *tables)
{
    if (tables->in_sheet) {
        draft_finish(&tables->draft, &tables->sheets[tables->grid->n_sheets],
                     tables->diags);
        tables->grid->n_sheets++;
    }
    tables->in_sheet = tables->in_row = tables->in_cell = false;
}

static bool
is_collapsed(const struct xml_attribute *attributes, size_t n)
{
    struct str visibility = ods_attribute(attributes, n, table, "visibility");

    return str_is(visibility, "collapse") || str_is(visibility, "filter");
}

static void
pass_columns(struct ods_tables *tables, const struct xml_attribute *attributes,
             size_t n)
{
    uint32_t count = ods_count(
        ods_attribute(attributes, n, table, "number-columns-repeated"),
        GRID_MAX_COLS);

    for (; count && tables->col < GRID_MAX_COLS; count--) {
        if (is_collapsed(attributes, n)) {
            draft_hide_col(&tables->draft, tables->col);
        }
        tables->col++;
    }
}

static void
start_row(struct ods_tables *tables, const struct xml_attribute *attributes,
          size_t n)
{
    tables->row += tables->n_down;
    if (tables->row > GRID_MAX_ROWS) {
        tables->row = GRID_MAX_ROWS;
    }
    tables->n_down =
        ods_count(ods_attribute(attributes, n, table, "number-rows-repeated"),
                  GRID_MAX_ROWS);
    tables->is_hidden = is_collapsed(attributes, n);
    tables->in_row = true;
    tables->col = 0;
    tables->n_cells = 0;
}

static bool
count_repeated(struct ods_tables *tables, uint64_t n)
{
    tables->n_repeated += n;
    if (tables->n_repeated <= MAX_REPEATED) {
        return true;
    }
    diag_error(tables->diags, place(tables),
               _("more than %d cells are repeated"), MAX_REPEATED);
    diag_advise(tables->diags, _("clear the rows and columns that only look "
                                 "empty, or save the table as .xlsx"));
    return false;
}

/* The row as often as it comes. */
static bool
end_row(struct ods_tables *tables)
{
    uint32_t n_down = tables->n_cells ? tables->n_down : 0;

    tables->in_row = false;
    if (n_down &&
        !count_repeated(tables, (uint64_t)(n_down - 1) * tables->n_cells)) {
        return false;
    }
    for (uint32_t i = 0; i < n_down; i++) {
        if (!draft_row(&tables->draft, tables->row + i, tables->is_hidden,
                       tables->diags)) {
            return false;
        }
        for (size_t k = 0; k < tables->n_cells; k++) {
            if (!draft_cell(&tables->draft, tables->cells[k], tables->diags)) {
                return false;
            }
        }
    }
    return true;
}

/* ---- cells ---- */

/* Attributes live until the element's start returns. */
static struct str
keep(struct ods_tables *tables, struct str text)
{
    size_t from = tables->kept.len;

    strbuf_add(&tables->kept, text);
    return (struct str){tables->kept.ptr + from, text.len};
}

static bool
start_cell(struct ods_tables *tables, const struct xml_attribute *attributes,
           size_t n)
{
    struct ods_raw *raw = &tables->raw;

    ods_raw_read(raw, attributes, n);
    strbuf_cut(&tables->kept, 0);
    strbuf_reserve(&tables->kept, raw->type.len + raw->value.len);
    raw->type = keep(tables, raw->type);
    raw->value = keep(tables, raw->value);
    strbuf_cut(&tables->text, 0);
    tables->in_cell = true;
    if (raw->n_columns_spanned == 1 && raw->n_rows_spanned == 1) {
        return true;
    }
    if (raw->n_columns_spanned > GRID_MAX_COLS - tables->col ||
        raw->n_rows_spanned > GRID_MAX_ROWS - tables->row) {
        return diag_error(tables->diags, place(tables),
                          _("a cell lies outside the sheet"));
    }
    draft_merge(&tables->draft,
                (struct grid_merge){tables->row, tables->col,
                                    tables->row + raw->n_rows_spanned - 1,
                                    tables->col + raw->n_columns_spanned - 1});
    return true;
}

static bool
add_cell(struct ods_tables *tables, struct cell cell)
{
    if (tables->n_cells == tables->cap_cells) {
        tables->cap_cells = tables->cap_cells ? tables->cap_cells * 2 : 64;
        tables->cells =
            mem_resize(tables->cells, tables->cap_cells, sizeof *tables->cells);
    }
    tables->cells[tables->n_cells++] = cell;
    return true;
}

static bool
end_cell(struct ods_tables *tables)
{
    uint32_t n_across = tables->raw.n_across;
    struct cell cell;

    if (!ods_cell_read(&cell, &tables->raw, strbuf_str(&tables->text),
                       tables->arena)) {
        diag_error(tables->diags, place(tables),
                   _("the cell's value does not fit its type"));
        diag_quote(tables->diags, tables->raw.value);
        return false;
    }
    if (cell.type != CELL_EMPTY) {
        if (n_across > GRID_MAX_COLS - tables->col) {
            return diag_error(tables->diags, place(tables),
                              _("a cell lies outside the sheet"));
        }
        if (!count_repeated(tables, n_across - 1)) {
            return false;
        }
        for (uint32_t i = 0; i < n_across; i++) {
            cell.col = tables->col + i;
            add_cell(tables, cell);
        }
    }
    tables->in_cell = false;
    tables->col += n_across < GRID_MAX_COLS - tables->col
                       ? n_across
                       : GRID_MAX_COLS - tables->col;
    return true;
}

/* Inside a cell: paragraphs and what stands for blanks in them. */
static void
start_words(struct ods_tables *tables, struct str name,
            const struct xml_attribute *attributes, size_t n)
{
    if (str_is(name, "p")) {
        if (tables->text.len) {
            strbuf_add_char(&tables->text, '\n');
        }
        tables->in_paragraph = true;
    } else if (!tables->in_paragraph) {
        return;
    } else if (str_is(name, "s")) {
        uint32_t count =
            ods_count(ods_attribute(attributes, n, words, "c"), MAX_TEXT);

        for (; count && tables->text.len < MAX_TEXT; count--) {
            strbuf_add_char(&tables->text, ' ');
        }
    } else if (str_is(name, "tab")) {
        strbuf_add_char(&tables->text, '\t');
    } else if (str_is(name, "line-break")) {
        strbuf_add_char(&tables->text, '\n');
    }
}

/* ---- elements ---- */

/* What is not the table itself, though it may hold tables and texts. */
static bool
is_aside(const struct ods_tables *tables, struct str space, struct str name)
{
    if (str_is(space, drawing)) {
        return true;
    }
    if (str_is(space, office)) {
        return str_is(name, "annotation") || str_is(name, "forms");
    }
    if (str_is(space, words)) {
        return str_is(name, "ruby-text") || str_is(name, "note");
    }
    return str_is(space, table) &&
           (str_is(name, "tracked-changes") || str_is(name, "shapes") ||
            str_is(name, "dde-links") || str_is(name, "detective") ||
            (str_is(name, "table") && tables->in_sheet));
}

static bool
start_table(struct ods_tables *tables, struct str name,
            const struct xml_attribute *attributes, size_t n)
{
    if (str_is(name, "table")) {
        start_sheet(tables, attributes, n);
    } else if (!tables->in_sheet) {
        return true;
    } else if (str_is(name, "table-column")) {
        pass_columns(tables, attributes, n);
    } else if (str_is(name, "table-row") && !tables->in_row) {
        start_row(tables, attributes, n);
    } else if ((str_is(name, "table-cell") ||
                str_is(name, "covered-table-cell")) &&
               tables->in_row && !tables->in_cell) {
        return start_cell(tables, attributes, n);
    }
    return true;
}

static bool
start_element(void *user, struct str space, struct str name,
              const struct xml_attribute *attributes, size_t n)
{
    struct ods_tables *tables = user;

    if (tables->n_skipped || is_aside(tables, space, name)) {
        tables->n_skipped++;
        return true;
    }
    if (str_is(space, table)) {
        return !tables->has_sheets || start_table(tables, name, attributes, n);
    }
    if (str_is(space, words) && tables->in_cell) {
        start_words(tables, name, attributes, n);
    } else if (str_is(space, style)) {
        start_style(tables, name, attributes, n);
    } else if (str_is(space, office) && str_is(name, "spreadsheet")) {
        tables->has_sheets = true;
    }
    return true;
}

static bool
end_element(void *user, struct str space, struct str name)
{
    struct ods_tables *tables = user;

    if (tables->n_skipped) {
        tables->n_skipped--;
        return true;
    }
    if (str_is(space, words) && str_is(name, "p")) {
        tables->in_paragraph = false;
    }
    if (!str_is(space, table)) {
        return true;
    }
    if (tables->in_cell &&
        (str_is(name, "table-cell") || str_is(name, "covered-table-cell"))) {
        return end_cell(tables);
    }
    if (tables->in_row && str_is(name, "table-row")) {
        return end_row(tables);
    }
    if (str_is(name, "table")) {
        end_sheet(tables);
    }
    return true;
}

static bool
add_text(void *user, struct str text)
{
    struct ods_tables *tables = user;

    if (tables->n_skipped || !tables->in_cell || !tables->in_paragraph) {
        return true;
    }
    if (tables->text.len + text.len > MAX_TEXT) {
        return diag_error(tables->diags, place(tables),
                          _("the text is longer than a cell may hold"));
    }
    strbuf_add(&tables->text, text);
    return true;
}

void
ods_tables_init(struct ods_tables *tables, struct grid *grid,
                const struct grid_options *options, struct arena *arena,
                struct diags *diags)
{
    *tables = (struct ods_tables){
        .handler = {tables, start_element, end_element, add_text},
        .grid = grid,
        .arena = arena,
        .diags = diags};
    grid->format = "ods";
    draft_init(&tables->draft, options, (struct location){.path = grid->path},
               arena);
}

bool
ods_tables_finish(struct ods_tables *tables, bool ok)
{
    struct grid *grid = tables->grid;

    end_sheet(tables);
    grid->sheets = arena_grow(tables->arena, tables->sheets, grid->n_sheets,
                              grid->n_sheets, sizeof *grid->sheets);
    draft_clear(&tables->draft);
    strbuf_clear(&tables->hidden);
    strbuf_clear(&tables->style);
    strbuf_clear(&tables->kept);
    strbuf_clear(&tables->text);
    mem_free(tables->cells);
    mem_free(tables->sheets);
    return ok && (tables->has_sheets ||
                  sniff_refuse(FILE_ODF, (struct location){.path = grid->path},
                               tables->diags));
}
