/* What {{> name}} in a bulletin's template stands for: the text name.txt or
 * the part name.xml, of the bulletin's folder, else of the profile's, else the
 * part that every profile has (templates/parts). */
#ifndef TONGBAO_BULLETIN_INSERT_H
#define TONGBAO_BULLETIN_INSERT_H

#include "gen/bulletin/job.h"

/* For a prose_source; user is the job.  In one folder a part wins over a text.
 * A text the profile declares optional may be nowhere: it is empty then, and
 * *path NULL.  False if there is nothing of that name; what cannot be read is
 * reported, and empty. */
bool insert_find(void *user, struct str name, struct str *text,
                 const char **path);

#endif
