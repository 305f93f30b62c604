/* A folder of its own for a test's files, and raw access to their bytes. */
#ifndef TONGBAO_TESTS_TEMP_H
#define TONGBAO_TESTS_TEMP_H

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "gen/base/strbuf.h"

struct temp {
    char folder[32];
    char path[96]; /* of the last name asked for */
};

static inline void
temp_init(struct temp *temp)
{
    snprintf(temp->folder, sizeof temp->folder, "/tmp/tongbao-test-XXXXXX");
    if (!mkdtemp(temp->folder)) {
        abort();
    }
}

static inline const char *
temp_path(struct temp *temp, const char *name)
{
    snprintf(temp->path, sizeof temp->path, "%s/%s", temp->folder, name);
    return temp->path;
}

static inline void
temp_clear(struct temp *temp)
{
    char command[64];

    snprintf(command, sizeof command, "rm -rf %s", temp->folder);
    if (system(command) != 0) {
        abort();
    }
}

/* The caller clears the text. */
static inline struct strbuf
file_read(const char *path)
{
    struct strbuf sb = {0};
    FILE *file = fopen(path, "rb");
    int c;

    while (file && (c = getc(file)) != EOF) {
        strbuf_add_char(&sb, (char)c);
    }
    if (file) {
        fclose(file);
    }
    return sb;
}

static inline void
file_write(const char *path, struct str bytes)
{
    FILE *file = fopen(path, "wb");

    if (!file || fwrite(bytes.ptr, 1, bytes.len, file) != bytes.len ||
        fclose(file) != 0) {
        abort();
    }
}

#endif
