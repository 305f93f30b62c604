/* File paths as C strings the caller frees with mem_free(). */
#ifndef TONGBAO_BASE_PATH_H
#define TONGBAO_BASE_PATH_H

#include "gen/base/str.h"

/* folder/name */
char *path_join(const char *folder, const char *name);
char *path_copy(struct str path);

/* Without slashes at its end. */
char *path_clean(const char *path);

/* "." where there is no slash. */
char *path_parent(const char *path);

/* What stands behind the last slash: a view into path. */
const char *path_name(const char *path);

/* Flushes a file or a folder to the disk; false with errno set. */
bool path_sync(const char *path);

#endif
