/* Which data a template needs, as a JSON Schema: names, lists, records. */
#ifndef TONGBAO_TEMPLATE_NEED_H
#define TONGBAO_TEMPLATE_NEED_H

#include <stdio.h>

#include "gen/template/form.h"
#include "gen/template/template.h"

/* A name that is needed, with its members. */
struct need {
    struct str name;
    bool is_list; /* of records, if it has members */
    bool is_record;
    bool is_value; /* is printed */
    bool is_number;
    bool is_date;
    struct need *members; /* first */
    struct need *next;
};

struct needs {
    const struct dataset *data; /* says to which section a name belongs; NULL:
                                   a name alone is taken for a column of the
                                   innermost section, a path for a root name */
    struct arena *arena;
    struct need *root; /* its members are the root's names; NULL: none yet */
};

/* Adds what a template that was read with lints set asks for. */
void needs_add(struct needs *needs, const struct template *template);

/* JSON Schema, draft 2020-12. */
void needs_print(const struct needs *needs, FILE *out);

#endif
