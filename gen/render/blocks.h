/* A document as the heights of what stands on its pages one below the other:
 * paragraphs, and rows of tables. */
#ifndef TONGBAO_RENDER_BLOCKS_H
#define TONGBAO_RENDER_BLOCKS_H

#include "gen/render/walk.h"
#include "gen/template/shape.h"

#define BLOCK_UNCOUNTED UINT32_MAX

struct block {
    uint32_t height;         /* twips */
    uint32_t line;           /* of one line of a paragraph; at least 1 */
    uint32_t row;            /* number of a row that is counted */
    const struct page *ends; /* of the section it ends; NULL: none */
    bool is_row;
    bool is_first;  /* row of its table */
    bool is_exact;  /* height of a row */
    bool is_header; /* of every page of its table */
    bool starts_page;
    bool breaks_page; /* behind it */
};

struct blocks { /* zeroed: none */
    struct block *items;
    size_t n_items;
    size_t room;
    size_t n_rows; /* counted */
};

/* Walks root.  False after reporting; clear them in any case. */
bool blocks_measure(struct blocks *blocks, const struct node *root,
                    const struct scope *scope, struct evaluator *evaluator,
                    struct diags *diags);
void blocks_clear(struct blocks *blocks);

#endif
