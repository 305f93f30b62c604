/* What the steps of the WordprocessingML front end share: the DOM of one part
 * and the tags found in it.  Private to gen/template/wml*.c. */
#ifndef TONGBAO_TEMPLATE_WML_PART_H
#define TONGBAO_TEMPLATE_WML_PART_H

#include "gen/template/wml.h"

/* Marks in the DOM are <?tb …?>: a number for a tag, E and a number for the
 * start of an element, / for its end, M for a cell's merge. */
#define WML_MARK "tb"

/* U+FDD0, a noncharacter no template may hold: ids in attributes. */
#define WML_SENTINEL "\xEF\xB7\x90"

struct wml_tag {
    struct tag_site site;
    xmlNode *mark;
    size_t partner; /* index of the other end of a section */
};

struct wml_part {
    xmlDoc *doc;
    const struct wml_context *context;
    struct diags *diags;
    struct wml_tag *tags; /* in document order */
    size_t n_tags;
    size_t tags_room;
    struct node **elements; /* by number of their E mark */
    size_t n_elements;
    size_t elements_room;
    struct delimiters delimiters;
    unsigned n_paragraphs; /* outside tables, so far */
    unsigned n_tables;
    bool failed;
};

/* Step 1: finds the tags, expands prose, puts marks in their places. */
void wml_collect_tags(struct wml_part *part);
void wml_collect_plain_tags(struct wml_part *part);

/* Step 2: pairs sections and moves their marks to what they repeat. */
void wml_place_sections(struct wml_part *part);

/* Step 3: marks elements and ids; step 4: cuts the bytes at the marks. */
void wml_mark_elements(struct wml_part *part);
struct node *wml_build(struct wml_part *part);

/* The tag of a mark, or NULL for other nodes. */
struct wml_tag *wml_tag_of(const struct wml_part *part, const xmlNode *node);

xmlNode *wml_new_mark(struct wml_part *part, const char *text);

/* Next node in document order below root, or NULL. */
xmlNode *wml_following(const xmlNode *node, const xmlNode *root);

/* Shows something on the page: text, values, pictures; marks of control tags
 * do not. */
bool wml_shows(const struct wml_part *part, const xmlNode *node);

/* Anything below node does. */
bool wml_shows_below(const struct wml_part *part, const xmlNode *node);

/* The prefix of the element's namespace with its colon, in the tree's
 * arena. */
struct str wml_prefix(const struct wml_part *part, const xmlNode *node);

/* Takes a node out of the document and frees it. */
void wml_remove(xmlNode *node);

/* A copy that shares its namespaces with the document, so that none is
 * declared again; deep: with everything below. */
xmlNode *wml_clone(const xmlNode *node, bool deep);

/* Nearest ancestor of that name, node itself included; NULL if none. */
xmlNode *wml_enclosing(xmlNode *node, const char *name);

#endif
