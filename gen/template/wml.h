/* Front end for WordprocessingML (ECMA-376-1 17): a part of a .docx becomes a
 * tree.  Only what parses templates uses a DOM; rendering never does.
 *
 * Tags are found in the text of a paragraph, however Word or WPS has cut it
 * into runs, and become marks (processing instructions) in the DOM.  Where a
 * section's two tags stand decides what it repeats: in one row or rows, the
 * rows; in different paragraphs, whole paragraphs; in one paragraph, runs.
 * The DOM is then written out once and cut at the marks.
 */
#ifndef TONGBAO_TEMPLATE_WML_H
#define TONGBAO_TEMPLATE_WML_H

#include "gen/opc/xml.h"
#include "gen/template/style.h"
#include "gen/template/tree.h"

/* What {{> name}} stands for; false if there is none of that name.  Text of a
 * prose block; or, if *path ends in .xml, a part of a document, which must be
 * alone in its paragraph: blocks in a w:body, or a whole document. */
struct prose_source {
    void *user;
    bool (*find)(void *user, struct str name, struct str *text,
                 const char **path);
};

struct wml_context {
    const char *path;                  /* of the template, for messages */
    const char *part;                  /* "header1.xml"; NULL for the body */
    const struct prose_source *proses; /* NULL: none */
    const struct styles *styles;       /* NULL: none */
    struct arena *arena;               /* the tree's */
    /* NULL, or gets every tag as written: sections within each other, without
     * the document around them, whether the template is faulty or not.  Lone
     * braces are then warned of. */
    struct node **outline;
};

/* Compiles doc, which is changed by it.  NULL after reporting every fault. */
struct node *wml_compile(xmlDoc *doc, const struct wml_context *context,
                         struct diags *diags);

/* Any other XML part (document properties): tags in text only. */
struct node *wml_compile_plain(xmlDoc *doc, const struct wml_context *context,
                               struct diags *diags);

/* Calls back with every paragraph and its place as messages name it. */
void wml_each_place(xmlDoc *doc, const struct wml_context *context,
                    void (*visit)(void *user, xmlNode *paragraph,
                                  const char *place),
                    void *user);

/* An element of WordprocessingML, transitional or strict. */
bool wml_is(const xmlNode *node, const char *name);

#endif
