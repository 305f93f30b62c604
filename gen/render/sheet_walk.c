/* The walk through a template that fills a sheet: rows, and the ranges merged
 * downwards. */
#include "gen/render/sheet.h"

#include <string.h>

#include "gen/base/mem.h"
#include "gen/render/sheet_draft.h"
#include "gen/render/sheet_total.h"
#include "gen/render/walk.h"

enum { MAX_SOURCES = 4000000 }; /* of totals, 32 megabytes */

struct gatherer {
    struct sheet *sheet;
    struct diags *diags;
    const struct evaluator *evaluator;
    struct sheet_draft draft;
    size_t totals_room; /* for sources of totals */
    unsigned table_depth;
    unsigned paragraph_depth;
    bool same_line; /* of a table in a cell */
    struct sheet_table *table;
    size_t first_row;       /* of the present sheet */
    struct sheet_row row;   /* being filled */
    struct sheet_cell cell; /* being filled */
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

/* ---- cells ---- */

static bool
gather_literal(void *user, const struct node *node)
{
    struct gatherer *gatherer = user;

    if (gatherer->paragraph_depth) {
        sheet_draft_add(&gatherer->draft, node->text);
    }
    return true;
}

static bool
gather_value(void *user, const struct node *node, struct value value,
             struct str text)
{
    struct gatherer *gatherer = user;
    const struct trace *trace = &gatherer->evaluator->trace;
    const struct sheet_total *total = NULL;
    const void *source = sheet_total_source(trace);
    struct sheet_number number;
    bool is_number;

    if (!gatherer->paragraph_depth) {
        return true;
    }
    is_number = gatherer->draft.showing == DRAFT_BLANK &&
                sheet_number_read(&number, &node->expr, trace, value, text);
    if (is_number && gatherer->table_depth == 1) {
        total = sheet_total_read(&node->expr, trace, &gatherer->totals_room,
                                 gatherer->sheet->arena);
        /* the figure of one row is as good as its datum */
        if (!source && total && total->n_items == 1 && !total->takes_all) {
            source = total->sources[0];
        }
    }
    sheet_draft_add_value(&gatherer->draft, is_number ? &number : NULL, text,
                          source, total);
    return true;
}

static void
begin_cell(struct gatherer *gatherer, const struct shape *shape)
{
    sheet_draft_begin(&gatherer->draft);
    gatherer->cell = (struct sheet_cell){
        .col = gatherer->next_col, .n_cols = 1, .n_rows = 1, .cell = shape};
}

static void
end_cell(struct gatherer *gatherer)
{
    sheet_draft_finish(&gatherer->draft, &gatherer->cell,
                       gatherer->sheet->arena);
    if (gatherer->n_cells == gatherer->cells_room) {
        gatherer->cells_room = gatherer->cells_room * 2 + 16;
        gatherer->cells = mem_resize(gatherer->cells, gatherer->cells_room,
                                     sizeof *gatherer->cells);
    }
    gatherer->sheet->n_totals += gatherer->cell.total != NULL;
    gatherer->cells[gatherer->n_cells++] = gatherer->cell;
    gatherer->next_col += gatherer->cell.n_cols;
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
        cell->text = STR("");
        cell->format = NULL;
        cell->source = NULL;
        cell->total = NULL;
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

    if (sheet->n_rows - gatherer->first_row == SHEET_MAX_ROWS) {
        diag_error(gatherer->diags, sheet_location(sheet, SHEET_MAX_ROWS, 0),
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
begin_row(struct gatherer *gatherer, const struct shape *shape,
          const struct place *place)
{
    size_t n_rows = gatherer->sheet->n_rows;
    unsigned skipped = place->columns ? place->range.first : shape->skip_before;

    if (skipped > SHEET_MAX_COLUMNS) {
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
    gatherer->next_col = skipped;
    return true;
}

static bool
begin_table_cell(struct gatherer *gatherer, const struct shape *shape,
                 const struct place *place)
{
    static const enum cell_merge merges[] = {
        [MERGE_START] = CELL_MERGE_START,
        [MERGE_CONTINUE] = CELL_MERGE_CONTINUE,
    };

    unsigned span =
        place->columns ? place->range.end - place->range.first : shape->span;

    if (span > SHEET_MAX_COLUMNS ||
        gatherer->next_col + span > SHEET_MAX_COLUMNS) {
        return refuse_width(gatherer);
    }
    begin_cell(gatherer, shape);
    gatherer->cell.n_cols = span;
    if ((place->merge == MERGE_NONE ? shape->merge : merges[place->merge]) ==
        CELL_MERGE_CONTINUE) {
        gatherer->cell.n_rows = 0;
    }
    return true;
}

/* ---- the writer ---- */

/* As the template draws the table, but for its columns. */
static const struct shape *
with_columns(const struct shape *drawn, const struct columns *columns,
             struct arena *arena)
{
    struct shape *shape = arena_alloc(arena, sizeof *shape);

    *shape = *drawn;
    shape->n_columns = columns->n_columns;
    shape->widths =
        arena_alloc(arena, (shape->n_columns + 1) * sizeof *shape->widths);
    for (uint32_t i = 0; i < shape->n_columns; i++) {
        shape->widths[i] =
            columns_width(columns, (struct column_range){i, i + 1});
    }
    return shape;
}

static void
begin_table(struct gatherer *gatherer, const struct shape *shape,
            const struct columns *columns)
{
    struct sheet *sheet = gatherer->sheet;
    struct sheet_table *table = arena_alloc(sheet->arena, sizeof *table);

    shape = columns ? with_columns(shape, columns, sheet->arena) : shape;
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
    gatherer->first_row = sheet->is_parted ? sheet->n_rows : 0;
}

/* Paragraphs of one cell are its lines; cells of a table within it are
 * parted by a blank. */
static void
begin_paragraph(struct gatherer *gatherer, const struct node *node)
{
    if (gatherer->paragraph_depth++) {
        return; /* of a text box */
    }
    if (gatherer->table_depth == 0) {
        gatherer->next_col = 0;
        begin_cell(gatherer, NULL);
    }
    sheet_draft_open(&gatherer->draft, node->shape,
                     gatherer->same_line ? ' ' : '\n');
    gatherer->same_line = false;
}

static void
end_section(struct sheet *sheet, const struct page *page)
{
    size_t n = sheet->n_sections;

    if ((n & (n - 1)) == 0) {
        sheet->sections = arena_grow(sheet->arena, sheet->sections, n,
                                     n ? n * 2 : 1, sizeof *sheet->sections);
    }
    sheet->sections[sheet->n_sections++] =
        (struct sheet_section){sheet->n_rows, page};
}

/* Outside tables a paragraph is a row, unless it is blank. */
static bool
end_paragraph(struct gatherer *gatherer)
{
    if (--gatherer->paragraph_depth) {
        return true;
    }
    sheet_draft_close(&gatherer->draft);
    if (gatherer->table_depth || gatherer->draft.showing == DRAFT_BLANK) {
        return true;
    }
    gatherer->draft.showing = DRAFT_TEXT;
    gatherer->row = (struct sheet_row){0};
    end_cell(gatherer);
    return add_row(gatherer);
}

static bool
enter(void *user, const struct node *node, const struct place *place)
{
    struct gatherer *gatherer = user;
    unsigned depth = gatherer->table_depth;

    if (gatherer->paragraph_depth && node->kind != NODE_PARAGRAPH) {
        return true; /* a table in a text box: its text counts */
    }
    switch (node->kind) {
    case NODE_TABLE:
        if (gatherer->table_depth++ == 0) {
            begin_table(gatherer, node->shape, place->columns);
        }
        return true;
    case NODE_ROW:
        gatherer->same_line = false;
        return depth > 1 || begin_row(gatherer, node->shape, place);
    case NODE_CELL:
        return depth > 1 || begin_table_cell(gatherer, node->shape, place);
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
        if (!is_inner) {
            end_cell(gatherer);
        }
        return true;
    case NODE_PARAGRAPH:
        if (!end_paragraph(gatherer)) {
            return false;
        }
        if (node->shape->page.width && !gatherer->paragraph_depth) {
            end_section(gatherer->sheet, &node->shape->page);
        }
        return true;
    default:
        return true;
    }
}

bool
sheet_walk(struct sheet *sheet, const struct node *root,
           const struct scope *scope, struct evaluator *evaluator,
           struct diags *diags)
{
    struct gatherer gatherer = {.sheet = sheet,
                                .diags = diags,
                                .evaluator = evaluator,
                                .totals_room = MAX_SOURCES};
    struct writer writer = {
        .user = &gatherer,
        .literal = gather_literal,
        .value = gather_value,
        .enter = enter,
        .leave = leave,
        .max_columns = SHEET_MAX_COLUMNS,
    };
    struct walk walk = {
        .writer = &writer, .evaluator = evaluator, .diags = diags};
    bool ok = walk_tree(&walk, root, scope);

    sheet_draft_clear(&gatherer.draft);
    mem_free(gatherer.cells);
    mem_free(gatherer.anchors);
    return ok;
}
