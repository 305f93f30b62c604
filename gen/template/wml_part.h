/* What the steps of the WordprocessingML front end share: the DOM of one part
 * and the tags found in it.  Private to gen/template/wml*.c. */
#ifndef TONGBAO_TEMPLATE_WML_PART_H
#define TONGBAO_TEMPLATE_WML_PART_H

#include "gen/template/wml.h"

/* Marks in the DOM are <?tb …?>: a number for a tag, E and a number for the
 * start of an element, / for its end, M for a cell's merge. */
#define WML_MARK "tb"

/* U+FDD0, a noncharacter no template may hold, around what stands for an id
 * in an attribute, or around A and the number of a tag there. */
#define WML_SENTINEL "\xEF\xB7\x90"

struct wml_tag {
    struct tag_site site;
    struct node *node; /* of what prints or opens; NULL: faulty, or none */
    xmlNode *mark;
    size_t partner; /* index of the other end of a section */
    size_t outer;   /* of the section around it; SIZE_MAX: none */
};

/* A numbered list of the part. */
struct wml_list {
    unsigned long number; /* w:numId */
    size_t section;       /* all its items lie in; SIZE_MAX: none */
    bool is_item;         /* what the section repeats is one item of it */
    uint32_t slot;
    unsigned long level; /* the outermost one of its items */
    size_t n_heads;      /* items of that level */
    size_t head_section; /* of one of them */
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
    uint32_t n_slots; /* of ids that agree */
    struct wml_list *lists;
    size_t n_lists;
    bool repeats;     /* some table's labels on every page */
    bool is_plain;    /* no WordprocessingML: no runs, no blocks */
    bool failed;
};

/* Step 1: finds the tags, expands prose, puts marks in their places. */
void wml_collect_tags(struct wml_part *part);
void wml_collect_plain_tags(struct wml_part *part);

/* Step 2: pairs sections and moves their marks to what they repeat. */
void wml_place_sections(struct wml_part *part);

/* Paragraphs (name p) and rows (tr) that hold nothing but control tags
 * vanish; their tags stand between the others then. */
void wml_dissolve_controls(struct wml_part *part, const char *name);

/* "paragraph 12", "table 2, row 3, column 1", with the part's name. */
const char *wml_place(const struct wml_part *part, xmlNode *paragraph);

/* Counts paragraphs and tables as they are met, before their places are
 * asked for. */
void wml_count(struct wml_part *part, xmlNode *block);

/* The tags of a part without their document. */
struct node *wml_outline(const struct wml_part *part);

/* After it: what a section repeats must be whole, its fields too. */
void wml_check_sections(struct wml_part *part);

/* Step 3: marks elements and ids, and in tables with columns that repeat
 * their widths and spans; step 4: cuts the bytes at the marks. */
void wml_settle_ranges(struct wml_part *part);
void wml_settle_lists(struct wml_part *part);
void wml_settle_shapes(struct wml_part *part);
void wml_mark_elements(struct wml_part *part);
void wml_plan_columns(struct wml_part *part);
void wml_mark_breaks(struct wml_part *part);

/* Gives an element a node, with marks before and behind it. */
struct node *wml_mark_around(struct wml_part *part, xmlNode *node,
                             enum node_kind kind);

/* The node of an element that wml_mark_elements() or the like has marked
 * before it; the outermost, if it has several. */
struct node *wml_element_of(const struct wml_part *part, const xmlNode *node);
struct node *wml_build(struct wml_part *part);

/* The tag of a mark, or NULL for other nodes. */
struct wml_tag *wml_tag_of(const struct wml_part *part, const xmlNode *node);

xmlNode *wml_new_mark(struct wml_part *part, const char *text);

/* Next node in document order below root, or NULL. */
xmlNode *wml_following(const xmlNode *node, const xmlNode *root);

/* The same, but nothing within a table's cells; root is the table or one of
 * its rows. */
xmlNode *wml_following_in_table(xmlNode *node, const xmlNode *root);

/* Shows something on the page: text, values, pictures; marks of control tags
 * do not. */
bool wml_shows(const struct wml_part *part, const xmlNode *node);

/* Anything below node does. */
bool wml_shows_below(const struct wml_part *part, const xmlNode *node);

/* A section of the document ends with this paragraph. */
bool wml_has_section_break(const xmlNode *paragraph);

/* Kind of an element that becomes a node; false for others. */
bool wml_kind(const xmlNode *node, enum node_kind *kind);

/* 1 for the mark that opens a section, -1 for the one that closes it. */
int wml_section_step(const struct wml_part *part, const xmlNode *node);

/* A section is another one or lies in it; SIZE_MAX is the whole part. */
bool wml_is_within(const struct wml_part *part, size_t section, size_t outer);

/* The list of a w:numId, if it lies within a section; else NULL. */
const struct wml_list *wml_list_of(const struct wml_part *part,
                                   const xmlNode *numid);

/* The number an end of a bookmark shares with the other one. */
uint32_t wml_slot(const xmlNode *end);

/* The prefix of the element's namespace with its colon. */
struct str wml_prefix(const struct wml_part *part, const xmlNode *node);

/* No other block beside it in its cell; false outside cells. */
bool wml_is_alone_in_cell(const xmlNode *paragraph);

void wml_move_before(xmlNode *mark, xmlNode *target);
void wml_move_after(xmlNode *mark, xmlNode *target);

/* Takes a run or a wrapper that holds nothing but properties away. */
void wml_drop_if_bare(xmlNode *element);

/* Takes a node out of the document and frees it. */
void wml_remove(xmlNode *node);

/* A copy that shares its namespaces with the document, so that none is
 * declared again; deep: with everything below. */
xmlNode *wml_clone(const xmlNode *node, bool deep);

/* Nearest ancestor of that name, node itself included; NULL if none. */
xmlNode *wml_enclosing(xmlNode *node, const char *name);

#endif
