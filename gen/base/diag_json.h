/* Findings as JSON, for programs that read them. */
#ifndef TONGBAO_BASE_DIAG_JSON_H
#define TONGBAO_BASE_DIAG_JSON_H

#include "gen/base/diag.h"

/* An array of all findings in the order found; notes only if asked for. */
void diags_print_json(const struct diags *diags, FILE *out, bool notes);

#endif
