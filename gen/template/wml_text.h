/* The text of one paragraph of WordprocessingML, and where its bytes stand in
 * the DOM.  Private to gen/template/wml*.c. */
#ifndef TONGBAO_TEMPLATE_WML_TEXT_H
#define TONGBAO_TEMPLATE_WML_TEXT_H

#include "gen/template/wml_part.h"

/* A text node inside a w:t or w:instrText. */
struct piece {
    xmlNode *text;
    size_t start; /* of its bytes in the paragraph */
    size_t len;
};

struct paragraph_text {
    struct strbuf bytes;
    struct piece *pieces;
    size_t n_pieces;
    size_t room;
};

/* Gathers the paragraph's own text, not that of paragraphs within it nor what
 * was deleted or moved away; the caller clears it. */
void wml_gather(struct paragraph_text *text, xmlNode *paragraph);
void wml_clear_text(struct paragraph_text *text);

/* Adds one text node. */
void wml_add_piece(struct paragraph_text *text, xmlNode *node);

/* Where a paragraph of an expanded text or part comes from
 * (xmlNode._private). */
struct prose_origin {
    const char *path;
    unsigned line;
    unsigned depth;
    bool ends_bound; /* only there to end the section of a bound document */
};

/* Of a paragraph that stands for the line of a file which outer names. */
struct prose_origin *wml_prose_origin(struct wml_part *part,
                                      const xmlNode *outer, const char *path,
                                      unsigned line);

struct origin *wml_origin(struct wml_part *part, xmlNode *paragraph,
                          struct str text, const struct tag *tag);

/* Tags found in one paragraph, in order. */
struct found {
    const struct tag *tags;
    const size_t *numbers; /* in part->tags; SIZE_MAX: leaves no mark */
    size_t n_tags;
    struct str replacement; /* of the only one, instead of a mark */
};

/* Takes the tags out of the text and puts marks in their places. */
void wml_rewrite(struct wml_part *part, const struct paragraph_text *text,
                 const struct found *found);

/* The same for one piece. */
void wml_rewrite_piece(struct wml_part *part, struct str text,
                       const struct piece *piece, const struct found *found);

/* Says that the blanks of a w:t count. */
void wml_keep_blanks(xmlNode *t);

/* Expands the text blocks a paragraph names.  True if it was a block's own
 * paragraph, which others now stand before. */
bool wml_expand_proses(struct wml_part *part, xmlNode *paragraph);

/* Puts copies of the blocks of a part, an XML file, before the paragraph that
 * names it: those of a w:body, or of a whole document, which is bound in:
 * its last section ends there.  False after reporting. */
bool wml_expand_fragment(struct wml_part *part, xmlNode *paragraph,
                         struct str bytes, const char *path);

/* Reports what marks could not be told from. */
bool wml_accepts(struct wml_part *part, xmlDoc *doc, const char *path);

#endif
