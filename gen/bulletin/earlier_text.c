#include "gen/bulletin/earlier.h"

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

static void
add_rows(struct strbuf *sb, const struct rowset *rows)
{
    strbuf_add_cstr(sb, "{\"columns\":[");
    for (size_t i = 0; i < rows->n_columns; i++) {
        strbuf_add_cstr(sb, i ? "," : "");
        add_string(sb, rows->names[i]);
    }
    strbuf_add_cstr(sb, "],\"rows\":[");
    for (size_t row = 0; row < rows->n_rows; row++) {
        strbuf_add_cstr(sb, row ? ",\n[" : "\n[");
        for (size_t i = 0; i < rows->n_columns; i++) {
            strbuf_add_cstr(sb, i ? "," : "");
            add_value(sb, rows->cells[row * rows->n_columns + i]);
        }
        strbuf_add_char(sb, ']');
    }
    strbuf_add_cstr(sb, "]}");
}

static bool
add_table(struct job *job, struct strbuf *sb, struct str name)
{
    struct arena arena = {0};
    const struct rowset *rows =
        store_read(job->store, name, false, &arena, job->diags);

    if (rows) {
        add_string(sb, name);
        strbuf_add_char(sb, ':');
        add_rows(sb, rows);
    }
    arena_clear(&arena);
    return rows != NULL;
}

bool
earlier_text(struct job *job, struct str *text)
{
    struct strbuf sb = {0};
    bool is_first = true;
    bool ok = true;

    strbuf_add_cstr(&sb, "{\"version\":1,\"tables\":{\n");
    for (size_t i = 0; i < store_n_names(job->store); i++) {
        if (store_is_kept(job->store, i)) {
            strbuf_add_cstr(&sb, is_first ? "" : ",\n");
            is_first = false;
            ok = add_table(job, &sb, store_name(job->store, i)) && ok;
        }
    }
    strbuf_add_cstr(&sb, "}}\n");
    *text = arena_str(&job->arena, strbuf_str(&sb));
    strbuf_clear(&sb);
    return ok;
}
