/* A text read into a grid by one of the readers, and what was read in one
 * line, as "表!A1 number 98.5|". */
#ifndef TONGBAO_UNIT_SHOWN_GRID_H
#define TONGBAO_UNIT_SHOWN_GRID_H

#include <stdio.h>
#include <stdlib.h>

#include "gen/input/grid.h"

struct result {
    struct arena arena;
    struct diags diags;
    struct grid grid;
    char *shown;
    bool ok;
};

typedef bool read_fn(struct grid *grid, struct str text,
                     const struct grid_options *options, struct arena *arena,
                     struct diags *diags);

static inline struct result
show(read_fn *read, const char *path, struct str text)
{
    static const struct grid_options options = {0};
    struct result result = {.grid = {.path = path}};
    size_t len;
    FILE *out = open_memstream(&result.shown, &len);

    result.ok =
        read(&result.grid, text, &options, &result.arena, &result.diags);
    grid_print(&result.grid, out);
    fclose(out);
    for (size_t i = 0; i < len; i++) {
        if (result.shown[i] == '\n' || result.shown[i] == '\t') {
            result.shown[i] = result.shown[i] == '\n' ? '|' : ' ';
        }
    }
    return result;
}

static inline void
clear(struct result *result)
{
    arena_clear(&result->arena);
    diags_clear(&result->diags);
    free(result->shown);
}

#endif
