#include "gen/model/view_names.h"

#include <strings.h>

struct reader {
    struct str sql;
    size_t at;
    uint32_t line;
};

static bool
is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

static bool
is_word(struct str word, const char *wanted)
{
    return word.len == str_from(wanted).len &&
           strncasecmp(word.ptr, wanted, word.len) == 0;
}

/* Moves behind the next stop, or to the end; counts lines. */
static struct str
take_until(struct reader *reader, const char *stop)
{
    size_t from = reader->at;
    size_t to = str_find(reader->sql, str_from(stop), from);
    size_t end = to == SIZE_MAX ? reader->sql.len : to + str_from(stop).len;

    for (; reader->at < end; reader->at++) {
        reader->line += reader->sql.ptr[reader->at] == '\n';
    }
    return str_slice(reader->sql, from, to);
}

/* The next word, quoted name or semicolon; false at the end.  Comments and
 * texts are passed over. */
static bool
next_word(struct reader *reader, struct str *word)
{
    static const char *const closing[] = {"\"\"", "``", "[]"};

    while (reader->at < reader->sql.len) {
        struct str rest = str_slice(reader->sql, reader->at, reader->sql.len);
        size_t len = 0;

        while (len < rest.len && is_letter(rest.ptr[len])) {
            len++;
        }
        if (len || rest.ptr[0] == ';') {
            *word = str_slice(rest, 0, len ? len : 1);
            reader->at += word->len;
            return true;
        }
        reader->line += rest.ptr[0] == '\n';
        reader->at++;
        if (str_starts_with(rest, STR("--"))) {
            take_until(reader, "\n");
        } else if (str_starts_with(rest, STR("/*"))) {
            take_until(reader, "*/");
        } else if (rest.ptr[0] == '\'') {
            take_until(reader, "'");
        }
        for (size_t i = 0; i < sizeof closing / sizeof closing[0]; i++) {
            if (rest.ptr[0] == closing[i][0]) {
                *word = take_until(reader, closing[i] + 1);
                return true;
            }
        }
    }
    return false;
}

static void
add_use(struct view_names *view, struct str word, size_t *room,
        struct arena *arena)
{
    for (size_t i = 0; i < view->n_uses; i++) {
        if (str_equals(view->uses[i], word)) {
            return;
        }
    }
    if (view->n_uses == *room) {
        *room = *room ? *room * 2 : 16;
        view->uses = arena_grow(arena, view->uses, view->n_uses, *room,
                                sizeof *view->uses);
    }
    view->uses[view->n_uses++] = word;
}

struct view_names *
view_names_read(struct str sql, size_t *n, struct arena *arena)
{
    struct reader reader = {sql, 0, 1};
    struct view_names *views = NULL;
    size_t room = 0;
    size_t uses_room = 0;
    bool is_named = true; /* between statements */
    struct str word;

    *n = 0;
    while (next_word(&reader, &word)) {
        if (str_is(word, ";")) {
            is_named = true;
        } else if (is_named && is_word(word, "view")) {
            if (*n == room) {
                room = room ? room * 2 : 32;
                views = arena_grow(arena, views, *n, room, sizeof *views);
            }
            views[(*n)++] = (struct view_names){.line = reader.line};
            uses_room = 0;
            is_named = false;
        } else if (!is_named && views[*n - 1].name.len == 0) {
            views[*n - 1].name = word;
        } else if (!is_named) {
            add_use(&views[*n - 1], word, &uses_room, arena);
        }
    }
    return views;
}
