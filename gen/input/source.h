/* The bytes of an input file: a regular file within the size limit, read
 * whole and owned here, so that it may change on disk meanwhile. */
#ifndef TONGBAO_INPUT_SOURCE_H
#define TONGBAO_INPUT_SOURCE_H

#include "gen/base/diag.h"

struct source {
    struct str bytes;
};

/* A missing path, a folder, a pipe or a device is the data's error; a failed
 * open or read is the system's.  max_bytes 0: 64 MiB. */
bool source_open(struct source *source, const char *path, uint64_t max_bytes,
                 struct diags *diags);
void source_close(struct source *source);

#endif
