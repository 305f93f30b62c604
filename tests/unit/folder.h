/* A temporary folder for the files of a test. */
#ifndef TONGBAO_TESTS_FOLDER_H
#define TONGBAO_TESTS_FOLDER_H

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "gen/base/arena.h"

struct folder {
    char path[64];
    struct arena names;
};

static inline void
folder_make(struct folder *folder)
{
    *folder = (struct folder){.path = "/tmp/tongbao-test-XXXXXX"};
    if (!mkdtemp(folder->path)) {
        abort();
    }
}

/* Writes a file; its path lives as long as the folder. */
static inline const char *
folder_write(struct folder *folder, const char *name, struct str bytes)
{
    const char *path =
        arena_strf(&folder->names, "%s/%s", folder->path, name).ptr;
    FILE *file = fopen(path, "wb");

    if (!file || fwrite(bytes.ptr, 1, bytes.len, file) != bytes.len ||
        fclose(file) != 0) {
        abort();
    }
    return path;
}

/* Removes the folder and the files in it. */
static inline void
folder_remove(struct folder *folder)
{
    DIR *dir = opendir(folder->path);
    struct dirent *entry;

    while (dir && (entry = readdir(dir))) {
        unlink(arena_strf(&folder->names, "%s/%s", folder->path, entry->d_name)
                   .ptr);
    }
    if (dir) {
        closedir(dir);
    }
    rmdir(folder->path);
    arena_clear(&folder->names);
}

#endif
