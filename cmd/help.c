#include "cmd/help.h"

#include "gen/base/diag.h"

enum { LINE_COLUMNS = 79, TEXT_COLUMN = 30 };

const struct argp_option help_options[] = {
    {"help", HELP_KEY, NULL, 0, N_("print this help"), 0},
    {NULL, '?', NULL, OPTION_ALIAS | OPTION_HIDDEN, NULL, 0},
    {"version", HELP_VERSION_KEY, NULL, 0, N_("print the program's version"),
     0},
    {0},
};

/* ---- text in lines ---- */

static bool
is_one_of(uint32_t code, const char *set)
{
    char bytes[4];
    size_t n = utf8_encode(code, bytes);

    return str_find(str_from(set), (struct str){bytes, n}, 0) != SIZE_MAX;
}

/* Chinese may be broken anywhere, but not before a mark that closes nor
 * behind one that opens. */
static bool
may_break(uint32_t before, uint32_t after)
{
    return (utf8_is_wide(before) || utf8_is_wide(after)) &&
           !is_one_of(before, "（《“") &&
           !is_one_of(after, "，。、；：？）》”");
}

/* Length in bytes of what cannot be broken at the start of text. */
static size_t
piece_len(struct str text)
{
    const char *end = text.ptr + text.len;
    const char *p = text.ptr;
    uint32_t code = 0;
    uint32_t next;
    size_t n = utf8_decode(p, end, &code);

    while (n && (p += n) < end) {
        n = utf8_decode(p, end, &next);
        if (n == 0 || next == ' ' || may_break(code, next)) {
            break;
        }
        code = next;
    }
    return n ? (size_t)(p - text.ptr) : text.len;
}

static void
indent(size_t n, FILE *out)
{
    fprintf(out, "%*s", (int)n, "");
}

/* Prints one paragraph that begins in the given column; its other lines begin
 * in column left. */
static void
print_paragraph(struct str text, size_t column, size_t left, FILE *out)
{
    while (text.len) {
        struct str piece = str_slice(text, 0, piece_len(text));
        size_t width = utf8_columns(piece);

        if (column > left && column + width > LINE_COLUMNS) {
            putc('\n', out);
            indent(left, out);
            column = left;
            piece = str_trim(piece);
            width = utf8_columns(piece);
        }
        text = str_slice(text, (size_t)(piece.ptr - text.ptr) + piece.len,
                         text.len);
        fprintf(out, "%.*s", STR_ARG(piece));
        column += width;
    }
    putc('\n', out);
}

/* ---- the parts of a help text ---- */

static void
print_usage(const struct argp *argp, const char *name, FILE *out)
{
    struct str rest = str_from(argp->args_doc ? _(argp->args_doc) : "");
    const char *head = _("Usage: ");
    size_t left = utf8_columns(str_from(head));

    for (bool is_first = true; rest.ptr; is_first = false) {
        struct str line = str_split(&rest, STR("\n"));

        if (is_first) {
            fprintf(out, "%s", head);
        } else {
            indent(left, out);
        }
        fprintf(out, "%s %s %.*s\n", name, _("[OPTION...]"), STR_ARG(line));
    }
}

static void
print_option(const struct argp_option *option, FILE *out)
{
    struct strbuf sb = {0};
    size_t width;

    strbuf_addf(&sb, "  -%c, --%s", option->key, option->name);
    if (option->arg) {
        strbuf_addf(&sb, "=%s", _(option->arg));
    }
    width = utf8_columns(strbuf_str(&sb));
    fprintf(out, "%s", sb.ptr);
    if (width + 2 > TEXT_COLUMN) {
        putc('\n', out);
        width = 0;
    }
    indent(TEXT_COLUMN - width, out);
    print_paragraph(str_from(_(option->doc)), TEXT_COLUMN, TEXT_COLUMN, out);
    strbuf_clear(&sb);
}

static void
print_options(const struct argp_option *options, FILE *out)
{
    for (; options && options->key; options++) {
        if (!(options->flags & OPTION_HIDDEN)) {
            print_option(options, out);
        }
    }
}

void
help_print(const struct argp *argp, const char *name, FILE *out)
{
    struct str doc = str_from(argp->doc ? _(argp->doc) : "");

    print_usage(argp, name, out);
    while (doc.ptr) {
        print_paragraph(str_split(&doc, STR("\n")), 0, 0, out);
    }
    putc('\n', out);
    print_options(argp->options, out);
    for (const struct argp_child *child = argp->children; child && child->argp;
         child++) {
        print_options(child->argp->options, out);
    }
    print_options(help_options, out);
}

void
help_print_pointer(const char *name, FILE *out)
{
    fprintf(out, _("“%s --help” tells more.\n"), name);
}
