#include "gen/render/blocks.h"

#include "gen/base/mem.h"
#include "gen/render/docx_columns.h"

enum {
    DEFAULT_SIZE = 20,     /* half-points */
    DEFAULT_WIDTH = 8844,  /* twips, of a page that does not say its own */
    LINE_PERCENT = 130,    /* of the font's size: a line without a pitch */
    BORDER = 10,           /* twips a row is higher by its line */
    MOST_BLOCKS = 1 << 22, /* more than a document can have within its size */
    MOST_LINES = 10000     /* of a paragraph: enough for any page */
};

/* Lines of one paragraph, counted as its text comes. */
struct lines {
    uint32_t room; /* half-characters a line takes */
    uint32_t used;
    uint32_t word; /* of the line's last word */
    uint32_t n;
};

struct measurer {
    struct blocks *blocks;
    const struct columns *columns;
    const struct shape *table;
    const struct shape *row;
    struct page page; /* of the last section: widths of lines */
    uint32_t page_width;
    unsigned table_depth;
    unsigned cell_depth;
    unsigned paragraph_depth;
    bool counts;   /* rows of the table */
    bool is_first; /* row of the table */
    bool shows;    /* the paragraph */
    bool breaks_page;
    bool is_full;
    uint32_t column;
    uint32_t cell_width;
    uint32_t cell_height;
    uint32_t row_height;
    bool skips_cell; /* merged downwards: makes no row high */
    struct lines lines;
    const struct shape *paragraph;
};

static int
said(int value, int otherwise)
{
    return value == SPACING_UNSAID ? otherwise : value;
}

static void
add_block(struct measurer *measurer, struct block block)
{
    struct blocks *blocks = measurer->blocks;

    if (blocks->n_items == blocks->room) {
        blocks->room = blocks->room * 2 + 64;
        blocks->items =
            mem_resize(blocks->items, blocks->room, sizeof *blocks->items);
    }
    blocks->items[blocks->n_items++] = block;
}

/* ---- lines ---- */

static void
feed_character(struct lines *lines, uint32_t code)
{
    uint32_t width =
        utf8_is_wide(code) || (code >= 0x2010 && code < 0x2800) ? 2 : 1;

    if (code == '\n') {
        lines->n += lines->n < MOST_LINES;
        lines->used = lines->word = 0;
        return;
    }
    lines->word = code > ' ' && width == 1 ? lines->word + 1 : 0;
    lines->used += width;
    if (lines->used > lines->room) {
        lines->n += lines->n < MOST_LINES;
        lines->used =
            lines->word && lines->word <= lines->room ? lines->word : width;
        lines->word = lines->word <= lines->room ? lines->word : 1;
    }
}

static void
feed(struct measurer *measurer, struct str text)
{
    const char *end = text.ptr + text.len;
    uint32_t code;

    if (measurer->paragraph_depth != 1) {
        return; /* a text box stands beside the lines */
    }
    measurer->shows |= text.len > 0;
    for (const char *p = text.ptr; p < end;) {
        size_t step = utf8_decode(p, end, &code);

        if (step == 0) {
            break;
        }
        feed_character(&measurer->lines, code);
        p += step;
    }
}

static uint32_t
size_of(const struct shape *paragraph)
{
    unsigned size = paragraph->look.half_points;

    return size ? size : DEFAULT_SIZE;
}

/* The height of one of the paragraph's lines, in twips. */
static uint32_t
pitch_of(const struct measurer *measurer, const struct shape *paragraph)
{
    const struct spacing *spacing = &paragraph->look.spacing;
    uint32_t natural = size_of(paragraph) * 10 * LINE_PERCENT / 100;
    uint32_t line = (uint32_t)said(spacing->line, 0);
    uint32_t grid = measurer->page.line_pitch;

    if (spacing->line != SPACING_UNSAID && spacing->rule == SPACING_EXACT) {
        return line ? line : 1;
    }
    if (grid && said(spacing->snaps, 1)) {
        natural = (natural + grid - 1) / grid * grid;
    }
    if (spacing->line != SPACING_UNSAID && spacing->rule == SPACING_AT_LEAST) {
        return natural > line ? natural : line;
    }
    natural = spacing->line == SPACING_UNSAID ? natural : natural * line / 240;
    return natural ? natural : 1;
}

static void
begin_paragraph(struct measurer *measurer, const struct node *node)
{
    const struct spacing *spacing = &node->shape->look.spacing;
    uint32_t width =
        measurer->cell_depth ? measurer->cell_width : measurer->page_width;
    int64_t inner =
        (int64_t)width - said(spacing->left, 0) - said(spacing->right, 0);
    uint32_t half = size_of(node->shape) * 5;
    int first = said(spacing->first, 0);

    measurer->paragraph = node->shape;
    measurer->shows = false;
    measurer->breaks_page = false;
    measurer->lines = (struct lines){
        .room = inner > 4 * half ? (uint32_t)inner / half : 4, .n = 1};
    measurer->lines.used = first > 0 ? (uint32_t)first / half : 0;
}

static void
end_paragraph(struct measurer *measurer, const struct node *node)
{
    const struct spacing *spacing = &measurer->paragraph->look.spacing;
    uint32_t line = pitch_of(measurer, measurer->paragraph);
    uint32_t height = measurer->lines.n * line +
                      (uint32_t)said(spacing->before, 0) +
                      (uint32_t)said(spacing->after, 0);

    if (node->is_optional && !measurer->shows) {
        return;
    }
    if (measurer->cell_depth) {
        measurer->cell_height += height;
        return;
    }
    add_block(measurer,
              (struct block){
                  .height = height,
                  .line = line,
                  .row = BLOCK_UNCOUNTED,
                  .ends = node->shape->ends_section ? &node->shape->page : NULL,
                  .starts_page = said(spacing->starts_page, 0),
                  .breaks_page = measurer->breaks_page});
}

/* ---- rows ---- */

static void
begin_cell(struct measurer *measurer, const struct shape *cell,
           const struct place *place)
{
    const struct cell_margins *margins = &measurer->table->margins;
    uint64_t width = 0;
    int64_t inner;

    if (place->columns) {
        width = columns_width(place->columns, place->range);
    } else {
        for (size_t i = measurer->column;
             i < measurer->table->n_columns &&
             i < (size_t)measurer->column + cell->span;
             i++) {
            width += measurer->table->widths[i];
        }
        measurer->column += cell->span;
    }
    inner = (int64_t)width - margins->left - margins->right;
    measurer->cell_width = inner > 0 ? (uint32_t)inner : 0;
    measurer->cell_height = 0;
    measurer->skips_cell =
        place->merge != MERGE_NONE || cell->merge != CELL_MERGE_NONE;
}

static void
end_cell(struct measurer *measurer)
{
    const struct cell_margins *margins = &measurer->table->margins;
    uint32_t height =
        measurer->cell_height + (uint32_t)(margins->top + margins->bottom);

    if (!measurer->skips_cell && height > measurer->row_height) {
        measurer->row_height = height;
    }
}

static void
end_row(struct measurer *measurer)
{
    const struct shape *row = measurer->row;
    uint32_t height = measurer->row_height + BORDER;

    if (row->height && (row->is_exact || row->height > height)) {
        height = row->height;
    }
    add_block(measurer,
              (struct block){.height = height,
                             .line = 1,
                             .row = measurer->counts
                                        ? (uint32_t)measurer->blocks->n_rows++
                                        : BLOCK_UNCOUNTED,
                             .is_row = true,
                             .is_first = measurer->is_first,
                  .is_exact = row->height && row->is_exact,
                             .is_header = row->is_header});
    measurer->is_first = false;
}

/* ---- the writer ---- */

static bool
measure_literal(void *user, const struct node *node)
{
    struct measurer *measurer = user;

    feed(measurer, node->text);
    measurer->shows |= node->is_visible;
    if (str_find(node->bytes, STR("w:type=\"page\""), 0) != SIZE_MAX) {
        measurer->breaks_page = true;
    }
    return true;
}

static bool
measure_value(void *user, const struct node *node, struct value value,
              struct str text)
{
    (void)node;
    (void)value;
    feed(user, text);
    return true;
}

static void
begin_table(struct measurer *measurer, const struct node *node)
{
    measurer->table = node->shape;
    measurer->counts = node->repeats;
    measurer->is_first = true;
}

static bool
enter(void *user, const struct node *node, const struct place *place)
{
    struct measurer *measurer = user;

    measurer->is_full = measurer->blocks->n_items >= MOST_BLOCKS;
    if (measurer->is_full) {
        return false; /* the rest is not laid out */
    }
    if (node->kind == NODE_PARAGRAPH && measurer->paragraph_depth++ == 0) {
        begin_paragraph(measurer, node);
    } else if (measurer->paragraph_depth) {
        return true;
    } else if (node->kind == NODE_TABLE && measurer->table_depth++ == 0) {
        begin_table(measurer, node);
    } else if (node->kind == NODE_ROW && measurer->table_depth == 1) {
        measurer->row = node->shape;
        measurer->row_height = 0;
        measurer->column = node->shape->skip_before;
    } else if (node->kind == NODE_CELL && measurer->cell_depth++ == 0) {
        begin_cell(measurer, node->shape, place);
    }
    return true;
}

static bool
leave(void *user, const struct node *node)
{
    struct measurer *measurer = user;

    if (node->kind == NODE_PARAGRAPH && --measurer->paragraph_depth == 0) {
        end_paragraph(measurer, node);
    } else if (measurer->paragraph_depth) {
        return true;
    } else if (node->kind == NODE_TABLE) {
        measurer->table_depth--;
    } else if (node->kind == NODE_ROW && measurer->table_depth == 1) {
        end_row(measurer);
    } else if (node->kind == NODE_CELL && --measurer->cell_depth == 0) {
        end_cell(measurer);
    }
    return true;
}

static void
set_page(struct measurer *measurer, const struct shape *body)
{
    const struct page *page = &measurer->page;

    measurer->page_width = DEFAULT_WIDTH;
    if (body) {
        measurer->page = body->page;
        if (page->width > page->left + page->right + DEFAULT_WIDTH / 10) {
            measurer->page_width = page->width - page->left - page->right;
        }
    }
}

bool
blocks_measure(struct blocks *blocks, const struct node *root,
               const struct scope *scope, struct evaluator *evaluator,
               struct diags *diags)
{
    struct measurer measurer = {.blocks = blocks};
    struct writer writer = {
        .user = &measurer,
        .literal = measure_literal,
        .value = measure_value,
        .enter = enter,
        .leave = leave,
        .max_columns = DOCX_MAX_COLUMNS,
    };
    struct walk walk = {
        .writer = &writer, .evaluator = evaluator, .diags = diags};
    uint64_t n_passes = evaluator->n_passes;
    bool ok;

    set_page(&measurer, root->shape);
    ok = walk_tree(&walk, root, scope) || measurer.is_full;
    evaluator->n_passes = n_passes;
    return ok;
}

void
blocks_clear(struct blocks *blocks)
{
    mem_free(blocks->items);
    *blocks = (struct blocks){.items = NULL};
}
