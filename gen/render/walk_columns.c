/* Sections that repeat cells sideways: how many columns each makes must be
 * known before a table's first row. */
#include "gen/render/walk_part.h"

static uint32_t
count_of(const struct node *section, struct value items)
{
    bool is_true = value_is_true(items);
    size_t n = is_true ? value_n_items(items) : 0;

    if (section->kind == NODE_INVERTED) {
        n = !is_true;
    }
    return n < COLUMNS_UNKNOWN ? (uint32_t)n : COLUMNS_UNKNOWN - 1;
}

static uint32_t *
counted_by(const struct walk *walk, const struct node *section)
{
    return &walk->columns->counts[columns_band(walk->columns, section->range)];
}

static bool
is_section(const struct node *node)
{
    return node->kind == NODE_SECTION || node->kind == NODE_INVERTED;
}

/* A section of columns below node of which the items are not counted. */
static bool
is_open(const struct walk *walk, const struct node *node)
{
    if (is_section(node) && node->is_columns) {
        return *counted_by(walk, node) == COLUMNS_UNKNOWN;
    }
    for (const struct node *n = node->children; n; n = n->next) {
        if ((is_section(n) || n->kind == NODE_ROW) && is_open(walk, n)) {
            return true;
        }
    }
    return false;
}

static bool count_below(struct walk *walk, const struct node *node,
                        const struct scope *scope);

/* Goes through a section until everything in it is counted. */
static bool
count_in_section(struct walk *walk, const struct node *node,
                 const struct scope *scope)
{
    struct arena_mark mark = arena_mark(walk->evaluator->arena);
    struct scope inner;
    struct value items;
    bool ok = true;

    if (!expr_eval(walk->evaluator, scope, &node->expr, &items)) {
        return walk_report(walk, node->origin);
    }
    if (node->is_columns) {
        *counted_by(walk, node) = count_of(node, items);
    } else if (node->kind == NODE_INVERTED) {
        ok = value_is_true(items) || count_below(walk, node, scope);
    } else if (value_is_true(items)) {
        scope_enter(&inner, scope, items);
        for (size_t i = 0; ok && i < inner.n_items && is_open(walk, node);
             i++) {
            scope_move(&inner, i);
            ok = walk_count_pass(walk, node->origin) &&
                 count_below(walk, node, &inner);
        }
    }
    arena_rewind(walk->evaluator->arena, mark);
    return ok;
}

static bool
count_below(struct walk *walk, const struct node *node,
            const struct scope *scope)
{
    bool ok = true;

    for (const struct node *n = node->children; n && ok; n = n->next) {
        if ((is_section(n) || n->kind == NODE_ROW) && is_open(walk, n)) {
            ok = is_section(n) ? count_in_section(walk, n, scope)
                               : count_below(walk, n, scope);
        }
    }
    return ok;
}

/* The section of columns that makes the most of them. */
static void
find_widest(const struct walk *walk, const struct node *node,
            const struct node **widest)
{
    for (const struct node *n = node->children; n; n = n->next) {
        if (is_section(n) && n->is_columns) {
            if (!*widest || *counted_by(walk, n) > *counted_by(walk, *widest)) {
                *widest = n;
            }
        } else if (is_section(n) || n->kind == NODE_ROW) {
            find_widest(walk, n, widest);
        }
    }
}

static bool
refuse_width(struct walk *walk, const struct node *table)
{
    const struct node *widest = NULL;

    find_widest(walk, table, &widest);
    origin_error(widest->origin, walk->diags,
                 _("the table comes to %llu columns; it can have %u"),
                 (unsigned long long)columns_count(walk->columns),
                 (unsigned)walk->writer->max_columns);
    diag_advise(walk->diags,
                _("show fewer of them (|first), or let rows and columns "
                  "change places"));
    return false;
}

bool
walk_open_columns(struct walk *walk, const struct node *table,
                  const struct scope *scope)
{
    columns_begin(walk->columns, table->plan, walk->evaluator->arena);
    if (!count_below(walk, table, scope)) {
        return false;
    }
    if (columns_count(walk->columns) > walk->writer->max_columns) {
        return refuse_width(walk, table);
    }
    columns_lay(walk->columns, walk->evaluator->arena);
    return true;
}

bool
walk_enter_columns(struct walk *walk, const struct node *section,
                   struct value items)
{
    uint32_t room = *counted_by(walk, section);
    uint32_t n = count_of(section, items);

    walk->band = section;
    walk->copy = 0;
    if (n == room) {
        return true;
    }
    origin_error(section->origin, walk->diags,
                 _("this row has %u items in columns of which the table's "
                   "other rows make %u"),
                 (unsigned)n, (unsigned)room);
    diag_advise(walk->diags,
                _("name one list in all rows, and fetch what stands in a "
                  "cell with |by"));
    return false;
}
