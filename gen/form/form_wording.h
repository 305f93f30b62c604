/* How the elements of a notice are worded: dates, document numbers, ordinals,
 * "附件：1.…".  Each wording is a PCRE2 pattern, searched for. */
#ifndef TONGBAO_FORM_FORM_WORDING_H
#define TONGBAO_FORM_FORM_WORDING_H

#include "gen/base/str.h"

enum wording {
    /* a paragraph's whole text */
    WORDING_COPY_NUMBER,
    WORDING_SECRECY,
    WORDING_URGENCY,
    WORDING_NUMBER, /* 1 office 2 opening 3 year 4 closing 5 第 6 zeros 7 no */
    WORDING_SIGNER, /* 1 document number 2 colon 3 names */
    WORDING_SIGNERS,    /* the line below: 1 document number 2 names */
    WORDING_DATE,       /* 1 year 2 month 3 day; Arabic with 年月日 */
    WORDING_DATE_OTHER, /* a date in any other form */
    WORDING_LIST,       /* 1 附件 2 number 3 colon 4 rest */
    WORDING_ITEM,       /* 1 number 2 dot 3 name */
    WORDING_MARK,       /* 1 number 2 what stands behind it */
    WORDING_REMARK,
    WORDING_COPIES,     /* 1 word 2 colon */
    WORDING_PRINTED,    /* 1 office 2 year 3 month 4 day */
    WORDING_BLANK_PAGE, /* 此页无正文 */
    WORDING_ADDRESSEE,  /* 1 colon */
    WORDING_KIND,       /* a title's end: 通报, 通知 ... */
    WORDING_CAPTION,    /* 注：…, 单位：… beside a table */
    /* its start: 1 opening bracket 2 number 3 closing bracket 4 mark */
    WORDING_LEVEL1,
    WORDING_LEVEL2,
    WORDING_LEVEL3,
    WORDING_LEVEL4,
    /* anywhere */
    WORDING_CITED, /* a number: 1 opening 2 year 3 closing 4 第 5 zeros 6 no */
    WORDING_DATED, /* 1 year 2 month 3 day */
    WORDING_REFERENCE, /* 附件3: 1 number */
    N_WORDINGS
};

enum { MAX_GROUPS = 8 };

struct wording_match {
    size_t start, end;             /* bytes */
    struct str groups[MAX_GROUPS]; /* 0 is the whole; unset ones are empty */
};

struct wordings;

/* NULL: out of memory. */
struct wordings *wordings_open(void);
void wordings_close(struct wordings *wordings);

/* The first at or behind from; text is valid UTF-8. */
bool wording_find(const struct wordings *wordings, enum wording wording,
                  struct str text, size_t from, struct wording_match *out);

/* The text, blanks around it left out, is worded so. */
bool wording_fits(const struct wordings *wordings, enum wording wording,
                  struct str text, struct wording_match *out);

/* 十二, 12 or １２ -> 12; 0 for what is none. */
int wording_number(struct str text);

#endif
