/* Cells merged downwards, as drawn or by what they say: cells of one place in
 * rows one below the other that show the same, within the merge to their left.
 * A table's rows are gone through once before they are written, for what its
 * merged cells say. */
#include "gen/base/mem.h"
#include "gen/render/pages.h"
#include "gen/render/walk_part.h"
#include "gen/template/shape.h"

/* No document of so many rows is within the limit of its size; what is behind
 * them is not merged. */
enum { MOST_ROWS = 1 << 22 };

/* What a merged cell says, while the row below it is not known. */
struct key {
    uint32_t first; /* grid columns */
    uint32_t end;
    size_t start; /* in the row's texts */
    size_t len;
    enum cell_merge drawn; /* where no value says */
};

struct key_row {
    struct key *keys;
    size_t n_keys;
    size_t room;
    struct strbuf texts;
};

struct scout {
    struct merges *merges;
    struct key_row above;
    struct key_row row;
    bool is_same;  /* all of the row's so far, as those above */
    bool has_text; /* the open cell */
    bool is_full;
};

static void
swap_rows(struct scout *scout)
{
    struct key_row row = scout->above;

    scout->above = scout->row;
    row.n_keys = 0;
    strbuf_cut(&row.texts, 0);
    scout->row = row;
}

static void
begin_row(struct scout *scout)
{
    struct merges *merges = scout->merges;

    swap_rows(scout);
    scout->is_same = true;
    if (merges->n_rows + 1 >= merges->rows_room) {
        merges->rows_room = merges->rows_room * 2 + 64;
        merges->rows =
            mem_resize(merges->rows, merges->rows_room, sizeof *merges->rows);
    }
    merges->rows[merges->n_rows++] = merges->n_cells;
    merges->rows[merges->n_rows] = merges->n_cells;
}

static void
begin_cell(struct scout *scout, const struct node *cell,
           const struct place *place)
{
    struct key_row *row = &scout->row;

    if (row->n_keys == row->room) {
        row->room = row->room * 2 + 8;
        row->keys = mem_resize(row->keys, row->room, sizeof *row->keys);
    }
    row->keys[row->n_keys++] = (struct key){
        .first = place->range.first,
        .end = place->range.end,
        .start = row->texts.len,
        .drawn = cell->merging ? CELL_MERGE_NONE : cell->shape->merge,
    };
    scout->has_text = false;
}

static struct str
text_of(const struct key_row *row, const struct key *key)
{
    return str_slice(strbuf_str(&row->texts), key->start,
                     key->start + key->len);
}

static bool
is_as_above(const struct scout *scout, const struct key *key)
{
    const struct key_row *above = &scout->above;

    for (size_t i = 0; i < above->n_keys; i++) {
        const struct key *other = &above->keys[i];

        if (other->first == key->first && other->end == key->end) {
            if (key->drawn != CELL_MERGE_NONE ||
                other->drawn != CELL_MERGE_NONE) {
                return key->drawn == CELL_MERGE_CONTINUE;
            }
            return str_equals(text_of(above, other), text_of(&scout->row, key));
        }
    }
    return false;
}

static void
end_cell(struct scout *scout)
{
    struct merges *merges = scout->merges;
    struct key *key = &scout->row.keys[scout->row.n_keys - 1];
    bool is_same = is_as_above(scout, key);

    if (key->drawn == CELL_MERGE_NONE) {
        is_same = scout->is_same = scout->is_same && is_same;
    }
    if (merges->n_cells == merges->cells_room) {
        merges->cells_room = merges->cells_room * 2 + 64;
        merges->cells = mem_resize(merges->cells, merges->cells_room,
                                   sizeof *merges->cells);
    }
    merges->cells[merges->n_cells++] = (struct merge_cell){
        key->first, (uint16_t)(key->end - key->first), is_same};
    merges->rows[merges->n_rows] = merges->n_cells;
}

/* By a value, or as drawn where its neighbours may come and go. */
static bool
is_merged(const struct node *node)
{
    return node->kind == NODE_CELL && node->leads;
}

static bool
enter(void *user, const struct node *node, const struct place *place)
{
    struct scout *scout = user;

    if (node->kind == NODE_ROW) {
        scout->is_full = scout->merges->n_rows == MOST_ROWS;
        if (scout->is_full) {
            return false;
        }
        begin_row(scout);
    } else if (is_merged(node)) {
        begin_cell(scout, node, place);
    }
    return true;
}

static bool
leave(void *user, const struct node *node)
{
    if (is_merged(node)) {
        end_cell(user);
    }
    return true;
}

/* The first value with merge says what the cell is merged by. */
static bool
add_value(void *user, const struct node *node, struct value value,
          struct str text)
{
    struct scout *scout = user;
    struct key_row *row = &scout->row;

    (void)value;
    if (node->merges && row->n_keys && !scout->has_text) {
        scout->has_text = true;
        strbuf_add(&row->texts, text);
        row->keys[row->n_keys - 1].len = text.len;
    }
    return true;
}

static void
clear_row(struct key_row *row)
{
    mem_free(row->keys);
    strbuf_clear(&row->texts);
}

bool
walk_scout_merges(struct walk *walk, const struct node *table,
                  const struct scope *scope, struct merges *merges)
{
    struct scout scout = {.merges = merges};
    struct writer writer = {
        .user = &scout, .value = add_value, .enter = enter, .leave = leave};
    struct walk ahead = *walk;
    uint64_t n_passes = walk->evaluator->n_passes;
    bool ok;

    ahead.writer = &writer;
    ahead.scouts = true;
    ahead.pages = NULL;
    ahead.counts_rows = false;
    ok = walk_children(&ahead, table, scope) || scout.is_full;
    walk->evaluator->n_passes = n_passes;
    clear_row(&scout.above);
    clear_row(&scout.row);
    return ok;
}

void
merges_clear(struct merges *merges)
{
    mem_free(merges->cells);
    mem_free(merges->rows);
    *merges = (struct merges){.cells = NULL};
}

/* The cell at the place goes on with the one above it, by what they say. */
static bool
goes_on(const struct merges *merges, size_t row, struct column_range range)
{
    if (row >= merges->n_rows) {
        return false;
    }
    for (size_t i = merges->rows[row]; i < merges->rows[row + 1]; i++) {
        const struct merge_cell *cell = &merges->cells[i];

        if (cell->first == range.first && cell->n == range.end - range.first) {
            return cell->is_same;
        }
    }
    return false;
}

enum merge_state
walk_merge(const struct walk *walk, const struct node *cell)
{
    const struct merges *merges = walk->merges;
    bool above;
    bool below;

    if (!merges || !is_merged(cell)) {
        return MERGE_NONE;
    }
    above = goes_on(merges, merges->row, walk->place.range);
    below = goes_on(merges, merges->row + 1, walk->place.range);
    if (cell->merging && cell->merging->repeats && walk->counts_rows) {
        above = above && !walk->place.begins_page;
        below = below && !pages_begins(walk->pages, walk->row_number + 1);
    }
    return above ? MERGE_CONTINUE : below ? MERGE_START : MERGE_NONE;
}
