#include "gen/template/need.h"

#include <jansson.h>

#include "gen/template/filter.h"

/* An open section, innermost first; need NULL: a condition. */
struct level {
    const struct level *outer;
    struct need *need;
    struct form item; /* if the data are known */
    bool groups;      /* its rows are 组内 */
};

struct walker {
    struct needs *needs;
    const struct level *level;
};

static struct need *
member_of(struct walker *walker, struct need *owner, struct str name)
{
    struct need **at = &owner->members;

    while (*at && !str_equals((*at)->name, name)) {
        at = &(*at)->next;
    }
    if (!*at) {
        *at = arena_alloc(walker->needs->arena, sizeof **at);
        (*at)->name = name;
    }
    return *at;
}

static bool
is_position(struct str name)
{
    return str_starts_with(name, STR("@")) || str_is(name, "序号");
}

/* 2, 3 … name the further columns of folded rows. */
static bool
is_fold(const struct path *path)
{
    return path->n_names == 2 && path->names[0].len == 1 &&
           path->names[0].ptr[0] >= '2' && path->names[0].ptr[0] <= '9';
}

static const struct need *
find_member(const struct need *owner, struct str name)
{
    const struct need *at = owner->members;

    while (at && !str_equals(at->name, name)) {
        at = at->next;
    }
    return at;
}

/* A list that is named further out is the same one in here. */
static struct need *
list_owner_of(const struct walker *walker, struct str name)
{
    const struct need *member = NULL;
    struct need *owner = walker->needs->root;

    for (const struct level *l = walker->level; l && !member; l = l->outer) {
        member = l->need ? find_member(l->need, name) : NULL;
        owner = member ? l->need : owner;
    }
    member = member ? member : find_member(owner, name);
    return member && member->is_list ? owner : NULL;
}

/* The section a name belongs to, or the root. */
static struct need *
owner_of(const struct walker *walker, const struct path *path)
{
    for (const struct level *l = walker->level; l; l = l->outer) {
        struct form ignored;

        if (!l->need) {
            continue;
        }
        if (walker->needs->data
                ? form_member(&l->item, path->names[0], &ignored)
                : path->n_names == 1 || is_fold(path)) {
            return l->need;
        }
    }
    return walker->needs->root;
}

/* 组内 are the rows themselves that a section has grouped. */
static struct need *
group_of(const struct walker *walker, const struct path *path)
{
    for (const struct level *l = walker->level; l; l = l->outer) {
        if (l->groups && str_is(path->names[0], "组内")) {
            return l->need;
        }
    }
    return NULL;
}

/* The need a path leads to; NULL for what a section gives itself. */
static struct need *
need_of(struct walker *walker, const struct path *path)
{
    struct need *need;
    size_t first = is_fold(path);

    if (path->n_names == 0 || is_position(path->names[0])) {
        return NULL;
    }
    need = group_of(walker, path);
    first += need != NULL;
    need = need ? need : owner_of(walker, path);
    for (size_t i = first; i < path->n_names; i++) {
        if (i > first) {
            need->is_record = true;
        }
        need = member_of(walker, need, path->names[i]);
    }
    return need;
}

static bool
is_arithmetic(struct str filter)
{
    static const char *const names[] = {"fixed",     "percent", "trend",
                                        "thousands", "hanzi",   "tally"};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (str_is(filter, names[i])) {
            return true;
        }
    }
    return false;
}

/* What the first filter says of a value. */
static void
mark_by_filter(struct walker *walker, const struct expr *expr,
               struct need *need)
{
    const struct filter_use *use = expr->uses;
    const char *kind = use->filter->signature;
    struct str name = str_from(use->filter->name);
    char takes = use->filter->form[0];

    if (takes == 'l' || takes == 'm' || takes == 'r' || str_is(name, "count") ||
        str_is(name, "more") || str_is(name, "first")) {
        if (expr->path.n_names > 1) {
            struct path rows = {expr->path.names, expr->path.n_names - 1, NULL};
            struct need *owner = need_of(walker, &rows);

            if (owner) {
                owner->is_list = true;
            }
        } else {
            need->is_list = true;
        }
    }
    need->is_date |= str_is(name, "date");
    need->is_number |= is_arithmetic(name);
    for (size_t i = 0; i < use->n_arguments; i++, kind++) {
        kind += *kind == '?';
        if (*kind == 'c') {
            struct need *column =
                member_of(walker, need, use->arguments[i].text);

            column->is_value = true;
            column->is_number |= takes == 'm';
        }
    }
}

/* Rows that are counted, or one column of them that is added up. */
static void
mark_tallied(struct walker *walker, const struct path *path, struct need *need)
{
    struct path rows = {path->names, path->n_names - 1, NULL};
    struct need *owner = path->n_names > 1 ? need_of(walker, &rows) : NULL;

    if (owner) {
        owner->is_list = true;
        need->is_value = true;
        need->is_number = true;
    } else {
        need->is_list = true;
    }
}

static void
add_arguments(struct walker *walker, const struct filter_use *use)
{
    for (size_t i = 0; i < use->n_arguments; i++) {
        struct decimal number;
        struct need *need;

        if (use->arguments[i].kind == ARGUMENT_PATH &&
            !decimal_parse(use->arguments[i].text, &number)) {
            need = need_of(walker, &use->arguments[i].path);
            if (need && str_is(str_from(use->filter->name), "tally")) {
                mark_tallied(walker, &use->arguments[i].path, need);
            } else if (need) {
                need->is_value = true;
                need->is_date |= str_is(str_from(use->filter->name), "date");
                need->is_number |= !need->is_date;
            }
        }
    }
}

/* A view of its own that rows within rows are taken from; NULL: it may be a
 * column. */
static struct need *
view_of(struct walker *walker, const struct expr *expr, bool is_section)
{
    struct need *owner = NULL;

    if (walker->needs->data || expr->path.n_names != 1) {
        return NULL;
    }
    if (expr_use(expr, "by")) {
        owner = walker->needs->root;
    } else if (is_section) {
        owner = list_owner_of(walker, expr->path.names[0]);
    }
    return owner ? member_of(walker, owner, expr->path.names[0]) : NULL;
}

static struct need *
add_expr(struct walker *walker, const struct expr *expr, bool is_section)
{
    struct need *need = view_of(walker, expr, is_section);

    need = need ? need : need_of(walker, &expr->path);

    if (need && expr->n_uses) {
        mark_by_filter(walker, expr, need);
    }
    for (size_t i = 0; i < expr->n_uses; i++) {
        add_arguments(walker, &expr->uses[i]);
    }
    return need;
}

/* A name alone, an item or a position stands in it: then it is rows. */
static bool
binds(const struct node *section)
{
    for (const struct node *n = section->children; n; n = n->next) {
        if ((n->kind == NODE_VALUE || n->kind == NODE_SECTION ||
             n->kind == NODE_INVERTED) &&
            n->expr.source.len && n->expr.path.n_names < 2) {
            return true;
        }
        if (binds(n)) {
            return true;
        }
    }
    return false;
}

/* Gives true or false, not rows. */
static bool
is_condition(const struct expr *expr)
{
    return expr->n_uses && expr->uses[expr->n_uses - 1].filter->form[1] == 's';
}

static struct form
form_at(const struct walker *walker, const struct expr *expr)
{
    const struct dataset *data = walker->needs->data;
    const struct path *path = &expr->path;
    struct form form = {.kind = FORM_ANY};
    bool failed = false;
    bool found = false;
    struct value value;

    if (path->n_names == 0) {
        return form;
    }
    for (const struct level *l = walker->level; l && !found; l = l->outer) {
        found = form_member(&l->item, path->names[0], &form);
    }
    if (!found && data->find(data->user, path->names[0], &value, &failed)) {
        form = form_of(value, walker->needs->arena);
    }
    for (size_t i = 1; i < path->n_names; i++) {
        struct form owner = form;

        if (!form_member(&owner, path->names[i], &form)) {
            form.kind = FORM_ANY;
        }
    }
    return form;
}

static void walk(struct walker *walker, const struct node *node);

static void
walk_section(struct walker *walker, const struct node *node)
{
    struct level level = {.outer = walker->level};
    const struct level *outer = walker->level;
    struct need *need =
        node->expr.source.len ? add_expr(walker, &node->expr, true) : NULL;

    if (need && node->kind == NODE_SECTION && !is_condition(&node->expr)) {
        if (walker->needs->data) {
            struct form form = form_at(walker, &node->expr);

            level.item = form_item(&form);
            level.need = form.kind == FORM_VALUE ? NULL : need;
            need->is_list |= form.kind == FORM_ROWS || form.kind == FORM_LIST;
            need->is_record |= form.kind == FORM_RECORD;
        } else if (node->expr.path.n_names == 1 && binds(node)) {
            level.need = need;
            need->is_list = true;
        }
    }
    level.groups =
        level.need && node->expr.n_uses &&
        node->expr.uses[node->expr.n_uses - 1].filter->form[1] == 'g';
    walker->level = &level;
    walk(walker, node);
    walker->level = outer;
}

static void
walk(struct walker *walker, const struct node *node)
{
    for (const struct node *n = node->children; n; n = n->next) {
        if (n->kind == NODE_VALUE) {
            struct need *need = add_expr(walker, &n->expr, false);

            if (need) {
                need->is_value = true;
            }
        } else if (n->kind == NODE_SECTION || n->kind == NODE_INVERTED) {
            walk_section(walker, n);
        }
    }
}

void
needs_add(struct needs *needs, const struct template *template)
{
    struct walker walker = {needs, NULL};

    if (!needs->root) {
        needs->root = arena_alloc(needs->arena, sizeof *needs->root);
        needs->root->is_record = true;
    }
    for (size_t i = 0; i < template->n_parts; i++) {
        if (template->parts[i].outline) {
            walk(&walker, template->parts[i].outline);
        }
    }
}

static json_t *
types(const char *const *names)
{
    json_t *array = json_array();

    for (; *names; names++) {
        json_array_append_new(array, json_string(*names));
    }
    return array;
}

static json_t *schema_of(const struct need *need);

static json_t *
object_of(const struct need *need)
{
    json_t *json = json_object();
    json_t *properties = json_object();
    json_t *required = json_array();

    for (const struct need *m = need->members; m; m = m->next) {
        json_object_setn_new_nocheck(properties, m->name.ptr, m->name.len,
                                     schema_of(m));
        json_array_append_new(required, json_stringn(m->name.ptr, m->name.len));
    }
    json_object_set_new(json, "type", json_string("object"));
    json_object_set_new(json, "properties", properties);
    json_object_set_new(json, "required", required);
    return json;
}

static json_t *
schema_of(const struct need *need)
{
    static const char *const numbers[] = {"number", "string", "null", NULL};
    static const char *const dates[] = {"string", "null", NULL};
    static const char *const values[] = {"string", "number", "null", NULL};
    json_t *json;

    if (need->members && !need->is_list) {
        return object_of(need);
    }
    json = json_object();
    if (need->is_list) {
        json_object_set_new(json, "type", json_string("array"));
        if (need->members) {
            json_object_set_new(json, "items", object_of(need));
        }
    } else if (need->is_date) {
        json_object_set_new(json, "type", types(dates));
        json_object_set_new(json, "format", json_string("date"));
    } else if (need->is_value || need->is_number) {
        json_object_set_new(json, "type",
                            types(need->is_number ? numbers : values));
    }
    return json;
}

void
needs_print(const struct needs *needs, FILE *out)
{
    static const struct need none = {.is_record = true};
    json_t *json = object_of(needs->root ? needs->root : &none);
    json_t *whole = json_object();

    json_object_set_new(
        whole, "$schema",
        json_string("https://json-schema.org/draft/2020-12/schema"));
    json_object_update(whole, json);
    json_dumpf(whole, out, JSON_INDENT(1));
    fputc('\n', out);
    json_decref(json);
    json_decref(whole);
}
