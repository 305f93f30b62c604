#include "gen/render/sheet.h"

#include <math.h>
#include <string.h>

#include "gen/base/mem.h"
#include "gen/render/walk.h"
#include "gen/render/xlsx_text.h"
#include "gen/template/filter.h"

enum {
    MAX_DIGITS = 15,         /* that a double and Excel keep */
    MAX_GENERAL_DIGITS = 11, /* that the format General shows */
    MAX_SPAN = SHEET_MAX_COLUMNS
};

enum showing { SHOWS_NOTHING, SHOWS_NUMBER, SHOWS_TEXT };

/* The cell, or the paragraph outside tables, that is being filled. */
struct draft_cell {
    uint32_t col; /* of the table's grid */
    uint32_t span;
    enum cell_merge merge;
    const struct shape *cell;
    const struct shape *paragraph;
    struct strbuf text;
    enum showing showing;
    size_t number_start; /* of a number in text */
    size_t number_end;
    bool is_fixed; /* shows its decimals, zeros too */
};

struct gatherer {
    struct sheet *sheet;
    struct diags *diags;
    struct draft_cell draft;
    unsigned table_depth;
    unsigned paragraph_depth;
    size_t paragraph_start; /* in the text of the draft */
    bool same_line;         /* of a table in a cell */
    struct sheet_table *table;
    struct sheet_row row; /* being filled */
    struct sheet_cell *cells;
    size_t n_cells;
    size_t cells_room;
    uint32_t next_col;
    struct anchor { /* by grid column: what may go on downwards */
        struct sheet_cell *cell;
        size_t end_row; /* behind the last one */
    } * anchors;
    size_t n_anchors;
};

struct location
sheet_location(const struct sheet *sheet, size_t row, uint32_t col)
{
    return (struct location){.path = sheet->path,
                             .sheet = sheet->name,
                             .row = (uint32_t)row + 1,
                             .col = col + 1};
}

bool
sheet_cell_is_merged(const struct sheet_cell *cell)
{
    return cell->n_rows > 1 || (cell->n_rows == 1 && cell->n_cols > 1);
}

bool
sheet_head(const struct sheet *sheet, size_t *first, size_t *last)
{
    size_t i = 0;

    if (sheet->n_tables != 1) {
        return false; /* the head of one would stand over the other */
    }
    while (i < sheet->n_rows && !sheet->rows[i].table) {
        i++;
    }
    *first = i;
    while (i < sheet->n_rows && sheet->rows[i].is_header) {
        i++;
    }
    *last = i - 1;
    return i > *first && i < sheet->n_rows;
}

/* ---- cells ---- */

static bool
is_fixed(const struct expr *expr)
{
    const struct filter_use *last =
        expr->n_uses ? &expr->uses[expr->n_uses - 1] : NULL;

    return last && strcmp(last->filter->name, "fixed") == 0;
}

static void
add_shown(struct draft_cell *draft, struct str text)
{
    if (draft->showing == SHOWS_NOTHING && str_trim(text).len) {
        draft->showing = SHOWS_TEXT;
    }
    strbuf_add(&draft->text, text);
}

static bool
gather_literal(void *user, const struct node *node)
{
    struct gatherer *gatherer = user;

    if (gatherer->paragraph_depth && node->text.len) {
        add_shown(&gatherer->draft, node->text);
    }
    return true;
}

static bool
gather_value(void *user, const struct node *node, struct value value,
             struct str text)
{
    struct gatherer *gatherer = user;
    struct draft_cell *draft = &gatherer->draft;

    if (!gatherer->paragraph_depth || !text.len) {
        return true;
    }
    if (draft->showing == SHOWS_NOTHING && value.kind == VALUE_NUMBER) {
        draft->showing = SHOWS_NUMBER;
        draft->number_start = draft->text.len;
        draft->number_end = draft->text.len + text.len;
        draft->is_fixed = is_fixed(&node->expr);
    } else {
        draft->showing = SHOWS_TEXT;
    }
    strbuf_add(&draft->text, text);
    return true;
}

static unsigned
count_digits(struct str number)
{
    unsigned n = 0;
    bool leads = true;

    for (size_t i = 0; i < number.len; i++) {
        leads &= number.ptr[i] == '0' || number.ptr[i] == '.' ||
                 number.ptr[i] == '-';
        n += !leads && number.ptr[i] != '.';
    }
    return n;
}

static int
count_decimals(struct str number)
{
    size_t point = str_find(number, STR("."), 0);

    return point == SIZE_MAX ? 0 : (int)(number.len - point - 1);
}

/* A number keeps its value and shows the unit by its format; one with more
 * digits than a double holds stays text. */
static void
read_number(struct gatherer *gatherer, struct sheet_cell *cell)
{
    struct draft_cell *draft = &gatherer->draft;
    struct str number =
        str_slice(cell->text, draft->number_start, draft->number_end);
    struct str unit = str_slice(cell->text, draft->number_end, cell->text.len);
    bool is_exact = draft->is_fixed || number.len > MAX_GENERAL_DIGITS;
    struct decimal decimal;

    if (draft->showing != SHOWS_NUMBER || count_digits(number) > MAX_DIGITS ||
        !decimal_parse(number, &decimal)) {
        return;
    }
    cell->number = decimal_to_double(decimal);
    if (isfinite(cell->number)) {
        cell->format =
            xlsx_number_format(is_exact ? count_decimals(number) : -1, unit,
                               gatherer->sheet->arena);
    }
}

static void
begin_cell(struct gatherer *gatherer, const struct shape *shape)
{
    struct strbuf text = gatherer->draft.text;

    strbuf_cut(&text, 0);
    gatherer->draft = (struct draft_cell){
        .col = gatherer->next_col, .span = 1, .cell = shape, .text = text};
}

static bool
end_cell(struct gatherer *gatherer)
{
    struct sheet *sheet = gatherer->sheet;
    struct draft_cell *draft = &gatherer->draft;
    struct sheet_cell cell = {
        .col = draft->col,
        .n_cols = draft->span,
        .n_rows = draft->merge == CELL_MERGE_CONTINUE ? 0 : 1,
        .cell = draft->cell,
        .paragraph = draft->paragraph,
    };

    if (cell.n_rows && draft->text.len) {
        cell.text = arena_str(sheet->arena, strbuf_str(&draft->text));
        read_number(gatherer, &cell);
    }
    if (gatherer->n_cells == gatherer->cells_room) {
        gatherer->cells_room = gatherer->cells_room * 2 + 16;
        gatherer->cells = mem_resize(gatherer->cells, gatherer->cells_room,
                                     sizeof *gatherer->cells);
    }
    gatherer->cells[gatherer->n_cells++] = cell;
    gatherer->next_col += draft->span;
    return true;
}

/* ---- rows ---- */

/* The range above that a cell goes on with, or NULL. */
static struct anchor *
anchor_above(struct gatherer *gatherer, const struct sheet_cell *cell)
{
    struct anchor *anchor = &gatherer->anchors[cell->col];

    return anchor->cell && anchor->end_row == gatherer->sheet->n_rows &&
                   anchor->cell->n_cols == cell->n_cols
               ? anchor
               : NULL;
}

/* A cell that says it goes on, under none that it could go on with, stands
 * by itself. */
static void
join_cell(struct gatherer *gatherer, struct sheet_cell *cell)
{
    struct anchor *above = anchor_above(gatherer, cell);

    if (cell->n_rows == 0 && above) {
        above->cell->n_rows++;
        above->end_row++;
    } else {
        cell->n_rows = 1;
        gatherer->anchors[cell->col] =
            (struct anchor){cell, gatherer->sheet->n_rows + 1};
    }
}

static void
reserve_anchors(struct gatherer *gatherer, uint32_t n)
{
    if (n > gatherer->n_anchors) {
        gatherer->anchors =
            mem_resize(gatherer->anchors, n, sizeof *gatherer->anchors);
        memset(gatherer->anchors + gatherer->n_anchors, 0,
               (n - gatherer->n_anchors) * sizeof *gatherer->anchors);
        gatherer->n_anchors = n;
    }
}

static bool
add_row(struct gatherer *gatherer)
{
    struct sheet *sheet = gatherer->sheet;
    struct sheet_row *row = &gatherer->row;

    if (sheet->n_rows == SHEET_MAX_ROWS) {
        diag_error(gatherer->diags, sheet_location(sheet, sheet->n_rows, 0),
                   _("there are more rows than a sheet holds, %d"),
                   (int)SHEET_MAX_ROWS);
        diag_advise(gatherer->diags,
                    _("look for a section that repeats more than it "
                      "should, or make the document as .docx alone"));
        return false;
    }
    if (sheet->n_rows == sheet->rows_room) {
        size_t room = sheet->rows_room ? sheet->rows_room * 2 : 64;

        sheet->rows = arena_grow(sheet->arena, sheet->rows, sheet->n_rows, room,
                                 sizeof *sheet->rows);
        sheet->rows_room = room;
    }
    row->cells = arena_grow(sheet->arena, gatherer->cells, gatherer->n_cells,
                            gatherer->n_cells, sizeof *row->cells);
    row->n_cells = (uint32_t)gatherer->n_cells;
    if (row->table) {
        reserve_anchors(gatherer, gatherer->next_col);
        for (size_t i = 0; i < row->n_cells; i++) {
            join_cell(gatherer, &row->cells[i]);
        }
        if (gatherer->table->n_grid < gatherer->next_col) {
            gatherer->table->n_grid = gatherer->next_col;
        }
    }
    sheet->rows[sheet->n_rows++] = *row;
    gatherer->n_cells = 0;
    return true;
}

static bool
refuse_width(struct gatherer *gatherer)
{
    return diag_error(
        gatherer->diags,
        sheet_location(gatherer->sheet, gatherer->sheet->n_rows, 0),
        _("the row has more columns than a sheet holds, %d"),
        (int)SHEET_MAX_COLUMNS);
}

static bool
begin_row(struct gatherer *gatherer, const struct shape *shape)
{
    size_t n_rows = gatherer->sheet->n_rows;

    if (shape->skip_before > MAX_SPAN) {
        return refuse_width(gatherer);
    }
    gatherer->row = (struct sheet_row){
        .table = gatherer->table,
        .least = shape->height,
        .is_header = shape->is_header,
        .is_first = n_rows == 0 ||
                    gatherer->sheet->rows[n_rows - 1].table != gatherer->table,
    };
    gatherer->n_cells = 0;
    gatherer->next_col = shape->skip_before;
    return true;
}

static bool
begin_table_cell(struct gatherer *gatherer, const struct shape *shape,
                 enum merge_state merge)
{
    static const enum cell_merge merges[] = {
        [MERGE_START] = CELL_MERGE_START,
        [MERGE_CONTINUE] = CELL_MERGE_CONTINUE,
    };

    if (shape->span > MAX_SPAN ||
        gatherer->next_col + shape->span > SHEET_MAX_COLUMNS) {
        return refuse_width(gatherer);
    }
    begin_cell(gatherer, shape);
    gatherer->draft.span = shape->span;
    gatherer->draft.merge = merge == MERGE_NONE ? shape->merge : merges[merge];
    return true;
}

/* ---- the writer ---- */

static void
begin_table(struct gatherer *gatherer, const struct shape *shape)
{
    struct sheet *sheet = gatherer->sheet;
    struct sheet_table *table = arena_alloc(sheet->arena, sizeof *table);

    table->shape = shape;
    table->n_grid = shape->n_columns < SHEET_MAX_COLUMNS
                        ? (uint32_t)shape->n_columns
                        : SHEET_MAX_COLUMNS;
    gatherer->table = table;
    if (gatherer->n_anchors) {
        memset(gatherer->anchors, 0,
               gatherer->n_anchors * sizeof *gatherer->anchors);
    }
}

/* A table of which no row was shown is not there. */
static void
end_table(struct gatherer *gatherer)
{
    struct sheet *sheet = gatherer->sheet;
    size_t n = sheet->n_tables;

    if (sheet->n_rows == 0 ||
        sheet->rows[sheet->n_rows - 1].table != gatherer->table) {
        return;
    }
    sheet->rows[sheet->n_rows - 1].is_last = true;
    if ((n & (n - 1)) == 0) {
        sheet->tables = arena_grow(sheet->arena, sheet->tables, n,
                                   n ? n * 2 : 1, sizeof(void *));
    }
    sheet->tables[sheet->n_tables++] = gatherer->table;
}

/* Paragraphs of one cell are its lines; cells of a table within it are
 * parted by a blank. */
static void
begin_paragraph(struct gatherer *gatherer, const struct node *node)
{
    struct draft_cell *draft = &gatherer->draft;

    if (gatherer->paragraph_depth++) {
        return; /* of a text box */
    }
    if (gatherer->table_depth == 0) {
        gatherer->next_col = 0;
        begin_cell(gatherer, NULL);
    }
    gatherer->paragraph_start = draft->text.len;
    if (draft->text.len) {
        strbuf_add_char(&draft->text, gatherer->same_line ? ' ' : '\n');
    }
    if (!draft->paragraph) {
        draft->paragraph = node->shape;
    }
    gatherer->same_line = false;
}

static bool
end_paragraph(struct gatherer *gatherer)
{
    struct draft_cell *draft = &gatherer->draft;
    size_t start = gatherer->paragraph_start;

    if (--gatherer->paragraph_depth) {
        return true;
    }
    if (draft->text.len == start + (start > 0)) {
        strbuf_cut(&draft->text, start);
    }
    if (gatherer->table_depth || !draft->text.len) {
        return true;
    }
    draft->showing = SHOWS_TEXT;
    gatherer->row = (struct sheet_row){0};
    return end_cell(gatherer) && add_row(gatherer);
}

static bool
enter(void *user, const struct node *node, enum merge_state merge)
{
    struct gatherer *gatherer = user;
    unsigned depth = gatherer->table_depth;

    if (gatherer->paragraph_depth && node->kind != NODE_PARAGRAPH) {
        return true; /* a table in a text box: its text counts */
    }
    switch (node->kind) {
    case NODE_TABLE:
        if (gatherer->table_depth++ == 0) {
            begin_table(gatherer, node->shape);
        }
        return true;
    case NODE_ROW:
        gatherer->same_line = false;
        return depth > 1 || begin_row(gatherer, node->shape);
    case NODE_CELL:
        return depth > 1 || begin_table_cell(gatherer, node->shape, merge);
    case NODE_PARAGRAPH:
        begin_paragraph(gatherer, node);
        return true;
    default:
        return true;
    }
}

static bool
leave(void *user, const struct node *node)
{
    struct gatherer *gatherer = user;
    bool is_inner = gatherer->table_depth > 1;

    if (gatherer->paragraph_depth && node->kind != NODE_PARAGRAPH) {
        return true;
    }
    switch (node->kind) {
    case NODE_TABLE:
        gatherer->same_line = false;
        if (--gatherer->table_depth == 0) {
            end_table(gatherer);
        }
        return true;
    case NODE_ROW:
        return is_inner || add_row(gatherer);
    case NODE_CELL:
        gatherer->same_line = is_inner;
        return is_inner || end_cell(gatherer);
    case NODE_PARAGRAPH:
        return end_paragraph(gatherer);
    default:
        return true;
    }
}

/* ---- the sheet ---- */

static unsigned
margin_of(unsigned twips)
{
    enum { DEFAULT = 1440, MOST = 5000 };

    return twips == 0 || twips > MOST ? DEFAULT : twips;
}

static void
set_page(struct sheet *sheet, const struct shape *body)
{
    enum { SHORT = 11906, LONG = 16838 }; /* sides of A4 */
    struct page *page = &sheet->page;

    *page = body ? body->page : (struct page){0};
    sheet->is_landscape |= page->width > page->height;
    page->width = sheet->is_landscape ? LONG : SHORT;
    page->height = sheet->is_landscape ? SHORT : LONG;
    page->top = margin_of(page->top);
    page->bottom = margin_of(page->bottom);
    page->left = margin_of(page->left);
    page->right = margin_of(page->right);
}

static bool
clean_cells(struct sheet *sheet, struct diags *diags)
{
    bool ok = true;

    for (size_t i = 0; i < sheet->n_rows; i++) {
        for (size_t j = 0; j < sheet->rows[i].n_cells; j++) {
            struct sheet_cell *cell = &sheet->rows[i].cells[j];

            sheet->n_merges += sheet_cell_is_merged(cell);
            if (cell->text.len && !cell->format) {
                ok &= xlsx_text_clean(&cell->text,
                                      sheet_location(sheet, i, cell->col),
                                      sheet->arena, diags);
            }
        }
    }
    return ok;
}

bool
sheet_gather(struct sheet *sheet, const struct node *root,
             const struct scope *scope, struct evaluator *evaluator,
             struct diags *diags)
{
    struct gatherer gatherer = {.sheet = sheet, .diags = diags};
    struct writer writer = {
        .user = &gatherer,
        .literal = gather_literal,
        .value = gather_value,
        .enter = enter,
        .leave = leave,
    };
    struct walk walk = {&writer, evaluator, diags, NULL, NULL, MERGE_NONE};
    bool ok;

    set_page(sheet, root->shape);
    ok = walk_tree(&walk, root, scope);
    strbuf_clear(&gatherer.draft.text);
    mem_free(gatherer.cells);
    mem_free(gatherer.anchors);
    if (!ok || !sheet_lay_columns(sheet, diags) || !clean_cells(sheet, diags)) {
        return false;
    }
    sheet_measure_rows(sheet);
    return true;
}
