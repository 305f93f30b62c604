/* One column while its cells are read: cell to value, mended, typed and
 * checked.  Every finding names the cell, what it says and what to do. */
#ifndef TONGBAO_MODEL_FIELD_H
#define TONGBAO_MODEL_FIELD_H

#include "gen/input/grid.h"
#include "gen/model/names.h"
#include "gen/model/pattern.h"
#include "gen/model/table.h"

struct field {
    const struct column *column;
    struct str *choices; /* folded */
    struct str *blanks;  /* folded */
    struct pattern pattern;
    struct str example; /* the first value that fitted the pattern */
    struct date from, to;
    bool has_from, has_to;
    bool is_numeric;
    bool is_summed;    /* number is wanted */
    struct names seen; /* of a unique column: values by row */
    uint32_t n_notes;
    uint32_t n_unknown; /* units not in the roster */
    /* percentages without a sign: 0.5 for 50 beside 98 for 98 is a doubt */
    bool has_hundredths;
    struct location share_at; /* of the first that is 0.5; row 0: none */
    struct str share;
    struct str share_percent;
    struct strbuf scratch;
};

struct field_context {
    const struct roster *roster;
    int year;
    struct arena *arena;
    struct diags *diags;
    struct location at; /* of the cell under way */
};

struct field_result {
    struct value value;    /* null for an empty cell */
    struct decimal number; /* of summed columns */
    bool has_number;
};

/* settings: for limits by name; NULL: such limits are not checked yet. */
bool field_open(struct field *field, const struct column *column,
                const struct record *settings, struct arena *arena);
void field_close(struct field *field);

/* cell may be NULL.  False after reporting; an empty cell is no error here. */
bool field_read(struct field *field, const struct cell *cell,
                const struct field_context *context, struct field_result *out);

/* For a value that is not null: unique, and for one that is: required. */
bool field_check_row(struct field *field, struct value value,
                     const struct field_context *context);

/* Only a date's limits. */
bool field_check_limits(const struct field *field, struct date date,
                        struct str text, struct location at,
                        struct diags *diags);

/* Says how many repairs were made beyond those told one by one, and what the
 * column as a whole makes doubtful. */
void field_finish(const struct field *field, struct location at,
                  struct diags *diags);

/* The kinds of cells, in field_type.c: the value of a text that is not empty,
 * mended. */
bool field_convert(struct field *field, const struct cell *cell,
                   struct str text, const struct field_context *context,
                   struct field_result *out);

/* The same for dates, in field_date.c: also the numbers spreadsheets keep days
 * as, with a note. */
bool field_convert_date(struct field *field, const struct cell *cell,
                        struct str text, const struct field_context *context,
                        struct field_result *out);

/* Tells of a repair. */
void field_note(struct field *field, struct str was, struct str is,
                const struct field_context *context);

#endif
