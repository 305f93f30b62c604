#include "gen/archive/manifest.h"

#include <stdlib.h>

void
manifest_add(struct strbuf *sb, const char *hex, struct str path)
{
    strbuf_add_cstr(sb, hex);
    strbuf_add_cstr(sb, "  ");
    for (size_t i = 0; i < path.len; i++) {
        char c = path.ptr[i];

        if (c == '\n' || c == '\r' || c == '%') {
            strbuf_addf(sb, "%%%02X", (unsigned)c);
        } else {
            strbuf_add_char(sb, c);
        }
    }
    strbuf_add_char(sb, '\n');
}

static struct str
decode_path(struct str text, struct arena *arena)
{
    static const char *const codes[] = {"%0A", "\n",  "%0D", "\r",  "%25",
                                        "%",   "%0a", "\n",  "%0d", "\r"};
    struct strbuf sb = {0};
    struct str path;

    for (size_t i = 0; i < text.len; i++) {
        struct str rest = str_slice(text, i, text.len);
        char c = text.ptr[i];

        for (size_t k = 0; k < sizeof codes / sizeof codes[0]; k += 2) {
            if (str_starts_with(rest, str_from(codes[k]))) {
                c = codes[k + 1][0];
                i += 2;
                break;
            }
        }
        strbuf_add_char(&sb, c);
    }
    path = arena_str(arena, strbuf_str(&sb));
    strbuf_clear(&sb);
    return path;
}

static bool
is_hex(struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (!((s.ptr[i] >= '0' && s.ptr[i] <= '9') ||
              (s.ptr[i] >= 'a' && s.ptr[i] <= 'f'))) {
            return false;
        }
    }
    return s.len == DIGEST_HEX_LEN;
}

static struct str
lower(struct str s, struct arena *arena)
{
    struct str copy = arena_str(arena, s);
    char *bytes = (char *)(uintptr_t)copy.ptr;

    for (size_t i = 0; i < copy.len; i++) {
        if (bytes[i] >= 'A' && bytes[i] <= 'Z') {
            bytes[i] = (char)(bytes[i] - 'A' + 'a');
        }
    }
    return copy;
}

static bool
leaves_bag(struct str path)
{
    struct str rest = path;

    if (path.len == 0 || path.ptr[0] == '/' || path.ptr[0] == '~') {
        return true;
    }
    while (rest.ptr) {
        struct str name = str_split(&rest, STR("/"));

        if (name.len == 0 || str_is(name, ".") || str_is(name, "..")) {
            return true;
        }
    }
    return false;
}

static bool
parse_line(struct manifest_line *line, struct str text, struct location at,
           struct arena *arena, struct diags *diags)
{
    size_t end = 0;

    while (end < text.len && text.ptr[end] != ' ' && text.ptr[end] != '\t') {
        end++;
    }
    line->hex = lower(str_slice(text, 0, end), arena);
    while (end < text.len && (text.ptr[end] == ' ' || text.ptr[end] == '\t')) {
        end++;
    }
    line->path = str_slice(text, end, text.len);
    if (line->path.len && line->path.ptr[0] == '*') { /* of sha256sum -b */
        line->path = str_slice(line->path, 1, line->path.len);
    }
    line->path = decode_path(line->path, arena);
    line->row = at.row;
    if (!is_hex(line->hex) || line->path.len == 0) {
        return diag_error(diags, at, _("this line is no digest and file name"));
    }
    return !leaves_bag(line->path) ||
           diag_error(diags, at, _("“%.*s” is no name inside the package"),
                      STR_ARG(line->path));
}

static int
compare(const void *a, const void *b)
{
    const struct manifest_line *const x = a;
    const struct manifest_line *const y = b;
    int order = str_compare(x->path, y->path);

    return order ? order : (x->row > y->row) - (x->row < y->row);
}

static bool
sort(struct manifest *manifest, struct location at, struct diags *diags)
{
    bool ok = true;

    if (manifest->n_lines) {
        qsort(manifest->lines, manifest->n_lines, sizeof *manifest->lines,
              compare);
    }
    for (size_t i = 1; i < manifest->n_lines; i++) {
        const struct manifest_line *line = &manifest->lines[i];

        if (str_equals(line->path, line[-1].path)) {
            at.row = line->row;
            ok = diag_error(diags, at, _("“%.*s” is listed in line %u already"),
                            STR_ARG(line->path), line[-1].row);
        }
    }
    return ok;
}

bool
manifest_parse(struct manifest *manifest, struct str text, struct location at,
               struct arena *arena, struct diags *diags)
{
    struct str rest = text;
    bool ok = true;

    *manifest = (struct manifest){0};
    for (at.row = 1; rest.ptr; at.row++) {
        struct str line = str_split(&rest, STR("\n"));

        if (str_ends_with(line, STR("\r"))) {
            line.len--;
        }
        if (line.len == 0) {
            continue;
        }
        if (manifest->n_lines == manifest->cap) {
            manifest->cap = manifest->cap ? manifest->cap * 2 : 64;
            manifest->lines =
                arena_grow(arena, manifest->lines, manifest->n_lines,
                           manifest->cap, sizeof *manifest->lines);
        }
        if (parse_line(&manifest->lines[manifest->n_lines], line, at, arena,
                       diags)) {
            manifest->n_lines++;
        } else {
            ok = false;
        }
    }
    at.row = 0;
    return sort(manifest, at, diags) && ok;
}

const struct manifest_line *
manifest_find(const struct manifest *manifest, struct str path)
{
    size_t from = 0;
    size_t to = manifest->n_lines;

    while (from < to) {
        size_t middle = from + (to - from) / 2;
        int order = str_compare(manifest->lines[middle].path, path);

        if (order == 0) {
            return &manifest->lines[middle];
        }
        if (order < 0) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    return NULL;
}
