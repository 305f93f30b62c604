/* The closed set of filters.  Each has an English and a Chinese name, a
 * signature that says how its arguments are read, and one function.  No
 * filter calls out, loops without bound or keeps state. */
#ifndef TONGBAO_TEMPLATE_FILTER_H
#define TONGBAO_TEMPLATE_FILTER_H

#include "gen/model/value.h"
#include "gen/template/expr.h"
#include "gen/template/row_index.h"

struct scope; /* scope.h */

enum trace_how {
    TRACE_NONE,
    TRACE_COUNT,
    TRACE_SUM,
    TRACE_AVG,
    TRACE_MAX,
    TRACE_MIN
};

/* Where a value comes from, for writers that show how a figure is made up. */
struct trace {
    struct value raw; /* before all filters.  Its memory is that of the data,
                       * by which a value is known again: filters that give
                       * rows hand on the values themselves. */
    bool is_position; /* raw is 序号 and the like, made by a section */
    enum trace_how how;
    struct value rows; /* what was counted or summed; of the evaluator's */
    struct str column; /* of the rows; empty: the items themselves */
};

/* What a filter sees of the rendering it works in. */
struct filter_call {
    const struct scope *scope;
    struct arena *arena; /* for what it makes */
    /* The value of an argument's path; false after filling fault. */
    bool (*resolve)(const struct filter_call *call, const struct path *path,
                    struct value *out);
    const struct argument *arguments;
    size_t n_arguments;
    const struct filter *next; /* the one behind it; NULL: none */
    struct strbuf *fault; /* the reason when a filter returns false */
    struct row_index **indexes; /* of tables, by columns filters name */
    struct trace *trace;  /* filled by filters that sum rows up */
    void *user;
};

struct filter {
    const char *name;
    const char *chinese;
    /* One letter an argument: t text, T text up to the next |, j text which
     * may be a comma itself, n number, p path, c column of the rows; those
     * behind '?' may be missing. */
    const char *signature;
    /* What it takes: s single value, l list of values, r rows, m either of
     * the two, * anything; and gives: s, = the same, f rows folded,
     * g groups of rows. */
    const char *form;
    bool (*apply)(const struct filter_call *call, struct value in,
                  struct value *out);
    /* Decimal places of the number it prints, for workbooks: -1 none. */
    bool keeps_number;
};

/* By either name; NULL if there is none. */
const struct filter *filter_find(struct str name);

/* The i-th of the set; NULL behind the last. */
const struct filter *filter_at(size_t i);

/* The filter whose names are nearest, for messages. */
const struct filter *filter_nearest(struct str name);

#endif
