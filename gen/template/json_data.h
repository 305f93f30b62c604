/* Data of a rendering from JSON, by jansson. */
#ifndef TONGBAO_TEMPLATE_JSON_DATA_H
#define TONGBAO_TEMPLATE_JSON_DATA_H

#include "gen/base/diag.h"
#include "gen/template/scope.h"

/* Reads a file; the values live in the arena.  False after reporting with
 * line and column. */
bool json_data_read(const char *path, struct value *out, struct arena *arena,
                    struct diags *diags);

/* The same from text (path for messages). */
bool json_data_parse(struct str text, const char *path, struct value *out,
                     struct arena *arena, struct diags *diags);

/* The root scope over a value: an object's members are the names; any other
 * value is the implicit iterator.  *dataset must outlive the scope. */
struct scope json_data_scope(const struct value *root,
                             struct dataset *dataset);

#endif
