/* The roster (单位名录): every unit the office may name, in official order.
 *
 * A CSV (or any readable table) with the columns 全称 (required), 简称, 别名
 * (several, separated by ； or ;), 组, 代码, 序号 (order; default: row order)
 * and any others, which are kept as text.  Fullness and order come from here,
 * never from byte order. */
#ifndef TONGBAO_MODEL_ROSTER_H
#define TONGBAO_MODEL_ROSTER_H

#include "gen/base/diag.h"
#include "gen/model/store.h"

struct unit {
    int64_t order;
    struct str full_name;
    struct str short_name; /* full name where none is given */
    struct str *aliases;
    size_t n_aliases;
    struct str group;
    struct str code;
    struct str *extras; /* one for each name in struct roster */
    uint32_t row;       /* in the file, from 1 */
};

struct roster {
    const char *path;
    const char *sheet;  /* NULL for text files */
    struct unit *units; /* ascending by order */
    size_t n_units;
    struct str *extra_names;
    size_t n_extras;
    struct roster_index *index;
};

/* Two units of one name, alias or code, and a repeated order, are errors. */
bool roster_read(struct roster *roster, const char *path, struct arena *arena,
                 struct diags *diags);

/* By any name or by its code, after folding: width, blanks, case, brackets'
 * form.  Else by rule, where only one unit fits: with or without the city most full names
 * begin with (甲市, or 市 alone), without what stands in brackets behind, and
 * with the endings 人民政府办公室, 人民政府, 政府 taken as one, 管理委员会,
 * 管委会, 管委 as another; a roster's name with such an ending is also found
 * without it.  NULL if none fits or several do. */
const struct unit *roster_find(const struct roster *roster, struct str name);

/* Up to n units whose names are nearest (fewest edits); returns how many. */
size_t roster_nearest(const struct roster *roster, struct str name,
                      const struct unit **units, size_t n);

/* Creates and fills the table 单位名录: 序号, 全称, 简称, 别名 (joined by ；),
 * 组, 代码 and the extras, in official order. */
bool roster_store(const struct roster *roster, struct store *store,
                  struct diags *diags);

#endif
