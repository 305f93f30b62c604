/* Writes a text template: file names, messages of checks, proof sheets. */
#ifndef TONGBAO_RENDER_TEXT_H
#define TONGBAO_RENDER_TEXT_H

#include "gen/template/scope.h"
#include "gen/template/tree.h"

/* Text of a partial by name; false if there is none. */
struct partials {
    void *user;
    bool (*find)(void *user, struct str name, struct str *text,
                 const char **path);
};

struct text_options {
    const struct partials *partials; /* NULL: there are none */
    bool escapes_html;               /* as the Mustache spec has it */
};

/* Adds the text to out.  False after reporting. */
bool text_render(struct strbuf *out, const struct node *root,
                 const struct scope *scope, struct evaluator *evaluator,
                 const struct text_options *options, struct diags *diags);

#endif
