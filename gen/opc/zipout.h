/* Writes a zip archive whose bytes depend on its contents only: entries in
 * the order given, times 1980-01-01, names in UTF-8, contents as deflated.h
 * says.
 *
 * Entries are pushed; each is deflated as it comes and only its compressed
 * bytes are kept until zipout_close() writes the file through libzip.  A
 * failed write is remembered and reported once, by zipout_close().
 */
#ifndef TONGBAO_OPC_ZIPOUT_H
#define TONGBAO_OPC_ZIPOUT_H

#include "gen/base/diag.h"
#include "gen/opc/deflated.h"

struct zipout;

/* The file at path is made by zipout_close(); the caller owns the archive. */
struct zipout *zipout_new(const char *path);

/* Starts an entry: relative name, '/' between folders.  Ends the one before. */
void zipout_begin(struct zipout *zip, struct str name);
void zipout_write(struct zipout *zip, struct str bytes);

/* begin and write in one. */
void zipout_add(struct zipout *zip, struct str name, struct str bytes);

/* An entry made before, borrowed until the archive is closed or discarded. */
void zipout_add_deflated(struct zipout *zip, struct str name,
                         const struct deflated *content);

/* Writes the archive, reads it back, and fsyncs it; frees zip in any case. */
bool zipout_close(struct zipout *zip, struct diags *diags);

/* Frees without writing. */
void zipout_discard(struct zipout *zip);

#endif
