/* A document's text in the pieces that are compared: sentences, and rows of
 * tables; and which piece of one document became which of another. */
#ifndef TONGBAO_BULLETIN_PASSAGES_H
#define TONGBAO_BULLETIN_PASSAGES_H

#include "gen/input/docx_text.h"

struct passage {
    const struct docx_block *block;
    struct str text;
    struct str key;  /* without blanks */
    uint64_t *pairs; /* pairs of neighbouring characters, sorted; of rows,
                        only of cells that are not numbers */
    size_t n_pairs;
    size_t partner; /* in the other document; SIZE_MAX: none */
    size_t kin;     /* without a partner: the sentence there that holds much
                       of this one; SIZE_MAX: none */
    bool is_same;   /* as its partner */
};

struct passages {
    struct passage *items;
    size_t n_items;
};

void passages_read(struct passages *passages, const struct docx_text *text,
                   struct arena *arena);

/* Finds partners both ways, wherever they have moved: first those that are
 * the same, then the most alike. */
void passages_match(struct passages *old, struct passages *new);

/* Share of what both have in common: 0 to 100. */
unsigned passages_likeness(const struct passages *a, const struct passages *b);

#endif
