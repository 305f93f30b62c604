/* Where names are looked up: the rows of the open sections, innermost first,
 * then the root; and what a tag's path and filters come to. */
#ifndef TONGBAO_TEMPLATE_SCOPE_H
#define TONGBAO_TEMPLATE_SCOPE_H

#include "gen/base/diag.h"
#include "gen/model/value.h"
#include "gen/template/expr.h"
#include "gen/template/filter.h"

/* The root: names to values.  find returns false if there is no such name, or
 * after reporting (then *failed is set). */
struct dataset {
    void *user;
    bool (*find)(void *user, struct str name, struct value *out, bool *failed);
    /* Calls back with every name the root has, for messages; may be NULL. */
    void (*each_name)(void *user, void (*name)(void *to, struct str name),
                      void *to);
};

/* One open section.  Lives on the stack of whoever walks the tree. */
struct scope {
    const struct scope *outer; /* NULL at the root */
    const struct dataset *data;
    struct value item;  /* the row, or any value; null at the root */
    struct value items; /* the list or table it comes from */
    size_t index;       /* of item, from 0 */
    size_t n_items;
    struct record row; /* what item points to for a table's row */
};

enum missing { MISSING_ERROR, MISSING_EMPTY };

/* What a rendering may grow to before it is stopped. */
#define EVALUATOR_MAX_BYTES  (UINT64_C(1) << 30)
#define EVALUATOR_MAX_PASSES UINT64_C(1000000000)

/* Rendering's view of values: reused from tag to tag. */
struct evaluator {
    enum missing missing;
    struct arena *arena;  /* emptied by its owner now and then */
    struct strbuf fault;  /* the reason of the last failure, for the clerk */
    struct strbuf advice; /* what to do about it; may be empty */
    bool failed;          /* a data source has already reported */
    uint64_t max_bytes;   /* of one document or text; 0: the default */
    uint64_t max_passes;  /* through sections; 0: the default */
    uint64_t n_passes;    /* so far */
    struct trace trace;   /* of the last expression */
    struct row_index *indexes; /* of tables, which stay as they are */
};

void evaluator_clear(struct evaluator *evaluator);

/* Path and filters.  A name that is nowhere is an error or null, as missing
 * says.  False after filling fault (unless failed). */
bool expr_eval(struct evaluator *evaluator, const struct scope *scope,
               const struct expr *expr, struct value *out);

bool path_eval(struct evaluator *evaluator, const struct scope *scope,
               const struct path *path, struct value *out);

/* As text to be printed: false with fault for a list, a table or a record. */
bool expr_text(struct evaluator *evaluator, const struct scope *scope,
               const struct expr *expr, struct value *value, struct str *text);

/* Opens a section over items, at its first item; next moves on.  items that
 * are neither list nor table are one item, themselves. */
void scope_enter(struct scope *scope, const struct scope *outer,
                 struct value items);
void scope_move(struct scope *scope, size_t index);

#endif
