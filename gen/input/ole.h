/* OLE2 compound files ([MS-CFB]): streams by name, wherever they stand in the
 * tree.  Chains that leave the file or run in rings end where they do so; the
 * reader of a stream finds it too short. */
#ifndef TONGBAO_INPUT_OLE_H
#define TONGBAO_INPUT_OLE_H

#include "gen/base/strbuf.h"

struct ole {
    struct str bytes;
    size_t sector_size;
    uint32_t *fat; /* next sector by sector */
    size_t n_fat;
    struct strbuf directory;
};

/* Begins as one. */
bool ole_is(struct str bytes);

/* bytes must live until ole_close(), which is due in any case. */
void ole_open(struct ole *ole, struct str bytes);
void ole_close(struct ole *ole);

/* Has a stream or storage of this ASCII name. */
bool ole_has(const struct ole *ole, const char *name);

/* Adds the bytes of a stream; false if there is none of this name. */
bool ole_read(const struct ole *ole, const char *name, struct strbuf *out);

#endif
