/* Lists of a document (word/numbering.xml, ECMA-376-1 17.9): what more of them
 * are written as, so that a list can begin anew.  Lives in the arena. */
#ifndef TONGBAO_TEMPLATE_LIST_STARTS_H
#define TONGBAO_TEMPLATE_LIST_STARTS_H

#include <libxml/tree.h>

#include "gen/base/arena.h"

struct list_start {
    uint32_t number;   /* w:numId */
    struct str prefix; /* of its namespace, with the colon */
    struct str inside; /* of a w:num that begins the same list anew */
};

struct list_starts {   /* zeroed: there are no lists */
    struct str part;   /* name in the package, as struct template_part's */
    struct str before; /* bytes of the part up to where more w:num stand */
    struct str after;
    struct list_start *lists;
    size_t n_lists;
    uint32_t last; /* the highest number there is */
};

/* Changes doc. */
void list_starts_read(struct list_starts *numbering, xmlDoc *doc,
                      struct arena *arena);

/* NULL: there is none of that number. */
const struct list_start *list_starts_find(const struct list_starts *numbering,
                                          uint32_t number);

/* A list of a new number that begins list anew. */
void list_starts_write(struct strbuf *out, const struct list_start *list,
                       uint32_t number);

#endif
