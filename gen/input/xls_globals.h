/* What the sheets of a binary workbook share: their list, texts, formats. */
#ifndef TONGBAO_INPUT_XLS_GLOBALS_H
#define TONGBAO_INPUT_XLS_GLOBALS_H

#include "gen/input/numfmt.h"

enum xls_fault {
    XLS_NONE,
    XLS_OLD, /* before BIFF8 */
    XLS_PASSWORD,
    XLS_DAMAGED
};

/* A worksheet; charts and macros are left out. */
struct xls_entry {
    struct str name; /* NUL behind it */
    enum sheet_state state;
    uint32_t at; /* offset of its records */
};

struct xls_globals {
    enum epoch epoch;
    struct xls_entry *sheets;
    size_t n_sheets;
    struct str *strings;
    size_t n_strings;
    enum numfmt_kind *kinds; /* by XF */
    size_t n_kinds;
};

/* Everything lives in the arena. */
enum xls_fault xls_globals_read(struct xls_globals *globals, struct str stream,
                                struct arena *arena);

/* A shared string; one that does not exist sets *is_bad. */
struct str xls_globals_string(const struct xls_globals *globals, uint32_t i,
                              bool *is_bad);

/* Of a cell format; one that does not exist shows numbers. */
enum numfmt_kind xls_globals_kind(const struct xls_globals *globals,
                                  uint16_t xf);

#endif
