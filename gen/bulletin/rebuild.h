/* Builds a package's bulletin again from what is in the package, in a
 * temporary folder, and compares: the proof that every figure of the notice
 * follows from the archived data. */
#ifndef TONGBAO_BULLETIN_REBUILD_H
#define TONGBAO_BULLETIN_REBUILD_H

#include "gen/bulletin/parcel.h"

/* False after reporting every document that comes out otherwise.  Where bytes
 * differ only by how another zlib packs them, a note says so. */
bool rebuild_run(struct parcel *parcel, struct diags *diags);

#endif
