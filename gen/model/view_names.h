/* Which names every view of views.sql uses: read from the text, so that lint
 * can tell what nobody asks for. */
#ifndef TONGBAO_MODEL_VIEW_NAMES_H
#define TONGBAO_MODEL_VIEW_NAMES_H

#include "gen/base/arena.h"

struct view_names {
    struct str name;  /* of the view */
    uint32_t line;    /* where it is created, from 1 */
    struct str *uses; /* every word of its definition that can be a name */
    size_t n_uses;
};

/* Strings are views into sql; the arrays live in the arena. */
struct view_names *view_names_read(struct str sql, size_t *n,
                                   struct arena *arena);

#endif
