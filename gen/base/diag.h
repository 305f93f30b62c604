/* The one failure channel: findings with a place, a sentence that says what
 * was found, and one that says what to do.
 *
 * Messages are translated by the caller with _() where they are written.  The
 * text of every finding is copied, so places may point to short-lived names.
 * Printed as  q2.csv:14:3: error: ...  or  q2.xlsx!Sites!C14: error: ...
 */
#ifndef TONGBAO_BASE_DIAG_H
#define TONGBAO_BASE_DIAG_H

#include <libintl.h>
#include <stdio.h>

#include "gen/base/arena.h"

#define _(text)  gettext(text)
#define N_(text) text

enum severity { SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR };

/* Rows and columns count from 1, as spreadsheets do; 0 is "not known". */
struct location {
    const char *path;  /* as the user gave it */
    const char *sheet; /* NULL outside workbooks */
    uint32_t row;
    uint32_t col;
    const char *place; /* inside a template: "paragraph 12", else NULL */
};

struct diag {
    enum severity severity;
    struct location at;
    const char *message; /* what was found */
    const char *advice;  /* what to do, or NULL */
    const char *text;    /* what the cell says, or NULL */
};

struct diags {
    struct diag *items; /* in the order they were found */
    size_t n_items;
    size_t n_errors;
    size_t n_warnings;
    bool system_failed; /* the machine failed, not the data: exit status 3 */
    struct diag_alias *aliases; /* of diags_show_as() */
    size_t cap;
    struct arena arena;
};

void diags_clear(struct diags *diags);

/* From now on a path that begins with work is shown with shown instead: what
 * is made in a hidden place is called by the name it will have.  Both are
 * copied; an empty shown takes the slash behind work with it. */
void diags_show_as(struct diags *diags, const char *work, const char *shown);

/* Always returns false, so that callers can write `return diag_error(...)`. */
bool diag_error(struct diags *diags, struct location at, const char *fmt, ...)
    PRINTF_LIKE(3, 4);
/* An error of the machine (open, write, disk full), not of the data. */
bool diag_system(struct diags *diags, struct location at, const char *fmt, ...)
    PRINTF_LIKE(3, 4);
void diag_warning(struct diags *diags, struct location at, const char *fmt,
                  ...) PRINTF_LIKE(3, 4);
void diag_note(struct diags *diags, struct location at, const char *fmt, ...)
    PRINTF_LIKE(3, 4);
void diag_add(struct diags *diags, enum severity severity, struct location at,
              struct str message);

/* A finding made elsewhere, with all it says, at another place. */
void diag_copy(struct diags *diags, const struct diag *diag,
               struct location at);

/* Adds to the newest finding: what to do about it; what the cell says. */
void diag_advise(struct diags *diags, const char *fmt, ...) PRINTF_LIKE(2, 3);
void diag_quote(struct diags *diags, struct str text);

/* "C14" of row 14, column 3; only the letters when row is 0. */
void location_add_cell(struct strbuf *sb, uint32_t row, uint32_t col);

/* A cell inside a sentence, the file being clear: "C14", or "line 14" of a
 * text file. */
void location_add_place(struct strbuf *sb, struct location at);

/* The place as printed before a message, without the colon behind it. */
void location_format(struct strbuf *sb, struct location at);

/* One finding as one line, without a line break, all of it visible. */
void diag_format(struct strbuf *sb, const struct diag *diag);

/* All findings, one a line, in the order found; notes only if asked for. */
void diags_print(const struct diags *diags, FILE *out, bool notes);

/* 0 no errors, 1 the data were rejected, 3 the system failed. */
int diags_status(const struct diags *diags);

#endif
