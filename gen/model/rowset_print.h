/* Shows a table or view: as text, a line a row; or as JSON. */
#ifndef TONGBAO_MODEL_ROWSET_PRINT_H
#define TONGBAO_MODEL_ROWSET_PRINT_H

#include <stdio.h>

#include "gen/model/value.h"

/* Tab-separated, the head first; line breaks and tabs in values as \n \t. */
void rowset_print(const struct rowset *rows, FILE *out);

/* {"columns":[..],"record":false,"rows":[[..],..]}: numbers as numbers. */
void rowset_print_json(const struct rowset *rows, FILE *out);

#endif
