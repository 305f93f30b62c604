#include "gen/template/expr.h"

#include <string.h>

#include "gen/template/filter.h"

/* ASCII sign or its full-width twin at the start of s: its length, else 0. */
static size_t
sign_length(struct str s, struct str sign, struct str twin)
{
    if (str_starts_with(s, sign)) {
        return sign.len;
    }
    return str_starts_with(s, twin) ? twin.len : 0;
}

static size_t
pipe_length(struct str s)
{
    return sign_length(s, STR("|"), STR("\uFF5C"));
}

static size_t
comma_length(struct str s)
{
    return sign_length(s, STR(","), STR("\uFF0C"));
}

/* Offset of the next | outside quotes, or s.len. */
static size_t
find_pipe(struct str s)
{
    bool quoted = false;

    for (size_t i = 0; i < s.len; i++) {
        struct str rest = str_slice(s, i, s.len);

        if (s.ptr[i] == '"' || str_starts_with(rest, STR("\u201C")) ||
            str_starts_with(rest, STR("\u201D"))) {
            quoted = !quoted;
        } else if (!quoted && pipe_length(rest)) {
            return i;
        }
    }
    return s.len;
}

bool
path_parse(struct str text, struct arena *arena, struct path *path)
{
    struct str rest = str_trim(text);
    size_t n = 1;

    *path = (struct path){.cache = arena_alloc(arena, sizeof *path->cache)};
    if (str_is(rest, ".")) {
        return true;
    }
    for (size_t i = 0; i < rest.len; i++) {
        n += rest.ptr[i] == '.';
    }
    path->names = arena_alloc(arena, n * sizeof *path->names);
    while (rest.ptr) {
        struct str name = str_trim(str_split(&rest, STR(".")));

        if (name.len == 0) {
            return false;
        }
        if (str_starts_with(name, STR("\uFF20"))) {
            name = arena_strf(arena, "@%.*s",
                              STR_ARG(str_slice(name, 3, name.len)));
        }
        path->names[path->n_names++] = name;
    }
    return path->n_names > 0;
}

bool
path_equals(const struct path *a, const struct path *b)
{
    if (a->n_names != b->n_names) {
        return false;
    }
    for (size_t i = 0; i < a->n_names; i++) {
        if (!str_equals(a->names[i], b->names[i])) {
            return false;
        }
    }
    return true;
}

/* Cuts one quoted argument off rest; false if it does not begin a quote. */
static bool
take_quoted(struct str *rest, struct str *out)
{
    static const struct {
        struct str open, close;
    } quotes[] = {
        {{"\"", 1}, {"\"", 1}},
        {{"\u201C", 3}, {"\u201D", 3}},
        {{"\u201D", 3}, {"\u201D", 3}},
    };
    struct str s = str_trim(*rest);

    for (size_t i = 0; i < sizeof quotes / sizeof quotes[0]; i++) {
        size_t end = str_find(s, quotes[i].close, quotes[i].open.len);

        if (str_starts_with(s, quotes[i].open) && end != SIZE_MAX) {
            *out = str_slice(s, quotes[i].open.len, end);
            s = str_trim(str_slice(s, end + quotes[i].close.len, s.len));
            *rest = str_slice(s, comma_length(s), s.len);
            return true;
        }
    }
    return false;
}

/* Cuts the next argument of the kind off rest. */
static struct str
take_argument(struct str *rest, char kind)
{
    struct str s = *rest;
    struct str out;

    if (take_quoted(rest, &out)) {
        return out;
    }
    if (kind != 'T') {
        for (size_t i = 0; i < s.len; i++) {
            size_t len = comma_length(str_slice(s, i, s.len));
            bool is_text = kind == 'j' && (i == 0 || i + len == s.len);

            if (len && !is_text) {
                *rest = str_slice(s, i + len, s.len);
                return str_trim(str_slice(s, 0, i));
            }
        }
    }
    *rest = str_slice(s, s.len, s.len);
    return str_trim(s);
}

/* Up to four digits, ASCII or full-width. */
static bool
read_number(struct str text, unsigned *number)
{
    const char *p = text.ptr;
    const char *end = p + text.len;

    *number = 0;
    if (text.len == 0 || utf8_count(text) > 4) {
        return false;
    }
    while (p < end) {
        uint32_t code = 0;
        size_t len = utf8_decode(p, end, &code);

        if (code >= 0xFF10 && code <= 0xFF19) {
            code -= 0xFF10 - '0';
        }
        if (len == 0 || code < '0' || code > '9') {
            return false;
        }
        *number = *number * 10 + (code - '0');
        p += len;
    }
    return true;
}

static bool
read_argument(struct str text, char kind, struct arena *arena,
              struct argument *out)
{
    out->text = text;
    if (kind == 'n') {
        out->kind = ARGUMENT_NUMBER;
        return read_number(text, &out->number);
    }
    if (kind == 'p') {
        out->kind = ARGUMENT_PATH;
        return path_parse(text, arena, &out->path);
    }
    out->kind = ARGUMENT_TEXT;
    return true;
}

static enum expr_status
parse_arguments(struct str rest, struct arena *arena, struct filter_use *use,
                struct str *fault)
{
    const char *kind = use->filter->signature;
    bool optional = false;

    for (; *kind; kind++) {
        struct argument *argument = &use->arguments[use->n_arguments];

        if (*kind == '?') {
            optional = true;
            continue;
        }
        if (rest.len == 0) {
            break;
        }
        *fault = take_argument(&rest, *kind);
        if (!read_argument(*fault, *kind, arena, argument)) {
            return EXPR_BAD_ARGUMENT;
        }
        use->n_arguments++;
    }
    if (rest.len) {
        *fault = rest;
        return EXPR_MANY_ARGUMENTS;
    }
    return *kind && *kind != '?' && !optional ? EXPR_FEW_ARGUMENTS : EXPR_OK;
}

static enum expr_status
parse_use(struct str text, struct arena *arena, struct filter_use *use,
          struct str *fault)
{
    struct str name = text;
    struct str rest = {"", 0};
    enum expr_status status;

    for (size_t i = 0; i < text.len; i++) {
        size_t len = sign_length(str_slice(text, i, text.len), STR(":"),
                                 STR("\uFF1A"));

        if (len) {
            name = str_slice(text, 0, i);
            rest = str_slice(text, i + len, text.len);
            break;
        }
    }
    name = str_trim(name);
    *fault = name;
    use->filter = filter_find(name);
    if (!use->filter) {
        return EXPR_UNKNOWN_FILTER;
    }
    status = parse_arguments(rest, arena, use, fault);
    if (status == EXPR_FEW_ARGUMENTS) {
        *fault = name;
    }
    return status;
}

enum expr_status
expr_parse(struct str body, struct arena *arena, struct expr *expr,
           struct str *fault)
{
    size_t at = find_pipe(body);
    struct str rest = str_slice(body, at, body.len);
    size_t room = 0;

    *expr = (struct expr){.source = body};
    *fault = str_trim(str_slice(body, 0, at));
    if (fault->len == 0) {
        return EXPR_NO_NAME;
    }
    if (!path_parse(*fault, arena, &expr->path)) {
        return EXPR_BAD_NAME;
    }
    while (rest.len) {
        enum expr_status status;

        rest = str_slice(rest, pipe_length(rest), rest.len);
        at = find_pipe(rest);
        if (expr->n_uses == room) {
            room = room ? room * 2 : 2;
            expr->uses = arena_grow(arena, expr->uses, expr->n_uses, room,
                                    sizeof *expr->uses);
        }
        status = parse_use(str_slice(rest, 0, at), arena,
                           &expr->uses[expr->n_uses++], fault);
        if (status != EXPR_OK) {
            return status;
        }
        rest = str_slice(rest, at, rest.len);
    }
    return EXPR_OK;
}
