/* What a name will come to, without looking at its rows: a single value, a
 * list of them, rows or a record with these columns.  For lint. */
#ifndef TONGBAO_TEMPLATE_FORM_H
#define TONGBAO_TEMPLATE_FORM_H

#include "gen/template/scope.h"

enum form_kind {
    FORM_ANY, /* not known: nothing is wrong with it */
    FORM_VALUE,
    FORM_LIST, /* of single values */
    FORM_ROWS,
    FORM_RECORD
};

struct form {
    enum form_kind kind;
    const struct str *names; /* ROWS, RECORD: of the members */
    size_t n_names;
    const struct form *members; /* one for each name; NULL: single values */
    struct str root;            /* the root name it is, or {NULL, 0} */
    unsigned folds;             /* ROWS: by the filter fold; else 0 */
};

/* Of a value that has the shape of the data, its rows may be missing. */
struct form form_of(struct value value, struct arena *arena);

/* Of a member; false if there is none of that name. */
bool form_member(const struct form *form, struct str name, struct form *out);

/* Of rows grouped by a column: the column, and the rows as 组内. */
struct form form_grouped(const struct form *rows, struct str column,
                         struct arena *arena);

/* Of one item of rows or a list; anything else is its own item. */
struct form form_item(const struct form *form);

#endif
