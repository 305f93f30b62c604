/* The text of one paragraph, however it is cut into runs: gathered, and put
 * back with marks in the place of its tags.  Private to gen/template/wml*.c. */
#ifndef TONGBAO_TEMPLATE_WML_TEXT_H
#define TONGBAO_TEMPLATE_WML_TEXT_H

#include "gen/template/wml_part.h"

/* A text node inside a w:t and where its bytes stand in the paragraph. */
struct piece {
    xmlNode *text;
    size_t start;
    size_t len;
};

struct paragraph_text {
    struct strbuf bytes;
    struct piece *pieces;
    size_t n_pieces;
    size_t room;
};

/* Tags found in one paragraph, in order. */
struct found {
    const struct tag *tags;
    const size_t *numbers; /* in part->tags; SIZE_MAX: leaves no mark */
    size_t n_tags;
    struct str replacement; /* of the only one, instead of a mark */
};

/* Where a paragraph of expanded prose comes from (xmlNode._private). */
struct prose_origin {
    const char *path;
    unsigned line;
    unsigned depth;
};

/* Gathers the paragraph's own text, not that of paragraphs within it. */
void wml_gather(struct paragraph_text *text, xmlNode *paragraph);
void wml_gather_node(struct paragraph_text *text, xmlNode *text_node);
void wml_clear_text(struct paragraph_text *text);

/* Puts the text back without its tags, a mark where each tag's name began:
 * its run's format is the tag's. */
void wml_rewrite(struct wml_part *part, const struct paragraph_text *text,
                 const struct found *found);

/* Blanks at either end of a w:t count. */
void wml_keep_blanks(xmlNode *t);

/* Where a tag stands: the prose file's line, or the place in the part. */
struct origin *wml_origin(struct wml_part *part, xmlNode *paragraph,
                          struct str text, const struct tag *tag);

/* Expands the text blocks a paragraph names (wml_prose.c).  True if it was a
 * block's own paragraph, which others now stand before. */
bool wml_expand_proses(struct wml_part *part, xmlNode *paragraph);

#endif
