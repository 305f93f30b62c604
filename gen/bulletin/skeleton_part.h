/* What the writers of a profile's skeleton share.  Private to
 * gen/bulletin/skeleton*.c. */
#ifndef TONGBAO_BULLETIN_SKELETON_PART_H
#define TONGBAO_BULLETIN_SKELETON_PART_H

#include "gen/bulletin/skeleton.h"
#include "gen/template/need.h"

struct skeleton_column {
    struct str name;   /* in SQL and tags */
    struct str header; /* as in the notice */
    const char *type;  /* of bulletin.xml; NULL: text */
};

/* An input: a table of the notice whose rows are data, or what a row with tags
 * repeats over. */
struct skeleton_table {
    struct str name;
    struct skeleton_column *columns; /* none: those its tags need */
    size_t n_columns;
};

struct skeleton_attachment {
    struct str title;
    size_t first, end; /* its lines; none if equal */
    bool has_table;
    bool is_wide; /* sideways */
};

struct skeleton {
    const struct notice *notice;
    const struct skeleton_options *options;
    struct arena *arena;
    struct diags *diags;
    struct skeleton_table *tables;
    size_t n_tables;
    struct skeleton_attachment *attachments;
    size_t n_attachments;
    struct str *proses; /* text blocks the notice names */
    size_t n_proses;
    struct needs needs;
};

/* The notice's lines of one kind, joined by sign. */
struct str skeleton_join(const struct skeleton *skeleton,
                         enum notice_kind kind, const char *sign);

/* word/document.xml of the body, of an attachment, of the bound volume. */
void skeleton_add_body(struct skeleton *skeleton, struct strbuf *out);
void skeleton_add_attachment(struct skeleton *skeleton, struct strbuf *out,
                             struct skeleton_attachment *attachment);
void skeleton_add_bound(struct skeleton *skeleton, struct strbuf *out);

/* The table of the rows [first, end) of the notice's lines. */
void skeleton_add_table(struct skeleton *skeleton, struct strbuf *out,
                        size_t first, size_t end, bool is_wide);

/* Twips its columns would like to have. */
unsigned skeleton_table_width(struct skeleton *skeleton, size_t first,
                              size_t end);

/* bulletin.xml and views.sql, when all templates are known. */
void skeleton_add_profile(struct skeleton *skeleton, struct strbuf *out);
void skeleton_add_views(struct skeleton *skeleton, struct strbuf *out);

#endif
