/* Front end for plain text: Mustache to the letter of its spec, standalone
 * lines and partials' indentation included.  Serves file names, messages of
 * checks, proof sheets. */
#ifndef TONGBAO_TEMPLATE_TEXT_H
#define TONGBAO_TEMPLATE_TEXT_H

#include "gen/template/tree.h"

/* Compiles text (which must outlive the tree) that stands in path from line
 * on.  NULL after reporting every fault. */
struct node *text_parse(struct str text, const char *path, uint32_t line,
                        struct arena *arena, struct diags *diags);

#endif
