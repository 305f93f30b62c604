/* Runs a fuzz target over every file of a folder, as an ordinary test. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "gen/base/strbuf.h"
#include "tests/fuzz/fuzz.h"

static void
replay(const char *path)
{
    FILE *file = fopen(path, "rb");
    struct strbuf bytes = {0};
    char piece[4096];
    size_t n;

    if (!file) {
        perror(path);
        exit(1);
    }
    while ((n = fread(piece, 1, sizeof piece, file)) > 0) {
        strbuf_add(&bytes, (struct str){piece, n});
    }
    fclose(file);
    /* one file, also cut short everywhere up to 4,096 bytes */
    for (n = bytes.len; n > 0 && n <= 4096; n--) {
        LLVMFuzzerTestOneInput((const uint8_t *)bytes.ptr, n);
    }
    LLVMFuzzerTestOneInput((const uint8_t *)strbuf_str(&bytes).ptr, bytes.len);
    strbuf_clear(&bytes);
}

int
main(int argc, char **argv)
{
    DIR *dir = argc == 2 ? opendir(argv[1]) : NULL;
    struct dirent *entry;
    size_t n = 0;

    if (!dir) {
        fprintf(stderr, "usage: %s FOLDER\n", argv[0]);
        return 2;
    }
    while ((entry = readdir(dir))) {
        struct strbuf path = {0};

        if (entry->d_name[0] != '.') {
            strbuf_addf(&path, "%s/%s", argv[1], entry->d_name);
            replay(path.ptr);
            n++;
        }
        strbuf_clear(&path);
    }
    closedir(dir);
    printf("%zu files replayed\n", n);
    return n ? 0 : 1;
}
