/* The sum of one column, and what a total row says it is. */
#ifndef TONGBAO_MODEL_TOTAL_H
#define TONGBAO_MODEL_TOTAL_H

#include "gen/model/field.h"
#include "gen/model/profile.h"

struct total { /* zeroed: of no rows */
    struct decimal all;
    struct decimal since; /* the total row before */
    bool is_unknown;      /* a figure could not be read */
};

/* A row whose first word begins with one of the schema's, such as 合 计. */
bool total_is_named(const struct schema *schema, struct str word);

void total_add(struct total *total, const struct field_result *result);

/* Compares what a total row says with the sum of all rows and with that of
 * the rows since the total row before.  What is no figure is let pass. */
void total_check(const struct total *total, const struct column *column,
                 struct str said, struct location at, struct diags *diags);

#endif
