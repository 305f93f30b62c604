/* OpenDocument spreadsheets (OASIS ODF 1.3 part 3): .ods packages and flat
 * .fods files, as LibreOffice and WPS save them.
 *
 * Rows and cells that are repeated with something in them are read as often
 * as they say, at most a million cells more than were written.  What is
 * written over cells (comments, drawings, changes kept) is left out. */
#ifndef TONGBAO_INPUT_ODS_H
#define TONGBAO_INPUT_ODS_H

#include "gen/input/grid.h"

/* False after reporting, also for a document without sheets and for one with
 * a password. */
bool ods_read(struct grid *grid, const char *path,
              const struct grid_options *options, struct arena *arena,
              struct diags *diags);

/* The same from the text of a flat file, UTF-8. */
bool ods_read_flat(struct grid *grid, struct str text,
                   const struct grid_options *options, struct arena *arena,
                   struct diags *diags);

#endif
