/* Copies of templates as .docx: of a bare one to draw on in WPS or Word, of a
 * faulty one with a Word comment at every fault. */
#ifndef TONGBAO_TEMPLATE_COPY_H
#define TONGBAO_TEMPLATE_COPY_H

#include "gen/template/template.h"

/* Every part as it was read, a bare template with its base. */
bool copy_write(const char *path, const struct template *template,
                struct diags *diags);

/* The same with findings whose location is the template: each stands at its
 * tag; in front, if its place is a header, a footer or nowhere, where Word
 * has no comments.  The template may be faulty, but its main part must be
 * XML.  findings may be diags. */
bool copy_annotate(const char *path, const struct template *template,
                   const struct diags *findings, struct diags *diags);

#endif
