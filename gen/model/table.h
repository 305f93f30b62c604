/* From a grid to typed rows: finds the header row under title rows, matches
 * columns, cleans and checks every cell, and stores the rows.  Reports every
 * finding of the file in one run. */
#ifndef TONGBAO_MODEL_TABLE_H
#define TONGBAO_MODEL_TABLE_H

#include "gen/input/grid.h"
#include "gen/model/profile.h"
#include "gen/model/roster.h"
#include "gen/model/store.h"

struct table_context {
    const struct roster *roster; /* NULL: none */
    int year;                    /* of dates without one; 0: refused */
    const struct record *settings; /* for date limits by name; NULL: none */
};

/* Reads the table of schema from the grid into the store (already created
 * there).  Rows with an error are not stored. */
bool table_load(const struct schema *schema, const struct grid *grid,
                const struct table_context *context, struct store *store,
                struct arena *arena, struct diags *diags);

/* Settings: rows of name and value (heads such as 项目 and 内容 are passed
 * over).  Stores one row in the table 期次; *out is that row, a period setting
 * P giving also P年, P序, P起, P止, P上期 (with year where it differs) and
 * P上期全称.  The record needs the arena, but not the grid any more. */
bool table_load_settings(const struct schema *schema, const struct grid *grid,
                         struct store *store, struct record *out,
                         struct arena *arena, struct diags *diags);

#endif
