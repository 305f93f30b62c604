#include "gen/render/pages.h"
#include "gen/render/walk_part.h"
#include "gen/template/shape.h"

bool
walk_report(struct walk *walk, const struct origin *origin)
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

    if (node->merges && walk->place.merge == MERGE_CONTINUE) {
        return true;
    }
    if (!expr_text(walk->evaluator, scope, &node->expr, &value, &text)) {
        return walk_report(walk, node->origin);
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

/* Sections in sections over long lists would never end. */
bool
walk_count_pass(struct walk *walk, const struct origin *origin)
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
    struct pass pass = {.section = node, .outer = walk->pass};
    const struct node *band = walk->band;
    struct scope inner;
    struct value items;
    bool ok = true;

    if (!expr_eval(walk->evaluator, scope, &node->expr, &items)) {
        return walk_report(walk, node->origin);
    }
    if (node->is_columns && walk->columns) {
        ok = walk_enter_columns(walk, node, items);
    }
    if (!ok) {
    } else if (node->kind == NODE_INVERTED) {
        ok = value_is_true(items) || walk_children(walk, node, scope);
    } else if (value_is_true(items)) {
        scope_enter(&inner, scope, items);
        pass.is_list = items.kind == VALUE_LIST || items.kind == VALUE_TABLE;
        walk->pass = &pass;
        for (size_t i = 0; i < inner.n_items && ok; i++) {
            scope_move(&inner, i);
            walk->copy = walk->band == node ? (uint32_t)i : walk->copy;
            ok = walk_count_pass(walk, node->origin);
            pass.number = walk->evaluator->n_passes;
            ok = ok && walk_children(walk, node, &inner);
        }
    }
    walk->band = band;
    walk->pass = pass.outer;
    arena_rewind(walk->evaluator->arena, mark);
    return ok;
}

/* What must be known of a table before its first row. */
static bool
place_table(struct walk *walk, const struct node *node,
            const struct scope *scope, struct columns *columns,
            struct merges *merges)
{
    walk->columns = NULL;
    walk->merges = NULL;
    if (node->plan) {
        walk->columns = columns;
        if (!walk_open_columns(walk, node, scope)) {
            return false;
        }
    }
    walk->place = (struct place){.columns = walk->columns};
    if (node->merges) {
        if (!walk_scout_merges(walk, node, scope, merges)) {
            return false;
        }
        walk->merges = merges;
    }
    walk->counts_rows = walk->pages && node->repeats;
    return true;
}

/* Where a row or cell of a table with repeated columns is now. */
static struct column_range
range_of(const struct walk *walk, const struct node *node)
{
    return walk->band ? columns_place_copy(walk->columns, node->range,
                                           walk->band->range, walk->copy)
                      : columns_place(walk->columns, node->range);
}

static uint32_t
span_of(const struct node *cell)
{
    return cell->shape ? cell->shape->span : 1;
}

static void
number_row(struct walk *walk)
{
    if (walk->merges) {
        walk->merges->row += walk->merges->has_begun;
        walk->merges->has_begun = true;
    }
    if (walk->counts_rows) {
        walk->row_number = walk->pages->next++;
        walk->place.begins_page = pages_begins(walk->pages, walk->row_number);
    }
}

/* Sets the walk to an element; false: its columns are not there. */
static bool
place_element(struct walk *walk, const struct node *node)
{
    bool is_cell = node->kind == NODE_CELL;

    if (node->kind == NODE_ROW) {
        walk->band = NULL;
        walk->copy = 0;
        walk->column = node->shape ? node->shape->skip_before : 0;
    }
    if (walk->columns && (node->kind == NODE_ROW || node->kind == NODE_SPAN ||
                          node->kind == NODE_SKIP)) {
        walk->place.range = range_of(walk, node);
        walk->place.drawn = node->range;
        if (walk->place.range.first == walk->place.range.end &&
            node->kind != NODE_SKIP) {
            return false;
        }
    } else if (is_cell && !walk->columns) {
        walk->place.range =
            (struct column_range){walk->column, walk->column + span_of(node)};
    }
    if (node->kind == NODE_ROW) {
        number_row(walk);
    } else if (is_cell) {
        walk->place.merge = walk_merge(walk, node);
    }
    return true;
}

static bool
walk_element(struct walk *walk, const struct node *node,
             const struct scope *scope)
{
    const struct writer *writer = walk->writer;
    struct arena_mark mark = arena_mark(walk->evaluator->arena);
    struct walk outer = *walk;
    struct columns columns;
    struct merges merges = {.cells = NULL};
    bool ok = true;

    if (node->kind == NODE_TABLE
            ? (ok = place_table(walk, node, scope, &columns, &merges))
            : place_element(walk, node)) {
        ok = (!writer->enter ||
              writer->enter(writer->user, node, &walk->place)) &&
             walk_children(walk, node, scope) &&
             (!writer->leave || writer->leave(writer->user, node));
    }
    *walk = outer;
    if (node->kind == NODE_TABLE) {
        merges_clear(&merges);
        arena_rewind(walk->evaluator->arena, mark);
    } else if (node->kind == NODE_CELL) {
        walk->column += span_of(node);
    }
    return ok;
}

/* The pass a list belongs to: of the section that holds all of it, or, if that
 * repeats one item, of the section around.  0 if nothing is repeated there. */
static uint64_t
pass_of_list(const struct walk *walk, const struct node *id)
{
    const struct pass *pass = walk->pass;
    const struct pass *outer;

    while (id->list_section && pass && pass->section != id->list_section) {
        pass = pass->outer;
    }
    if (!id->list_section || !pass) {
        return 0;
    }
    if (id->is_item) {
        while (pass && !pass->is_list) {
            pass = pass->outer;
        }
        pass = pass ? pass->outer : NULL;
    }
    outer = pass;
    while (outer && !outer->is_list) {
        outer = outer->outer;
    }
    return outer ? pass->number : 0;
}

static bool
walk_node(struct walk *walk, const struct node *node, const struct scope *scope)
{
    const struct writer *writer = walk->writer;

    if (walk->scouts && !node->leads) {
        walk->column += node->kind == NODE_CELL ? span_of(node) : 0;
        return true;
    }
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
        walk->place.list_pass = pass_of_list(walk, node);
        return !writer->mark || writer->mark(writer->user, node, &walk->place);
    case NODE_MERGE:
        return !writer->mark || writer->mark(writer->user, node, &walk->place);
    case NODE_PARAGRAPH:
    case NODE_TABLE:
    case NODE_ROW:
    case NODE_CELL:
    case NODE_STORY:
    case NODE_PAGE:
    case NODE_SPAN:
    case NODE_WIDTH:
    case NODE_SKIP:
    case NODE_GRID:
    case NODE_BREAK:
        break;
    }
    return walk_element(walk, node, scope);
}

bool
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
