/* Automatic numbers of paragraphs (word/numbering.xml, ECMA-376-1 17.9) as
 * Word and WPS show them: "一、", "（二）", "3.". */
#ifndef TONGBAO_FORM_FORM_NUMBERING_H
#define TONGBAO_FORM_FORM_NUMBERING_H

#include "gen/template/element.h"

struct numbering;

/* doc may be NULL: nothing is numbered.  Borrows the document. */
struct numbering *numbering_read(const xmlDoc *doc, struct arena *arena);

/* Counts one more paragraph of the list num_id and adds its number to out.
 * Returns the w:pPr of its level, which indents it; NULL: no such list. */
const xmlNode *numbering_add(struct numbering *numbering, int num_id, int level,
                             struct strbuf *out);

#endif
