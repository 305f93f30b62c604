/* What a table says of its columns in WordprocessingML (ECMA-376-1 17.4), where
 * they are not as the template draws them. */
#ifndef TONGBAO_RENDER_DOCX_COLUMNS_H
#define TONGBAO_RENDER_DOCX_COLUMNS_H

#include "gen/render/walk.h"

/* Word shows no table with more. */
enum { DOCX_MAX_COLUMNS = 63 };

/* The w:gridCol elements of NODE_GRID; w:tcW and w:gridSpan of NODE_WIDTH;
 * w:gridBefore or w:gridAfter of NODE_SKIP. */
void docx_columns_write(struct strbuf *out, const struct node *node,
                        const struct place *place);

#endif
