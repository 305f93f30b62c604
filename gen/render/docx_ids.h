/* Numbers that must differ in every copy of what a template repeats: shapes,
 * bookmarks, content controls, lists.  Counted through all parts of a
 * document, so that the same data give the same numbers. */
#ifndef TONGBAO_RENDER_DOCX_IDS_H
#define TONGBAO_RENDER_DOCX_IDS_H

#include "gen/render/walk.h"
#include "gen/template/list_starts.h"

struct docx_ids { /* zeroed, but for numbering: nothing written yet */
    const struct list_starts *numbering; /* of the template */
    uint32_t last;
    uint32_t *slots; /* newest number of each slot */
    size_t n_slots;
    struct docx_list { /* one slot's */
        uint64_t pass;
        uint32_t number; /* 0: not met yet */
    } * lists;
    size_t n_lists;
    struct docx_new_list { /* to be added to the numbering part */
        const struct list_start *list;
        uint32_t number;
    } * added;
    size_t n_added;
    struct arena arena;
};

/* What a NODE_ID says. */
void docx_ids_write(struct docx_ids *ids, struct strbuf *out,
                    const struct node *node, const struct place *place);

/* The numbering part with the lists that were added. */
void docx_ids_write_numbering(const struct docx_ids *ids, struct strbuf *out);

void docx_ids_clear(struct docx_ids *ids);

#endif
