/* What the fence makes of a document's encoding: from its first bytes and its
 * XML declaration, and text in which only ASCII is left to scan. */
#ifndef TONGBAO_OPC_FENCE_ENCODING_H
#define TONGBAO_OPC_FENCE_ENCODING_H

#include "gen/opc/fence.h"

/* Sets fence->form and cuts a byte order mark off the first piece. */
enum fence_fault fence_start(struct fence *fence, struct str *bytes);

/* ASCII where it was ASCII, something else elsewhere, a byte for each unit of
 * the encoding; returns how many.  out has room for bytes.len. */
size_t fence_mask(struct fence *fence, struct str bytes, char *out);

#endif
