/* Letters and indents of each element of an official document. */
#ifndef TONGBAO_FORM_FORM_RULE_H
#define TONGBAO_FORM_FORM_RULE_H

#include "gen/form/form_face.h"
#include "gen/form/form_role.h"

struct rule {
    const char *clause;   /* NULL: the standard says nothing of it */
    enum face face;       /* FACE_OTHER: any */
    unsigned half_points; /* 0: any */
    int first;            /* characters in; -1: not looked at */
    bool is_centred;
    bool may_differ; /* not a rule of the standard itself: a warning */
};

const struct rule *form_rule(enum role role);

#endif
