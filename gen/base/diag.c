#include "gen/base/diag.h"

#include "gen/base/mem.h"

void
diags_clear(struct diags *diags)
{
    mem_free(diags->items);
    arena_clear(&diags->arena);
    *diags = (struct diags){0};
}

struct diag_alias {
    struct diag_alias *next;
    struct str work;
    struct str shown;
};

void
diags_show_as(struct diags *diags, const char *work, const char *shown)
{
    struct diag_alias *alias = arena_alloc(&diags->arena, sizeof *alias);

    *alias = (struct diag_alias){
        .next = diags->aliases,
        .work = arena_str(&diags->arena, str_from(work)),
        .shown = arena_str(&diags->arena, str_from(shown)),
    };
    diags->aliases = alias;
}

/* As the user knows the file. */
static const char *
copy_path(struct diags *diags, const char *path)
{
    struct str rest = str_from(path);

    for (const struct diag_alias *a = diags->aliases; path && a; a = a->next) {
        if (str_starts_with(rest, a->work)) {
            rest = str_slice(rest, a->work.len, rest.len);
            if (!a->shown.len && str_starts_with(rest, STR("/"))) {
                rest = str_slice(rest, 1, rest.len);
            }
            return arena_strf(&diags->arena, "%.*s%.*s", STR_ARG(a->shown),
                              STR_ARG(rest))
                .ptr;
        }
    }
    return path ? arena_cstr(&diags->arena, rest) : NULL;
}

static const char *
copy_name(struct diags *diags, const char *name)
{
    return name ? arena_cstr(&diags->arena, str_from(name)) : NULL;
}

void
diag_add(struct diags *diags, enum severity severity, struct location at,
         struct str message)
{
    struct diag *diag;

    if (diags->n_items == diags->cap) {
        diags->cap = diags->cap ? diags->cap * 2 : 16;
        diags->items =
            mem_resize(diags->items, diags->cap, sizeof *diags->items);
    }
    diag = &diags->items[diags->n_items++];
    at.path = copy_path(diags, at.path);
    at.sheet = copy_name(diags, at.sheet);
    at.place = copy_name(diags, at.place);
    *diag = (struct diag){severity, at, arena_cstr(&diags->arena, message),
                          NULL, NULL};
    diags->n_errors += severity == SEVERITY_ERROR;
    diags->n_warnings += severity == SEVERITY_WARNING;
}

static void
add_formatted(struct diags *diags, enum severity severity, struct location at,
              const char *fmt, va_list args)
{
    struct strbuf sb = {0};

    strbuf_vaddf(&sb, fmt, args);
    diag_add(diags, severity, at, strbuf_str(&sb));
    strbuf_clear(&sb);
}

bool
diag_error(struct diags *diags, struct location at, const char *fmt, ...)
{
    va_list args;

    va_start(args, fmt);
    add_formatted(diags, SEVERITY_ERROR, at, fmt, args);
    va_end(args);
    return false;
}

bool
diag_system(struct diags *diags, struct location at, const char *fmt, ...)
{
    va_list args;

    va_start(args, fmt);
    add_formatted(diags, SEVERITY_ERROR, at, fmt, args);
    va_end(args);
    diags->system_failed = true;
    return false;
}

void
diag_warning(struct diags *diags, struct location at, const char *fmt, ...)
{
    va_list args;

    va_start(args, fmt);
    add_formatted(diags, SEVERITY_WARNING, at, fmt, args);
    va_end(args);
}

void
diag_note(struct diags *diags, struct location at, const char *fmt, ...)
{
    va_list args;

    va_start(args, fmt);
    add_formatted(diags, SEVERITY_NOTE, at, fmt, args);
    va_end(args);
}

void
diag_advise(struct diags *diags, const char *fmt, ...)
{
    struct strbuf sb = {0};
    va_list args;

    if (diags->n_items == 0) {
        return;
    }
    va_start(args, fmt);
    strbuf_vaddf(&sb, fmt, args);
    va_end(args);
    diags->items[diags->n_items - 1].advice =
        arena_cstr(&diags->arena, strbuf_str(&sb));
    strbuf_clear(&sb);
}

void
diag_quote(struct diags *diags, struct str text)
{
    if (diags->n_items) {
        diags->items[diags->n_items - 1].text = arena_cstr(&diags->arena, text);
    }
}

void
diag_copy(struct diags *diags, const struct diag *diag, struct location at)
{
    diag_add(diags, diag->severity, at, str_from(diag->message));
    if (diag->advice) {
        diag_advise(diags, "%s", diag->advice);
    }
    if (diag->text) {
        diag_quote(diags, str_from(diag->text));
    }
}

void
location_add_cell(struct strbuf *sb, uint32_t row, uint32_t col)
{
    char letters[8];
    size_t n = 0;

    for (; col; col = (col - 1) / 26) {
        letters[n++] = (char)('A' + (col - 1) % 26);
    }
    while (n) {
        strbuf_add_char(sb, letters[--n]);
    }
    if (row) {
        strbuf_addf(sb, "%u", (unsigned)row);
    }
}

void
location_add_place(struct strbuf *sb, struct location at)
{
    if (at.sheet) {
        location_add_cell(sb, at.row, at.col);
    } else {
        strbuf_addf(sb, _("line %u"), (unsigned)at.row);
    }
}

void
location_format(struct strbuf *sb, struct location at)
{
    strbuf_add_cstr(sb, at.path ? at.path : "tongbao");
    if (at.sheet) {
        strbuf_addf(sb, "!%s", at.sheet);
        if (at.row || at.col) {
            strbuf_add_char(sb, '!');
            location_add_cell(sb, at.row, at.col);
        }
    } else if (at.row) {
        strbuf_addf(sb, ":%u", (unsigned)at.row);
        if (at.col) {
            strbuf_addf(sb, ":%u", (unsigned)at.col);
        }
    }
    if (at.place) {
        strbuf_addf(sb, ": %s", at.place);
    }
}

void
diag_format(struct strbuf *sb, const struct diag *diag)
{
    static const char *const names[] = {N_("note"), N_("warning"), N_("error")};
    struct strbuf line = {0};

    location_format(&line, diag->at);
    strbuf_addf(&line, ": %s: %s", _(names[diag->severity]), diag->message);
    if (diag->advice) {
        strbuf_addf(&line, _("; %s"), diag->advice);
    }
    strbuf_add_visible(sb, strbuf_str(&line));
    strbuf_clear(&line);
}

void
diags_print(const struct diags *diags, FILE *out, bool notes)
{
    struct strbuf sb = {0};

    for (size_t i = 0; i < diags->n_items; i++) {
        if (diags->items[i].severity == SEVERITY_NOTE && !notes) {
            continue;
        }
        strbuf_cut(&sb, 0);
        diag_format(&sb, &diags->items[i]);
        fprintf(out, "%s\n", sb.ptr);
    }
    strbuf_clear(&sb);
}

int
diags_status(const struct diags *diags)
{
    if (diags->system_failed) {
        return 3;
    }
    return diags->n_errors ? 1 : 0;
}
