/* Writes a .docx from a compiled template: literals as they are, values
 * escaped, both streamed into the archive.  Memory does not grow with the
 * number of rows. */
#ifndef TONGBAO_RENDER_DOCX_H
#define TONGBAO_RENDER_DOCX_H

#include "gen/template/scope.h"
#include "gen/template/template.h"

/* Makes the file at path.  False after reporting; the file is then not there
 * or not to be used. */
bool docx_render(const char *path, const struct template *template,
                 const struct scope *scope, struct evaluator *evaluator,
                 struct diags *diags);

#endif
