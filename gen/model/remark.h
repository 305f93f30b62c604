/* What stands around the rows of a table and is none of them: who filled it
 * in, notes, remarks. */
#ifndef TONGBAO_MODEL_REMARK_H
#define TONGBAO_MODEL_REMARK_H

#include "gen/base/diag.h"

/* The first text of a row under the table such as 填表人：某某. */
bool remark_is_signature(struct str text);

/* Tells of a text that is passed over: a remark, or, if it is short and no
 * more than that, a row that was not filled in.  Figures are not told of. */
void remark_pass_over(struct str text, bool is_surely, struct location at,
                      struct diags *diags);

#endif
