/* Finds Mustache tags in text (spec: interpolation, sections, inverted,
 * comments, delimiters, partials).  Knows text only: neither files nor data.
 *
 * With the standard delimiters full-width braces open and close a tag too,
 * and the sign behind the opening may be full-width: ｛｛＃名｝｝. */
#ifndef TONGBAO_TEMPLATE_TAG_H
#define TONGBAO_TEMPLATE_TAG_H

#include "gen/base/str.h"

enum tag_kind {
    TAG_VALUE,
    TAG_RAW, /* {{{x}}} and {{&x}} */
    TAG_SECTION,
    TAG_INVERTED,
    TAG_CLOSE,
    TAG_PARTIAL,
    TAG_COMMENT,
    TAG_DELIMITERS
};

struct tag {
    enum tag_kind kind;
    size_t start; /* bytes into the text: the opening delimiter */
    size_t end;   /* behind the closing one */
    size_t name;  /* first byte of the name */
    struct str body; /* between sign and closing delimiter, trimmed */
};

struct delimiters {
    struct str open;
    struct str close;
};

extern const struct delimiters delimiters_standard;

enum tag_status {
    TAG_NONE,     /* no further tag */
    TAG_FOUND,
    TAG_UNCLOSED, /* tag->start says where it opens */
    TAG_STRAY,    /* a closing delimiter without an opening one */
    TAG_BAD_DELIMITERS
};

/* The next tag at or after from.  A delimiter tag changes *delimiters (views
 * into text).  strict: a stray closing delimiter before the next tag and an opening
 * one inside a tag are reported, as templates for documents want it and the
 * spec does not. */
enum tag_status tag_next(struct str text, size_t from, bool strict,
                         struct delimiters *delimiters, struct tag *tag);

/* {{#…}} and {{^…}} */
bool tag_opens(enum tag_kind kind);

/* Opens, closes, comments, delimiters: a tag that prints nothing itself. */
bool tag_is_control(enum tag_kind kind);

#endif
