/* The paragraph that ends a section of a document, held back until it is
 * known whether anything follows: if nothing does, its section is the last,
 * and the document must end with the section's properties instead
 * (ECMA-376-1 17.6.17), or an empty page would follow. */
#ifndef TONGBAO_RENDER_SECTION_END_H
#define TONGBAO_RENDER_SECTION_END_H

#include "gen/base/strbuf.h"

struct section_end {
    struct strbuf paragraph; /* empty: none is held */
    size_t start, end;       /* of the properties in it */
};

void section_end_clear(struct section_end *held);

/* Takes the paragraph that begins at start out of out; properties_start and
 * properties_end are in out as well. */
void section_end_take(struct section_end *held, struct strbuf *out,
                      size_t start, size_t properties_start,
                      size_t properties_end);

/* Something follows that begins at start: puts the paragraph before it. */
void section_end_put(struct section_end *held, struct strbuf *out,
                     size_t start);

/* Nothing follows but the properties of an empty section, at start: puts
 * those of the paragraph in their place. */
void section_end_close(struct section_end *held, struct strbuf *out,
                       size_t start);

#endif
