/* A value that templates and profiles pass around: small, by value, pointing
 * into memory of the job.  Numbers are exact decimals kept as text. */
#ifndef TONGBAO_MODEL_VALUE_H
#define TONGBAO_MODEL_VALUE_H

#include "gen/base/arena.h"
#include "gen/base/decimal.h"

enum value_kind {
    VALUE_NULL,
    VALUE_BOOL,   /* ptr: NULL is false */
    VALUE_NUMBER, /* ptr, len: decimal text without trailing zeros */
    VALUE_TEXT,   /* ptr, len */
    VALUE_LIST,   /* ptr: struct list */
    VALUE_RECORD, /* ptr: struct record */
    VALUE_TABLE   /* ptr: struct rowset */
};

struct value {
    const void *ptr;
    uint32_t len;
    uint8_t kind; /* enum value_kind */
};

struct list { /* JSON array */
    const struct value *items;
    size_t n_items;
};

struct record { /* JSON object, or one row of a rowset */
    const struct str *names;
    const struct value *values;
    size_t n_values;
};

struct rowset { /* a table or view: rows of one shape */
    const struct str *names;
    size_t n_columns;
    const struct value *cells; /* row by row */
    size_t n_rows;
    bool is_record; /* one row by its definition: reads as a record */
};

struct value value_null(void);
struct value value_bool(bool truth);
struct value value_text(struct str text);       /* borrows */
struct value value_number_text(struct str text); /* borrows; decimal text */
struct value value_number(struct arena *arena, struct decimal number);
struct value value_list(const struct list *list);
struct value value_record(const struct record *record);
struct value value_table(const struct rowset *rows);

/* TEXT or NUMBER as text; true is "true"; NULL and false are empty... */
struct str value_str(struct value v);

/* True and *out for NUMBER, and for TEXT that reads as a decimal. */
bool value_decimal(struct value v, struct decimal *out);

/* Mustache truth: null, false, 0, "", empty list are false.  A record is
 * true. */
bool value_is_true(struct value v);

/* Rows of a list or table; 1 for anything else that is true. */
size_t value_n_items(struct value v);

/* The i-th item of a list or table (a record borrowed from arena). */
struct value value_item(struct value v, size_t i, struct arena *arena);

/* The member of a record; false if it has none of that name. */
bool value_member(struct value v, struct str name, struct value *out);

bool value_equals(struct value a, struct value b);

#endif
