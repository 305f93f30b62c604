/* The names in a zip archive, straight from its central directory: enough to
 * say what kind of file it is before anything is unpacked. */
#ifndef TONGBAO_INPUT_ZIPLIST_H
#define TONGBAO_INPUT_ZIPLIST_H

#include "gen/base/str.h"

struct ziplist {
    struct str rest; /* of the central directory */
    bool is_zip64;   /* too large for this list: no names */
};

/* False if the archive has no end record, so is cut or is none. */
bool ziplist_init(struct ziplist *list, struct str bytes);

/* The next name as stored, borrowed; false at the end. */
bool ziplist_next(struct ziplist *list, struct str *name);

#endif
