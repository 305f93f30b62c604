/* A package opened again: its bag read, checked and its record understood. */
#ifndef TONGBAO_BULLETIN_PARCEL_H
#define TONGBAO_BULLETIN_PARCEL_H

#include "gen/archive/record.h"

struct parcel {
    const char *path; /* as given */
    struct bag bag;
    struct bag_record record;
    struct arena arena;
};

/* False after reporting every fault; home is the program's folder.  To be
 * closed in any case. */
bool parcel_open(struct parcel *parcel, const char *path, const char *home,
                 struct diags *diags);
void parcel_close(struct parcel *parcel);

/* Opens every document and stamped copy to its last part. */
bool parcel_open_documents(struct parcel *parcel, struct diags *diags);

/* "PACKAGE.zip/data/documents/notice.docx", for messages. */
const char *parcel_path(struct parcel *parcel, const struct record_file *file);

/* Whether the bytes are what a stamped copy may be: PDF, OFD, or a scan as
 * JPEG, PNG or TIFF. */
bool parcel_is_stamped_copy(struct str bytes);

#endif
