/* Where the profiles of offices lie: home/templates/NAME, or any folder with a
 * bulletin.xml. */
#ifndef TONGBAO_BULLETIN_PROFILES_H
#define TONGBAO_BULLETIN_PROFILES_H

#include "gen/base/diag.h"

/* By name, or by path if given has a slash; NULL if there is none. */
const char *profiles_find(const char *home, const char *given,
                          struct arena *arena);

/* NAME-2021q4 is made by the profile NAME; NULL if there is none. */
const char *profiles_find_for(const char *home, struct str folder_name,
                              struct arena *arena);

/* Reports that there is no profile of the name given, and which there are, or,
 * given being NULL, that the folder's name tells none.  Always false. */
bool profiles_report_missing(const char *home, const char *given,
                             const char *folder, struct diags *diags);

#endif
