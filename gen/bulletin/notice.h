/* A notice as plain text, as it is copied from a web page or a document: which
 * line is the title, a heading, the signature, a row of a table.  Tags in it
 * are text like any other. */
#ifndef TONGBAO_BULLETIN_NOTICE_H
#define TONGBAO_BULLETIN_NOTICE_H

#include "gen/base/diag.h"

enum notice_kind {
    NOTICE_MARK,       /* 发文机关标志: ×××文件 */
    NOTICE_NUMBER,     /* 发文字号 */
    NOTICE_TITLE,      /* one of its lines */
    NOTICE_ADDRESSEE,  /* 主送机关, without the colon */
    NOTICE_HEADING,    /* 一、 （一） 1. （1） */
    NOTICE_TEXT,
    NOTICE_CONTACT,    /* （联系人：…） */
    NOTICE_ITEM,       /* of 附件说明, without its number */
    NOTICE_ISSUER,
    NOTICE_DATE,
    NOTICE_REMARK,     /* 附注, without the brackets */
    NOTICE_ATTACHMENT, /* 附件1: what follows is its */
    NOTICE_CAPTION,    /* a line of the attachment's title */
    NOTICE_ROW,        /* of a table: cells between tabs or pipes */
    NOTICE_NOTE        /* 注：… below a table */
};

struct notice_line {
    enum notice_kind kind;
    struct str text;     /* trimmed */
    uint32_t line;       /* in the file */
    unsigned level;      /* 1..4 of a heading */
    size_t heading_len;  /* bytes of text that are the heading */
};

struct notice {
    struct notice_line *lines; /* without empty ones */
    size_t n_lines;
};

/* Reports tags that are not whole, with their line. */
bool notice_read(struct notice *notice, const char *path, struct arena *arena,
                 struct diags *diags);

/* The cells of a row; tags may hold pipes. */
struct str *notice_cells(struct str row, size_t *n_cells, struct arena *arena);

#endif
