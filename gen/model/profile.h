/* A profile: what one office's notice is made of, read from
 * templates/<city>/bulletin.xml and checked against data/bulletin.rng.
 *
 * Nothing here knows a city: names of tables, columns and documents are the
 * profile's own words.  All of it lives in the arena given to
 * profile_read(). */
#ifndef TONGBAO_MODEL_PROFILE_H
#define TONGBAO_MODEL_PROFILE_H

#include "gen/base/date.h"
#include "gen/base/decimal.h"
#include "gen/base/diag.h"

enum column_type {
    COLUMN_TEXT,
    COLUMN_CODE,     /* text; inner blanks and full-width forms mended */
    COLUMN_URL,      /* text; inner blanks mended */
    COLUMN_INTEGER,
    COLUMN_NUMBER,   /* exact decimal, at most 15 digits */
    COLUMN_PERCENT,  /* 0.98, 98% and 98 are all 98 */
    COLUMN_DATE,     /* stored as 2021-11-04 */
    COLUMN_DATETIME, /* stored as 2021-11-04 09:05 or a bare date */
    COLUMN_CHOICE,
    COLUMN_UNIT,     /* stored as the roster's full name */
    COLUMN_PERIOD    /* settings only: see period.h */
};

struct column {
    struct str name;      /* in SQL and in templates */
    struct str *headers;  /* accepted heads, compared after folding */
    size_t n_headers;
    enum column_type type;
    bool is_required;     /* an empty cell is an error */
    bool is_optional;     /* the whole column may be missing */
    bool is_unique;
    bool fills_down;      /* an empty cell repeats the one above */
    struct str pattern;   /* PCRE2, matched whole; empty: none */
    struct str *choices;  /* of a choice */
    size_t n_choices;
    struct str *blanks;   /* words that mean "empty": 无, /, — */
    size_t n_blanks;
    bool has_min, has_max;
    struct decimal min, max;   /* of numbers */
    struct str from, to;       /* of dates: ISO, or the name of a setting */
    struct str fallback;       /* settings: value when not given */
    bool has_fallback;
    bool is_shared;            /* settings: not the profile's own */
    int line;                  /* in bulletin.xml */
};

struct schema { /* an input table, or the settings */
    struct str name;   /* table in SQL */
    struct str title;  /* how messages call it; default: name */
    struct str file;   /* base name without extension */
    struct str sheet;  /* only this sheet; empty: the first visible with the
                          columns */
    bool is_optional;  /* the file may be missing: the table is empty */
    struct column *columns;
    size_t n_columns;
    struct str *totals; /* first words of a total row: 合计, 总计 */
    size_t n_totals;
    int line;
};

struct prose {
    struct str name; /* in templates: {{> name}} */
    struct str file; /* base name without .txt */
    bool is_optional;
    int line;
};

struct check {
    struct str view;
    enum severity severity;
    struct str message; /* a template over one row of the view */
    int line;
};

struct document {
    struct str id;       /* ASCII, unique */
    struct str title;    /* a template; names the file */
    struct str template; /* base name in the profile's or bulletin's folder */
    struct str sheet;    /* a template; the .xlsx sheet's name; empty: title */
    bool by_table;       /* .xlsx: each table is a sheet of its own */
    bool as_docx;
    bool as_xlsx;
    bool is_landscape;
    unsigned attachment; /* 附件 number, 0: the body */
    struct str when;     /* path that must be true; empty: always */
    int line;
};

/* What the records system is told of a notice; names in record.h. */
enum record_field {
    RECORD_ID,        /* of the package */
    RECORD_TITLE,     /* 题名 */
    RECORD_NUMBER,    /* 文件编号 */
    RECORD_ISSUER,    /* 责任者 */
    RECORD_DATE,      /* 日期 */
    RECORD_KIND,      /* 文种 */
    RECORD_TO,        /* 主送 */
    RECORD_COPY,      /* 抄送 */
    RECORD_SECRECY,   /* 密级 */
    RECORD_RETENTION, /* 保管期限 */
    RECORD_YEAR,      /* 年度 */
    RECORD_ITEMS,     /* 件数 */
    RECORD_PAGES,     /* 页数 */
    RECORD_N_FIELDS
};

struct profile {
    const char *folder; /* as found */
    const char *path;   /* of bulletin.xml */
    struct str name;    /* the folder's own name */
    struct str title;
    struct schema settings; /* name is always 期次 */
    struct schema *tables;
    size_t n_tables;
    struct str roster_file; /* empty: the profile has no roster */
    struct prose *proses;
    size_t n_proses;
    struct check *checks;
    size_t n_checks;
    struct document *documents;
    size_t n_documents;
    struct str record[RECORD_N_FIELDS]; /* templates; empty: not given */
    int record_line;
    struct str views; /* text of views.sql */
};

struct profile_files { /* of the program, not of a profile */
    const char *schema;   /* data/bulletin.rng */
    const char *settings; /* data/settings.xml; NULL: none are shared */
};

/* Reports every fault with its line. */
bool profile_read(struct profile *profile, const char *folder,
                  const struct profile_files *files, struct arena *arena,
                  struct diags *diags);

#endif
