#include "gen/template/lint.h"

#include "gen/template/filter.h"
#include "gen/template/nearest.h"

/* An open section, innermost first. */
struct level {
    const struct level *outer;
    struct form item;
    bool counts; /* over rows or a list: has positions */
};

struct linter {
    struct lint *lint;
    const struct level *level;
    const struct origin *origin; /* of the tag being read */
};

static int
compare_use(struct str name, struct str member, const struct lint_use *use)
{
    int order = str_compare(name, use->name);

    return order ? order : str_compare(member, use->member);
}

/* Where it stands, or would stand. */
static size_t
place_of(const struct lint *lint, struct str name, struct str member)
{
    size_t low = 0;
    size_t high = lint->n_uses;

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (compare_use(name, member, &lint->uses[middle]) > 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

bool
lint_uses(const struct lint *lint, struct str name, struct str member)
{
    size_t at = place_of(lint, name, member);

    return at < lint->n_uses && compare_use(name, member, &lint->uses[at]) == 0;
}

void
lint_use(struct lint *lint, struct str name, struct str member)
{
    size_t at = place_of(lint, name, member);

    if (lint_uses(lint, name, member)) {
        return;
    }
    if (lint->n_uses == lint->room) {
        lint->room = lint->room ? lint->room * 2 : 64;
        lint->uses = arena_grow(lint->arena, lint->uses, lint->n_uses,
                                lint->room, sizeof *lint->uses);
    }
    for (size_t i = lint->n_uses++; i > at; i--) {
        lint->uses[i] = lint->uses[i - 1];
    }
    lint->uses[at] = (struct lint_use){name, member};
}

static void
try_names(struct nearest *nearest, const struct form *form)
{
    for (size_t i = 0; i < form->n_names; i++) {
        nearest_try(nearest, form->names[i]);
    }
}

static void
advise(const struct linter *linter, const struct nearest *nearest)
{
    if (nearest->best.ptr) {
        diag_advise(linter->lint->diags, _("did you mean “%.*s”?"),
                    STR_ARG(nearest->best));
    }
}

static bool
report_name(const struct linter *linter, struct str name)
{
    const struct dataset *data = linter->lint->data;
    struct nearest nearest = nearest_to(name);

    for (const struct level *l = linter->level; l; l = l->outer) {
        try_names(&nearest, &l->item);
    }
    if (data->each_name) {
        data->each_name(data->user, nearest_try_name, &nearest);
    }
    origin_error(linter->origin, linter->lint->diags,
                 _("there is no name “%.*s”"), STR_ARG(name));
    advise(linter, &nearest);
    return false;
}

static bool
report_member(const struct linter *linter, struct str owner, struct str name,
              const struct form *form)
{
    struct nearest nearest = nearest_to(name);

    try_names(&nearest, form);
    origin_error(linter->origin, linter->lint->diags, _("“%.*s” has no “%.*s”"),
                 STR_ARG(owner), STR_ARG(name));
    advise(linter, &nearest);
    return false;
}

static bool
is_position(struct str name)
{
    return str_is(name, "@first") || str_is(name, "@last") ||
           str_is(name, "@index") || str_is(name, "序号");
}

static bool
find_root(const struct linter *linter, struct str name, struct form *out)
{
    struct lint *lint = linter->lint;
    struct value value;

    if (!lint->data) {
        *out = (struct form){.kind = FORM_ANY};
    } else if (lint->data->find(lint->data->user, name, &value,
                                &lint->failed)) {
        *out = form_of(value, lint->arena);
        out->root = name;
    } else {
        *out = (struct form){.kind = FORM_ANY};
        return lint->failed || report_name(linter, name);
    }
    lint_use(lint, name, (struct str){NULL, 0});
    return true;
}

/* The first name of a path. */
static bool
find_name(const struct linter *linter, struct str name, struct form *out)
{
    for (const struct level *level = linter->level; level;
         level = level->outer) {
        if (form_member(&level->item, name, out)) {
            if (level->item.root.ptr) {
                lint_use(linter->lint, level->item.root, name);
            }
            return true;
        }
        if (level->counts && is_position(name)) {
            *out = (struct form){.kind = FORM_VALUE};
            return true;
        }
        if (level->item.kind == FORM_ANY) {
            *out = (struct form){.kind = FORM_ANY};
            return true;
        }
    }
    return find_root(linter, name, out);
}

static bool
check_path(const struct linter *linter, const struct path *path,
           struct form *out)
{
    if (path->n_names == 0) {
        *out = linter->level ? linter->level->item
                             : (struct form){.kind = FORM_ANY};
        return true;
    }
    if (!find_name(linter, path->names[0], out)) {
        return false;
    }
    for (size_t i = 1; i < path->n_names && out->kind != FORM_ANY; i++) {
        struct form owner = *out;

        if (!form_member(&owner, path->names[i], out)) {
            *out = (struct form){.kind = FORM_ANY};
            return report_member(linter, path->names[i - 1], path->names[i],
                                 &owner);
        }
        if (owner.root.ptr) {
            lint_use(linter->lint, owner.root, path->names[i]);
        }
    }
    return true;
}

static bool
check_column(const struct linter *linter, const struct filter_use *use,
             struct str column, const struct form *form)
{
    struct form member;

    if (form->kind == FORM_ANY || form_member(form, column, &member)) {
        if (form->root.ptr) {
            lint_use(linter->lint, form->root, column);
        }
        return true;
    }
    if (form->kind != FORM_ROWS) {
        return origin_error(linter->origin, linter->lint->diags,
                            _("“%s” names the column “%.*s”, but there are "
                              "no rows"),
                            use->filter->name, STR_ARG(column));
    }
    return report_member(linter, str_from(use->filter->name), column, form);
}

/* by compares with what the open sections have in columns of these names. */
static bool
check_own(const struct linter *linter, const struct filter_use *use)
{
    bool ok = true;

    for (size_t i = 0; i < use->n_arguments; i++) {
        struct str names[1] = {use->arguments[i].text};
        struct path own = {names, 1, NULL};
        struct form ignored;

        ok = check_path(linter, &own, &ignored) && ok;
    }
    return ok;
}

static bool
check_arguments(const struct linter *linter, const struct filter_use *use,
                const struct form *form)
{
    const char *kind = use->filter->signature;
    bool ok = true;

    for (size_t i = 0; i < use->n_arguments; i++, kind++) {
        const struct argument *argument = &use->arguments[i];
        struct decimal number;
        struct form ignored;

        kind += *kind == '?';
        if (*kind == 'c') {
            ok = check_column(linter, use, argument->text, form) && ok;
        } else if (*kind == 'p' && !decimal_parse(argument->text, &number)) {
            ok = check_path(linter, &argument->path, &ignored) && ok;
        }
    }
    if (str_is(str_from(use->filter->name), "by") && form->kind == FORM_ROWS) {
        ok = check_own(linter, use) && ok;
    }
    return ok;
}

/* What a form is to a filter: one of its letters. */
static bool
is_taken(char takes, const struct filter_use *use, const struct form *form)
{
    switch (takes) {
    case 's':
        return form->kind == FORM_VALUE;
    case 'l':
        return form->kind == FORM_VALUE || form->kind == FORM_LIST;
    case 'r':
        return form->kind == FORM_ROWS;
    case 'm':
        return form->kind == FORM_LIST ||
               (form->kind == FORM_ROWS && use->n_arguments);
    default:
        return true;
    }
}

static bool
apply_filter(const struct linter *linter, const struct filter_use *use,
             struct form *form)
{
    char takes = use->filter->form[0];
    char gives = use->filter->form[1];
    bool ok = check_arguments(linter, use, form);

    if (form->kind != FORM_ANY && !is_taken(takes, use, form)) {
        origin_error(linter->origin, linter->lint->diags,
                     takes == 's' ? _("“%s” works on a single value, not on "
                                      "rows or a list")
                     : takes == 'l' || takes == 'm'
                         ? _("“%s” needs one column of the rows")
                         : _("“%s” works on rows"),
                     use->filter->name);
        ok = false;
    }
    if (gives == 's') {
        *form = (struct form){.kind = FORM_VALUE};
    } else if (gives == 'g' && form->kind == FORM_ROWS) {
        *form = form_grouped(form, use->arguments[0].text, linter->lint->arena);
    } else if (gives == 'f') {
        form->folds = use->arguments[0].number;
        form->folds = form->folds > 9 ? 9 : form->folds;
    }
    return ok;
}

static bool
check_expr(const struct linter *linter, const struct expr *expr,
           struct form *form)
{
    bool ok = check_path(linter, &expr->path, form);

    for (size_t i = 0; i < expr->n_uses; i++) {
        ok = apply_filter(linter, &expr->uses[i], form) && ok;
    }
    return ok;
}

static bool
check_value(struct linter *linter, const struct node *node)
{
    struct form form;

    linter->origin = node->origin;
    if (!check_expr(linter, &node->expr, &form)) {
        return false;
    }
    if (form.kind == FORM_ANY || form.kind == FORM_VALUE) {
        return true;
    }
    origin_error(node->origin, linter->lint->diags,
                 form.kind == FORM_RECORD
                     ? _("“%.*s” is a record, not a single value")
                     : _("“%.*s” is a list, not a single value"),
                 STR_ARG(node->expr.source));
    diag_advise(linter->lint->diags, "%s",
                form.kind == FORM_RECORD
                    ? _("name one of its columns behind a dot")
                    : _("join it (|join:、), count it (|count) or put it into "
                        "a section {{#…}}…{{/…}}"));
    return false;
}

static bool check_children(struct linter *linter, const struct node *node);

static bool
check_section(struct linter *linter, const struct node *node)
{
    struct level level = {.outer = linter->level};
    struct form form = {.kind = FORM_ANY};
    const struct level *outer = linter->level;
    bool ok = true;

    linter->origin = node->origin;
    if (node->expr.source.len) { /* else the tag itself is faulty */
        ok = check_expr(linter, &node->expr, &form);
    }
    if (node->kind == NODE_SECTION) {
        level.item = form_item(&form);
        level.counts = form.kind == FORM_ROWS || form.kind == FORM_LIST;
        linter->level = &level;
    }
    ok = check_children(linter, node) && ok;
    linter->level = outer;
    return ok;
}

static bool
check_children(struct linter *linter, const struct node *node)
{
    bool ok = true;

    for (const struct node *child = node->children; child;
         child = child->next) {
        if (child->kind == NODE_VALUE) {
            ok = check_value(linter, child) && ok;
        } else if (child->kind == NODE_SECTION ||
                   child->kind == NODE_INVERTED) {
            ok = check_section(linter, child) && ok;
        }
    }
    return ok;
}

bool
lint_tree(struct lint *lint, const struct node *root, const struct form *row)
{
    struct level level = {.outer = NULL};
    struct linter linter = {lint, NULL, NULL};

    if (row) {
        level.item = *row;
        level.counts = true;
        linter.level = &level;
    }
    return check_children(&linter, root);
}

bool
lint_template(struct lint *lint, const struct template *template)
{
    bool ok = true;

    for (size_t i = 0; i < template->n_parts; i++) {
        if (template->parts[i].outline) {
            ok = lint_tree(lint, template->parts[i].outline, NULL) && ok;
        }
    }
    return ok;
}

bool
lint_expr(struct lint *lint, const struct expr *expr,
          const struct origin *origin)
{
    struct linter linter = {lint, NULL, origin};
    struct form form;

    return check_expr(&linter, expr, &form);
}
