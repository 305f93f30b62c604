/* Reads compiled templates without data: every name must be there, and be
 * what its tag needs.  Remembers which names were asked for. */
#ifndef TONGBAO_TEMPLATE_LINT_H
#define TONGBAO_TEMPLATE_LINT_H

#include "gen/template/form.h"
#include "gen/template/template.h"

struct lint {
    const struct dataset *data; /* NULL: any name may be there */
    struct arena *arena;
    struct diags *diags;
    struct lint_use *uses; /* root names and their members, sorted */
    size_t n_uses;
    size_t room;
    bool failed; /* the data source has reported */
};

/* A root name, or a member of one; member {NULL, 0}: the whole. */
struct lint_use {
    struct str name;
    struct str member;
};

/* The tags of an outline or a text template; row NULL, or the record they
 * stand in (the row of a check).  False if an error was reported. */
bool lint_tree(struct lint *lint, const struct node *root,
               const struct form *row);

/* All parts of a template that was read with lints set. */
bool lint_template(struct lint *lint, const struct template *template);

/* A condition such as a document's, written outside templates. */
bool lint_expr(struct lint *lint, const struct expr *expr,
               const struct origin *origin);

bool lint_uses(const struct lint *lint, struct str name, struct str member);
void lint_use(struct lint *lint, struct str name, struct str member);

#endif
