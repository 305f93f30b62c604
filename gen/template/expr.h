/* What stands in a tag: a path of names and the filters behind it,
 *     期次.检查结束|date:年月日,期次.检查开始
 * Parsed once; strings are views into the template's text. */
#ifndef TONGBAO_TEMPLATE_EXPR_H
#define TONGBAO_TEMPLATE_EXPR_H

#include "gen/base/arena.h"

struct path {
    struct str *names; /* none: the implicit iterator "." */
    size_t n_names;
    struct path_cache *cache; /* where the first name stood last time */
};

struct path_cache {
    const struct str *names; /* of the record it was found in */
    size_t index;
};

enum argument_kind { ARGUMENT_TEXT, ARGUMENT_NUMBER, ARGUMENT_PATH };

struct argument {
    enum argument_kind kind;
    struct str text;  /* as written, quotes taken off */
    unsigned number;  /* ARGUMENT_NUMBER */
    struct path path; /* ARGUMENT_PATH */
};

enum { MAX_ARGUMENTS = 3 };

struct filter; /* filter.h */

struct filter_use {
    const struct filter *filter;
    struct argument arguments[MAX_ARGUMENTS];
    size_t n_arguments;
};

struct expr {
    struct path path;
    struct filter_use *uses;
    size_t n_uses;
    struct str source; /* path and filters as written */
};

enum expr_status {
    EXPR_OK,
    EXPR_NO_NAME,        /* nothing before the first | */
    EXPR_BAD_NAME,       /* empty piece between dots */
    EXPR_UNKNOWN_FILTER, /* *fault is its name */
    EXPR_BAD_ARGUMENT,   /* *fault is it */
    EXPR_FEW_ARGUMENTS,  /* *fault is the filter */
    EXPR_MANY_ARGUMENTS
};

enum expr_status expr_parse(struct str body, struct arena *arena,
                            struct expr *expr, struct str *fault);

/* The path alone, e.g. a section's name or a document's condition. */
bool path_parse(struct str text, struct arena *arena, struct path *path);

/* The same names in the same order. */
bool path_equals(const struct path *a, const struct path *b);

#endif
