#include "gen/bulletin/earlier.h"

enum { PIECE = 16384 }; /* bytes handed on at once */

static void
add_string(struct strbuf *sb, struct str text)
{
    strbuf_add_char(sb, '"');
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];

        if (c == '"' || c == '\\') {
            strbuf_add_char(sb, '\\');
        }
        if (c < 0x20) {
            strbuf_addf(sb, "\\u%04x", c);
        } else {
            strbuf_add_char(sb, (char)c);
        }
    }
    strbuf_add_char(sb, '"');
}

static void
add_value(struct strbuf *sb, struct value value)
{
    if (value.kind == VALUE_NULL) {
        strbuf_add_cstr(sb, "null");
    } else if (value.kind == VALUE_NUMBER) {
        strbuf_add(sb, value_str(value));
    } else {
        add_string(sb, value_str(value));
    }
}

/* Text on its way to where it is wanted, a piece at a time. */
struct hand_on {
    struct strbuf sb;
    void (*put)(void *user, struct str bytes);
    void *user;
    bool is_first; /* row of its table */
};

static void
flush(struct hand_on *hand_on)
{
    hand_on->put(hand_on->user, strbuf_str(&hand_on->sb));
    strbuf_cut(&hand_on->sb, 0);
}

static void
add_head(struct hand_on *hand_on, const struct str *names, size_t n)
{
    struct strbuf *sb = &hand_on->sb;

    strbuf_add_cstr(sb, "{\"columns\":[");
    for (size_t i = 0; i < n; i++) {
        strbuf_add_cstr(sb, i ? "," : "");
        add_string(sb, names[i]);
    }
    strbuf_add_cstr(sb, "],\"rows\":[");
    hand_on->is_first = true;
}

static void
add_row(void *user, const struct str *names, const struct value *values,
        size_t n)
{
    struct hand_on *hand_on = user;
    struct strbuf *sb = &hand_on->sb;

    if (!values) {
        add_head(hand_on, names, n);
        return;
    }
    strbuf_add_cstr(sb, hand_on->is_first ? "\n[" : ",\n[");
    hand_on->is_first = false;
    for (size_t i = 0; i < n; i++) {
        strbuf_add_cstr(sb, i ? "," : "");
        add_value(sb, values[i]);
    }
    strbuf_add_char(sb, ']');
    if (sb->len > PIECE) {
        flush(hand_on);
    }
}

bool
earlier_hand_on(struct job *job, void (*put)(void *user, struct str bytes),
                void *user)
{
    struct hand_on hand_on = {.put = put, .user = user};
    bool is_first = true;
    bool ok = true;

    strbuf_add_cstr(&hand_on.sb, "{\"version\":1,\"tables\":{\n");
    for (size_t i = 0; i < store_n_names(job->store); i++) {
        struct str name = store_name(job->store, i);

        if (store_is_kept(job->store, i)) {
            strbuf_add_cstr(&hand_on.sb, is_first ? "" : ",\n");
            is_first = false;
            add_string(&hand_on.sb, name);
            strbuf_add_char(&hand_on.sb, ':');
            ok = store_each_row(job->store, name, add_row, &hand_on,
                                job->diags) &&
                 ok;
            strbuf_add_cstr(&hand_on.sb, "]}");
        }
    }
    strbuf_add_cstr(&hand_on.sb, "}}\n");
    flush(&hand_on);
    strbuf_clear(&hand_on.sb);
    return ok;
}
