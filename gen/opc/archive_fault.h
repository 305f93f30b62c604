/* What libzip says of an archive that it cannot read, as a finding: whether the
 * machine failed or the archive is damaged. */
#ifndef TONGBAO_OPC_ARCHIVE_FAULT_H
#define TONGBAO_OPC_ARCHIVE_FAULT_H

#include <zip.h>

#include "gen/base/diag.h"

/* at.path is the archive's; always false.  Having had no memory ends the
 * process (mem.h). */
bool archive_fault_report(struct location at, zip_error_t *error,
                      struct diags *diags);

#endif
