/* A workbook that is no attachment, put together cell by cell: findings, marked
 * copies, blank forms.
 *
 * Sheets, cells and all they point to live in the arena given to book_init().
 * Nothing is written before book_write(), which reads the file again and
 * compares it before it counts as written.  The same book gives the same
 * bytes.
 */
#ifndef TONGBAO_RENDER_BOOK_H
#define TONGBAO_RENDER_BOOK_H

#include "gen/base/diag.h"

enum { BOOK_NO_FILL = 0x1000000 };

/* How a cell looks; a static one serves many cells. */
struct book_look {
    const char *format;   /* of numbers; NULL: General, "@": text */
    uint32_t fill;        /* RRGGBB, or BOOK_NO_FILL */
    uint32_t color;       /* RRGGBB */
    unsigned half_points; /* of the font; 0: 11 points */
    bool is_bold;
    bool is_centred;
    bool has_lines; /* around it */
};

enum book_kind { BOOK_BLANK, BOOK_TEXT, BOOK_NUMBER, BOOK_BOOL };

struct book_cell {
    uint32_t row, col; /* from 0; one cell a place */
    enum book_kind kind;
    struct str text;
    double number;
    const struct book_look *look; /* NULL: plain */
    const char *link;             /* 'Sheet'!C14 of this book; of a text */
    struct str comment;
};

struct book_range {
    uint32_t first_row, first_col, last_row, last_col; /* from 0 */
};

/* What may be typed into a range. */
enum book_rule_kind {
    BOOK_ANY,  /* only the hint */
    BOOK_LIST, /* formula names a range */
    BOOK_WHOLE,
    BOOK_DECIMAL,
    BOOK_DATE,
    BOOK_FORMULA /* true where the cell is right */
};

struct book_rule {
    struct book_range range;
    enum book_rule_kind kind;
    double min, max;     /* of numbers and dates (serials) */
    const char *formula; /* at most 255 characters */
    const char *hint;    /* shown at the cell; NULL: none */
    const char *complaint;
};

struct book_sheet {
    const char *name;
    bool is_hidden;
    bool is_landscape;
    uint32_t n_frozen; /* rows that stay in sight */
    struct book_cell *cells;
    size_t n_cells;
    size_t room_cells;
    struct book_range *merges; /* not overlapping */
    size_t n_merges;
    size_t room_merges;
    struct book_rule *rules;
    size_t n_rules;
    size_t room_rules;
    struct book_column { /* of whole columns */
        double width;    /* characters; 0: the default */
        const struct book_look *look;
    } * columns;
    size_t n_columns;
    size_t room_columns;
    bool has_filter; /* over the range */
    struct book_range filter;
    struct arena *arena;
};

struct book {
    struct book_sheet **sheets;
    size_t n_sheets;
    size_t room_sheets;
    struct arena *arena;
};

void book_init(struct book *book, struct arena *arena);

/* wanted is cut and changed to a name Excel takes and no other sheet has. */
struct book_sheet *book_add_sheet(struct book *book, const char *wanted);

/* As a cell or a comment takes it: a copy where a workbook could not hold the
 * text as it is; characters XML cannot say are left out, what is too long is
 * cut. */
struct str book_text(struct str text, struct arena *arena);

/* A cell to be filled in further; the pointer lives until the next is
 * added. */
struct book_cell *book_add_text(struct book_sheet *sheet, uint32_t row,
                                uint32_t col, struct str text,
                                const struct book_look *look);
/* Rounded to 15 digits; no number at all if it is not finite. */
struct book_cell *book_add_number(struct book_sheet *sheet, uint32_t row,
                                  uint32_t col, double number,
                                  const struct book_look *look);
struct book_cell *book_add_blank(struct book_sheet *sheet, uint32_t row,
                                 uint32_t col, const struct book_look *look);

/* Left out if it overlaps another or is a single cell. */
void book_merge(struct book_sheet *sheet, struct book_range range);
struct book_rule *book_add_rule(struct book_sheet *sheet,
                                struct book_range range,
                                enum book_rule_kind kind);
void book_set_column(struct book_sheet *sheet, uint32_t col, double width,
                     const struct book_look *look);

/* In order of place, as book_write() needs them. */
void book_sort(struct book_sheet *sheet);

/* Points for the text of a row's cells, which are wrapped in their columns;
 * 0: the default does.  The cells are sorted; *i is the first one of the row
 * and is moved behind the last. */
double book_row_height(const struct book_sheet *sheet, size_t *i);

/* Wide enough for what its cells say, between least and most characters; what
 * is merged over columns does not count. */
void book_fit_columns(struct book_sheet *sheet, double least, double most);

/* 'Sheet'!C14, rows and columns from 0. */
const char *book_link(const struct book_sheet *sheet, uint32_t row,
                      uint32_t col);

/* 'Sheet'!$A$1:$A$58 */
const char *book_range_name(const struct book_sheet *sheet,
                            struct book_range range);

/* Makes the file at path, which must end in .xlsx; sorts the cells.  False
 * after reporting: what is there then is not to be used. */
bool book_write(struct book *book, const char *path, struct diags *diags);

#endif
