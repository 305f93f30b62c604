#include "gen/render/walk.h"

static bool
report(struct walk *walk, const struct origin *origin)
{
    struct evaluator *evaluator = walk->evaluator;

    if (evaluator->failed) {
        return false; /* the source of the data has said why */
    }
    origin_error(origin, walk->diags, "%s",
                 evaluator->fault.ptr ? evaluator->fault.ptr : "?");
    if (evaluator->advice.len) {
        diag_advise(walk->diags, "%s", evaluator->advice.ptr);
    }
    return false;
}

static bool
walk_value(struct walk *walk, const struct node *node,
           const struct scope *scope)
{
    struct arena_mark mark = arena_mark(walk->evaluator->arena);
    struct value value;
    struct str text;
    bool ok = true;

    if (node->merges && walk->cell_merge == MERGE_CONTINUE) {
        return true;
    }
    if (!expr_text(walk->evaluator, scope, &node->expr, &value, &text)) {
        return report(walk, node->origin);
    }
    if (node->is_attribute) {
        ok = !walk->writer->attribute ||
             walk->writer->attribute(walk->writer->user, text);
    } else if (walk->writer->value) {
        ok = walk->writer->value(walk->writer->user, node, value, text);
    }
    arena_rewind(walk->evaluator->arena, mark);
    return ok;
}

static bool walk_children(struct walk *walk, const struct node *node,
                          const struct scope *scope);

/* Sections in sections over long lists would never end. */
static bool
count_pass(struct walk *walk, const struct origin *origin)
{
    struct evaluator *evaluator = walk->evaluator;
    uint64_t most =
        evaluator->max_passes ? evaluator->max_passes : EVALUATOR_MAX_PASSES;

    if (++evaluator->n_passes <= most) {
        return true;
    }
    origin_error(origin, walk->diags,
                 _("more than %llu passes through the template's sections"),
                 (unsigned long long)most);
    diag_advise(walk->diags, _("look for a section that repeats more than it "
                               "should"));
    return false;
}

static bool
walk_section(struct walk *walk, const struct node *node,
             const struct scope *scope)
{
    struct arena_mark mark = arena_mark(walk->evaluator->arena);
    struct scope inner;
    struct value items;
    bool ok = true;

    if (!expr_eval(walk->evaluator, scope, &node->expr, &items)) {
        return report(walk, node->origin);
    }
    if (node->kind == NODE_INVERTED) {
        ok = value_is_true(items) || walk_children(walk, node, scope);
    } else if (value_is_true(items)) {
        scope_enter(&inner, scope, items);
        for (size_t i = 0; i < inner.n_items && ok; i++) {
            scope_move(&inner, i);
            ok = count_pass(walk, node->origin) &&
                 walk_children(walk, node, &inner);
        }
    }
    arena_rewind(walk->evaluator->arena, mark);
    return ok;
}

/* Whether the cell's value at index equals the one at other. */
static bool
is_repeated(struct walk *walk, const struct node *cell, size_t index,
            size_t other, bool *equal)
{
    struct scope here = *walk->row_scope;
    struct scope there = *walk->row_scope;
    struct value a;
    struct value b;

    scope_move(&here, index);
    scope_move(&there, other);
    if (!expr_eval(walk->evaluator, &here, &cell->merging->expr, &a) ||
        !expr_eval(walk->evaluator, &there, &cell->merging->expr, &b)) {
        return report(walk, cell->merging->origin);
    }
    *equal = value_equals(a, b);
    return true;
}

/* Equal in this cell and in every merged cell to its left. */
static bool
compare_rows(struct walk *walk, const struct node *cell, size_t index,
             size_t other, bool *equal)
{
    *equal = true;
    for (const struct node *left = walk->row->children; left && *equal;
         left = left->next) {
        if (left->kind == NODE_CELL && left->merging &&
            !is_repeated(walk, left, index, other, equal)) {
            return false;
        }
        if (left == cell) {
            break;
        }
    }
    return true;
}

static bool
find_merge(struct walk *walk, const struct node *cell, enum merge_state *state)
{
    const struct scope *scope = walk->row_scope;
    bool above = false;
    bool below = false;

    *state = MERGE_NONE;
    if (!cell->merging || !scope || !scope->outer) {
        return true;
    }
    if (scope->index > 0 &&
        !compare_rows(walk, cell, scope->index, scope->index - 1, &above)) {
        return false;
    }
    if (scope->index + 1 < scope->n_items &&
        !compare_rows(walk, cell, scope->index, scope->index + 1, &below)) {
        return false;
    }
    *state = above ? MERGE_CONTINUE : below ? MERGE_START : MERGE_NONE;
    return true;
}

static bool
walk_element(struct walk *walk, const struct node *node,
             const struct scope *scope)
{
    const struct writer *writer = walk->writer;
    struct walk outer = *walk;
    bool ok;

    if (node->kind == NODE_ROW) {
        walk->row = node;
        walk->row_scope = scope;
    } else if (node->kind == NODE_CELL) {
        struct arena_mark mark = arena_mark(walk->evaluator->arena);

        if (!find_merge(walk, node, &walk->cell_merge)) {
            return false;
        }
        arena_rewind(walk->evaluator->arena, mark);
    }
    ok = (!writer->enter ||
          writer->enter(writer->user, node, walk->cell_merge)) &&
         walk_children(walk, node, scope) &&
         (!writer->leave || writer->leave(writer->user, node));
    *walk = outer;
    return ok;
}

static bool
walk_node(struct walk *walk, const struct node *node, const struct scope *scope)
{
    const struct writer *writer = walk->writer;

    switch (node->kind) {
    case NODE_LITERAL:
        return !writer->literal || writer->literal(writer->user, node);
    case NODE_VALUE:
        return walk_value(walk, node, scope);
    case NODE_SECTION:
    case NODE_INVERTED:
        return walk_section(walk, node, scope);
    case NODE_PARTIAL:
        return !writer->partial || writer->partial(writer->user, node, scope);
    case NODE_ID:
    case NODE_MERGE:
        return !writer->mark ||
               writer->mark(writer->user, node, walk->cell_merge);
    case NODE_PARAGRAPH:
    case NODE_TABLE:
    case NODE_ROW:
    case NODE_CELL:
    case NODE_STORY:
    case NODE_PAGE:
        break;
    }
    return walk_element(walk, node, scope);
}

static bool
walk_children(struct walk *walk, const struct node *node,
              const struct scope *scope)
{
    for (const struct node *child = node->children; child;
         child = child->next) {
        if (!walk_node(walk, child, scope)) {
            return false;
        }
    }
    return true;
}

bool
walk_tree(struct walk *walk, const struct node *root, const struct scope *scope)
{
    arena_alloc(walk->evaluator->arena, 1); /* so that a mark has a block */
    return walk_children(walk, root, scope);
}
