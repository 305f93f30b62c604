/* Cells merged downwards: equal neighbours, within the merge to their left.
 * Rows are neighbours if nothing is shown between them. */
#include "gen/render/pages.h"
#include "gen/render/walk_part.h"

enum { MAX_LINKS = 128 }; /* sections within each other */

/* The section over rows that a row's passes come from. */
struct loop {
    const struct node *section;
    const struct scope *scope;
};

static bool
is_section(const struct node *node)
{
    return node->kind == NODE_SECTION || node->kind == NODE_INVERTED;
}

/* Conditions around the row are passed over; false: it does not repeat. */
static bool
find_loop(const struct walk *walk, struct loop *loop)
{
    const struct scope *scope = walk->row_scope;

    for (const struct node *node = walk->row->parent;
         node && node->kind != NODE_TABLE; node = node->parent) {
        if (node->kind != NODE_SECTION || !scope->outer) {
            continue;
        }
        if (scope->items.kind == VALUE_LIST ||
            scope->items.kind == VALUE_TABLE) {
            *loop = (struct loop){node, scope};
            return true;
        }
        scope = scope->outer;
    }
    return false;
}

/* ---- which rows a pass shows ---- */

struct pass {
    struct walk *walk;
    bool before; /* rows before this one */
    bool here;   /* the row itself */
    bool after;
};

static bool see_rows(struct pass *pass, const struct node *node,
                     const struct scope *scope);

static bool
see_section(struct pass *pass, const struct node *node,
            const struct scope *scope)
{
    struct evaluator *evaluator = pass->walk->evaluator;
    struct scope inner;
    struct value items;
    bool ok = true;

    if (!expr_eval(evaluator, scope, &node->expr, &items)) {
        return walk_report(pass->walk, node->origin);
    }
    if (node->kind == NODE_INVERTED) {
        return value_is_true(items) || see_rows(pass, node, scope);
    }
    if (value_is_true(items)) {
        scope_enter(&inner, scope, items);
        for (size_t i = 0; i < inner.n_items && ok && !pass->after; i++) {
            scope_move(&inner, i);
            ok = see_rows(pass, node, &inner);
        }
    }
    return ok;
}

static bool
see_rows(struct pass *pass, const struct node *node, const struct scope *scope)
{
    bool ok = true;

    for (const struct node *n = node->children; n && ok; n = n->next) {
        if (n == pass->walk->row) {
            pass->here = true;
        } else if (n->kind == NODE_ROW) {
            pass->before |= !pass->here;
            pass->after |= pass->here;
        } else if (is_section(n)) {
            ok = see_section(pass, n, scope);
        }
    }
    return ok;
}

static bool
see_pass(struct walk *walk, const struct loop *loop, size_t index,
         struct pass *pass)
{
    struct arena_mark mark = arena_mark(walk->evaluator->arena);
    struct scope scope = *loop->scope;
    bool ok;

    *pass = (struct pass){.walk = walk};
    scope_move(&scope, index);
    ok = see_rows(pass, loop->section, &scope);
    if (ok && !pass->here) {
        pass->after = pass->before; /* rows, on neither side of it */
    }
    arena_rewind(walk->evaluator->arena, mark);
    return ok;
}

/* The section repeats this row and nothing else. */
static bool
is_simple(const struct walk *walk, const struct loop *loop)
{
    for (const struct node *n = loop->section->children; n; n = n->next) {
        if ((n->kind == NODE_ROW && n != walk->row) || is_section(n)) {
            return false;
        }
    }
    return true;
}

/* The pass that shows the row next to this one; n_items if there is none. */
static bool
find_neighbour(struct walk *walk, const struct loop *loop, bool down,
               size_t *found)
{
    size_t n = loop->scope->n_items;
    size_t at = loop->scope->index;
    struct pass pass;

    *found = n;
    if (is_simple(walk, loop)) {
        *found = down ? at + 1 : at > 0 ? at - 1 : n;
        return true;
    }
    if (!see_pass(walk, loop, at, &pass)) {
        return false;
    }
    if (down ? pass.after : pass.before) {
        return true;
    }
    while (down ? ++at < n : at-- > 0) {
        if (!see_pass(walk, loop, at, &pass)) {
            return false;
        }
        if (pass.here && !(down ? pass.before : pass.after)) {
            *found = at;
        }
        if (pass.before || pass.here || pass.after) {
            break;
        }
    }
    return true;
}

/* ---- what a cell is merged by ---- */

/* Sections from a loop down to a value, the outermost first. */
struct links {
    const struct node *sections[MAX_LINKS];
    size_t n;
};

static bool
find_links(struct links *links, const struct node *value,
           const struct node *loop)
{
    size_t at = MAX_LINKS;

    for (const struct node *n = value->parent; n != loop; n = n->parent) {
        if (is_section(n)) {
            if (at == 0) {
                return false;
            }
            links->sections[--at] = n;
        }
    }
    links->n = MAX_LINKS - at;
    for (size_t i = 0; i < links->n; i++) {
        links->sections[i] = links->sections[at + i];
    }
    return true;
}

/* The value in the scope, through the links from the i-th on; null where a
 * section is not shown. */
static bool
read_value(struct walk *walk, const struct links *links, size_t i,
           const struct node *value, const struct scope *scope, size_t copy,
           struct value *out)
{
    const struct node *node = i < links->n ? links->sections[i] : value;
    struct scope inner;
    struct value items;
    size_t index = node->is_columns ? copy : 0;

    *out = value_null();
    if (!expr_eval(walk->evaluator, scope, &node->expr, &items)) {
        return walk_report(walk, node->origin);
    }
    if (i == links->n) {
        *out = items;
        return true;
    }
    if (value_is_true(items) == (node->kind == NODE_INVERTED)) {
        return true;
    }
    if (node->kind == NODE_INVERTED) {
        return read_value(walk, links, i + 1, value, scope, copy, out);
    }
    scope_enter(&inner, scope, items);
    if (index >= inner.n_items) {
        return true;
    }
    scope_move(&inner, index);
    return read_value(walk, links, i + 1, value, &inner, copy, out);
}

/* ---- comparing rows ---- */

struct comparison {
    struct walk *walk;
    struct loop loop;
    size_t other;            /* pass */
    const struct node *cell; /* the last one to compare */
    bool equal;
    bool done;
};

static bool
compare_cell(struct comparison *c, const struct node *cell, uint32_t copy)
{
    struct scope scope = *c->loop.scope;
    struct links links;
    struct value here;
    struct value there;

    if (!find_links(&links, cell->merging, c->loop.section)) {
        c->equal = false;
        return true;
    }
    if (!read_value(c->walk, &links, 0, cell->merging, &scope, copy, &here)) {
        return false;
    }
    scope_move(&scope, c->other);
    if (!read_value(c->walk, &links, 0, cell->merging, &scope, copy, &there)) {
        return false;
    }
    c->equal = value_equals(here, there);
    return true;
}

/* Merged cells below node, from the left. */
static bool
compare_below(struct comparison *c, const struct node *node, uint32_t copy)
{
    const struct walk *walk = c->walk;
    bool ok = true;

    for (const struct node *n = node->children; n && ok && c->equal && !c->done;
         n = n->next) {
        if (n->kind == NODE_CELL) {
            ok = !n->merging || compare_cell(c, n, copy);
            c->done = n == c->cell && copy == walk->copy;
        } else if (n->kind == NODE_SPAN) {
            ok = compare_below(c, n, copy);
        } else if (n->is_columns) {
            uint32_t count =
                walk->columns->counts[columns_band(walk->columns, n->range)];

            for (uint32_t i = 0; i < count && ok && c->equal && !c->done; i++) {
                ok = compare_below(c, n, i);
            }
        }
    }
    return ok;
}

/* Equal in this cell and in every merged cell to its left. */
static bool
compare_neighbour(struct walk *walk, const struct loop *loop,
                  const struct node *cell, bool down, bool *equal)
{
    struct comparison c = {
        .walk = walk, .loop = *loop, .cell = cell, .equal = true};

    *equal = false;
    if (!find_neighbour(walk, loop, down, &c.other)) {
        return false;
    }
    if (c.other >= loop->scope->n_items) {
        return true;
    }
    if (!compare_below(&c, walk->row, 0)) {
        return false;
    }
    *equal = c.equal;
    return true;
}

bool
walk_merge(struct walk *walk, const struct node *cell, enum merge_state *state)
{
    struct loop loop;
    bool begins = false; /* a page, so that the label is repeated */
    bool ends = false;
    bool above;
    bool below;

    *state = MERGE_NONE;
    if (!cell->merging || !find_loop(walk, &loop)) {
        return true;
    }
    if (cell->merging->repeats && walk->counts_rows) {
        begins = walk->place.begins_page;
        ends = pages_begins(walk->pages, walk->row_number + 1);
    }
    if (!compare_neighbour(walk, &loop, cell, false, &above) ||
        !compare_neighbour(walk, &loop, cell, true, &below)) {
        return false;
    }
    above = above && !begins;
    below = below && !ends;
    *state = above ? MERGE_CONTINUE : below ? MERGE_START : MERGE_NONE;
    return true;
}
