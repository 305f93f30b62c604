#include "gen/template/tree.h"

#include "gen/template/filter.h"

enum { QUOTED_CHARACTERS = 12 };

struct node *
node_new(struct arena *arena, enum node_kind kind)
{
    struct node *node = arena_alloc(arena, sizeof *node);

    node->kind = kind;
    return node;
}

void
node_add(struct node *parent, struct node *child)
{
    if (parent->last) {
        parent->last->next = child;
    } else {
        parent->children = child;
    }
    parent->last = child;
    child->parent = parent;
}

/* The last n characters before at, without what stands before a line end. */
static struct str
text_before(struct str text, size_t at)
{
    size_t from = at;
    size_t n = 0;

    while (from > 0 && text.ptr[from - 1] != '\n') {
        from--;
        n += ((unsigned char)text.ptr[from] & 0xC0) != 0x80;
        if (n == QUOTED_CHARACTERS) {
            break;
        }
    }
    return str_slice(text, from, at);
}

static struct str
text_after(struct str text, size_t at)
{
    size_t to = at;
    size_t n = 0;

    while (to < text.len && text.ptr[to] != '\n') {
        n += ((unsigned char)text.ptr[to] & 0xC0) != 0x80;
        if (n > QUOTED_CHARACTERS) {
            break;
        }
        to++;
    }
    return str_slice(text, at, to);
}

void
origin_quote(struct origin *origin, struct str text, size_t start, size_t end,
             struct arena *arena)
{
    origin->tag = arena_str(arena, str_slice(text, start, end));
    origin->before = arena_str(arena, text_before(text, start));
    origin->after = arena_str(arena, text_after(text, end));
}

static void
add_finding(const struct origin *origin, enum severity severity,
            struct diags *diags, const char *fmt, va_list args)
{
    struct location at = {
        .path = origin->path, .row = origin->line, .place = origin->place};
    struct strbuf sb = {0};

    strbuf_vaddf(&sb, fmt, args);
    if (origin->tag.len) {
        strbuf_addf(&sb, _(" (in “%.*s%.*s%.*s”)"), STR_ARG(origin->before),
                    STR_ARG(origin->tag), STR_ARG(origin->after));
    }
    diag_add(diags, severity, at, strbuf_str(&sb));
    diag_quote(diags, origin->tag);
    strbuf_clear(&sb);
}

bool
origin_error(const struct origin *origin, struct diags *diags, const char *fmt,
             ...)
{
    va_list args;

    va_start(args, fmt);
    add_finding(origin, SEVERITY_ERROR, diags, fmt, args);
    va_end(args);
    return false;
}

void
origin_warning(const struct origin *origin, struct diags *diags,
               const char *fmt, ...)
{
    va_list args;

    va_start(args, fmt);
    add_finding(origin, SEVERITY_WARNING, diags, fmt, args);
    va_end(args);
}

static bool
report_expr(const struct origin *origin, enum expr_status status,
            struct str fault, struct diags *diags)
{
    const struct filter *nearest =
        status == EXPR_UNKNOWN_FILTER ? filter_nearest(fault) : NULL;

    switch (status) {
    case EXPR_OK:
        return true;
    case EXPR_NO_NAME:
        return origin_error(origin, diags, _("a tag without a name"));
    case EXPR_BAD_NAME:
        return origin_error(origin, diags, _("“%.*s” is no name"),
                            STR_ARG(fault));
    case EXPR_UNKNOWN_FILTER:
        origin_error(origin, diags, _("there is no filter “%.*s”"),
                     STR_ARG(fault));
        if (nearest) {
            diag_advise(diags, _("did you mean %s (%s)?"), nearest->name,
                        nearest->chinese);
        }
        return false;
    case EXPR_FEW_ARGUMENTS:
        return origin_error(origin, diags,
                            _("the filter “%.*s” needs an argument"),
                            STR_ARG(fault));
    case EXPR_MANY_ARGUMENTS:
    case EXPR_BAD_ARGUMENT:
        break;
    }
    return origin_error(origin, diags,
                        _("“%.*s” is no argument of this filter"),
                        STR_ARG(fault));
}

const struct filter_use *
expr_use(const struct expr *expr, const char *name)
{
    for (size_t i = 0; i < expr->n_uses; i++) {
        if (str_is(str_from(expr->uses[i].filter->name), name)) {
            return &expr->uses[i];
        }
    }
    return NULL;
}

/* How a value is merged downwards; false: *fault is no way to. */
static bool
read_merge(struct node *node, struct str *fault)
{
    const struct filter_use *use = expr_use(&node->expr, "merge");

    node->merges = use && node->kind == NODE_VALUE;
    if (!use || use->n_arguments == 0) {
        return true;
    }
    *fault = use->arguments[0].text;
    node->repeats = str_is(*fault, "repeat") || str_is(*fault, "重印");
    return node->repeats;
}

struct node *
node_from_tag(const struct tag_site *site, struct arena *arena,
              struct diags *diags)
{
    enum tag_kind kind = site->tag.kind;
    struct node *node = node_new(arena, kind == TAG_SECTION    ? NODE_SECTION
                                        : kind == TAG_INVERTED ? NODE_INVERTED
                                                               : NODE_VALUE);
    struct str fault;
    enum expr_status status = expr_parse(arena_str(arena, site->tag.body),
                                         arena, &node->expr, &fault);

    node->origin = site->origin;
    node->is_raw = kind == TAG_RAW;
    if (!report_expr(site->origin, status, fault, diags)) {
        return NULL;
    }
    if (!read_merge(node, &fault)) {
        report_expr(site->origin, EXPR_BAD_ARGUMENT, fault, diags);
        return NULL;
    }
    node->is_columns = tag_opens(kind) && expr_use(&node->expr, "columns");
    return node;
}

/* The part of a tag before its filters. */
static struct str
name_of(const struct tag *tag)
{
    struct str rest = tag->body;
    struct str name = str_split(&rest, STR("|"));

    rest = name;
    return str_trim(str_split(&rest, STR("\uFF5C")));
}

bool
tag_closes(const struct tag *close, const struct tag *open, struct arena *arena)
{
    struct path a;
    struct path b;

    return path_parse(name_of(close), arena, &a) &&
           path_parse(name_of(open), arena, &b) && path_equals(&a, &b);
}
