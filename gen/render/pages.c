#include "gen/render/pages.h"

#include "gen/base/mem.h"
#include "gen/render/blocks.h"

/* Twips of a page left free before rows that are as high as their text: one
 * that begins a page too early leaves less of a gap than one too late. */
enum { SLACK = 100 };

struct layout {
    const struct blocks *blocks;
    struct pages *pages;
    int64_t height; /* of a page's text */
    int64_t y;      /* used of the page so far */
    int64_t head;   /* of the rows that repeat on every page of the table */
};

static int64_t
height_of(const struct page *page)
{
    enum { LONG = 16838, MARGIN = 1440, LEAST = 1440 };
    int64_t whole = page->height ? page->height : LONG;
    int64_t top = page->top ? page->top : MARGIN;
    int64_t bottom = page->bottom ? page->bottom : MARGIN;

    return whole - top - bottom > LEAST ? whole - top - bottom : LEAST;
}

/* Text goes on where the page ends. */
static void
lay_text(struct layout *layout, const struct block *block)
{
    if (block->starts_page && layout->y > 0) {
        layout->y = 0;
    }
    if (layout->y + block->height > layout->height) {
        int64_t left = layout->height - layout->y;
        int64_t lines = left / (block->line ? block->line : 1);

        layout->y = block->height - lines * block->line;
        layout->y %= layout->height;
    } else {
        layout->y += block->height;
    }
    if (block->breaks_page) {
        layout->y = 0;
    }
}

static void
lay_row(struct layout *layout, const struct block *block)
{
    int64_t room = layout->height - (block->is_exact ? 0 : SLACK);
    bool begins = layout->y > 0 && layout->y + block->height > room;

    if (block->is_first) {
        layout->head = 0;
    }
    if (begins) {
        layout->y = block->is_first || block->is_header ? 0 : layout->head;
    }
    layout->y += block->height;
    if (block->is_header) {
        layout->head += block->height;
    }
    layout->y = layout->y > layout->height ? layout->height : layout->y;
    if (block->row != BLOCK_UNCOUNTED) {
        layout->pages->begins[block->row] =
            begins && !block->is_first && !block->is_header;
    }
}

static void
lay_section(struct layout *layout, size_t first, size_t end,
            const struct page *page)
{
    layout->height = height_of(page);
    layout->y = page->goes_on ? layout->y : 0;
    for (size_t i = first; i < end; i++) {
        const struct block *block = &layout->blocks->items[i];

        if (block->is_row) {
            lay_row(layout, block);
        } else {
            lay_text(layout, block);
        }
    }
}

/* Sections end where their page is said, the last one with the document. */
static void
lay_out(struct layout *layout, const struct page *last)
{
    const struct blocks *blocks = layout->blocks;
    size_t first = 0;

    for (size_t i = 0; i < blocks->n_items; i++) {
        if (blocks->items[i].ends) {
            lay_section(layout, first, i + 1, blocks->items[i].ends);
            first = i + 1;
        }
    }
    lay_section(layout, first, blocks->n_items, last);
}

bool
pages_estimate(struct pages *pages, const struct node *root,
               const struct scope *scope, struct evaluator *evaluator,
               struct diags *diags)
{
    static const struct page none = {0};
    const struct page *last = root->shape ? &root->shape->page : &none;
    struct blocks blocks = {.items = NULL};
    struct layout layout = {.blocks = &blocks, .pages = pages};
    bool ok = blocks_measure(&blocks, root, scope, evaluator, diags);

    *pages = (struct pages){.n_rows = blocks.n_rows};
    if (ok) {
        pages->begins = mem_alloc(blocks.n_rows * sizeof *pages->begins);
        lay_out(&layout, last);
    }
    blocks_clear(&blocks);
    return ok;
}

void
pages_clear(struct pages *pages)
{
    mem_free(pages->begins);
    *pages = (struct pages){.begins = NULL};
}

bool
pages_begins(const struct pages *pages, size_t row)
{
    return row < pages->n_rows && pages->begins[row];
}
