#include "gen/render/text.h"

#include "gen/render/walk.h"
#include "gen/template/text.h"

enum { MAX_PARTIALS = 64 }; /* one within the other */

struct text_writer {
    struct strbuf *out;
    const struct text_options *options;
    struct walk *walk;
    size_t depth;
};

static bool
check_length(const struct text_writer *writer)
{
    const struct evaluator *evaluator = writer->walk->evaluator;
    uint64_t most =
        evaluator->max_bytes ? evaluator->max_bytes : EVALUATOR_MAX_BYTES;
    struct location at = {.path = NULL};

    return writer->out->len <= most ||
           diag_error(writer->walk->diags, at,
                      _("the text grows beyond %u MiB"),
                      (unsigned)(most >> 20));
}

static bool
write_literal(void *user, const struct node *node)
{
    struct text_writer *writer = user;

    strbuf_add(writer->out, node->bytes);
    return check_length(writer);
}

static bool
write_value(void *user, const struct node *node, struct value value,
            struct str text)
{
    struct text_writer *writer = user;

    (void)value;
    if (writer->options->escapes_html && !node->is_raw) {
        strbuf_add_xml(writer->out, text);
    } else {
        strbuf_add(writer->out, text);
    }
    return check_length(writer);
}

/* text with indentation before every line. */
static struct str
indented(struct str text, struct str indentation, struct arena *arena)
{
    struct strbuf sb = {0};
    struct str result;
    bool at_start = true;

    if (indentation.len == 0) {
        return text;
    }
    for (size_t i = 0; i < text.len; i++) {
        if (at_start) {
            strbuf_add(&sb, indentation);
        }
        strbuf_add_char(&sb, text.ptr[i]);
        at_start = text.ptr[i] == '\n';
    }
    result = arena_str(arena, strbuf_str(&sb));
    strbuf_clear(&sb);
    return result;
}

static bool
write_partial(void *user, const struct node *node, const struct scope *scope)
{
    struct text_writer *writer = user;
    const struct partials *partials = writer->options->partials;
    struct arena arena = {0};
    const char *path = NULL;
    struct node *root;
    struct str text;
    bool ok;

    if (!partials ||
        !partials->find(partials->user, node->bytes, &text, &path)) {
        return writer->walk->evaluator->missing == MISSING_EMPTY ||
               origin_error(node->origin, writer->walk->diags,
                            _("there is no text block “%.*s”"),
                            STR_ARG(node->bytes));
    }
    if (writer->depth == MAX_PARTIALS) {
        return origin_error(node->origin, writer->walk->diags,
                            _("text blocks name each other without end"));
    }
    writer->depth++;
    root = text_parse(indented(text, node->text, &arena), path, 1, &arena,
                      writer->walk->diags);
    ok = root && walk_tree(writer->walk, root, scope);
    writer->depth--;
    arena_clear(&arena);
    return ok;
}

bool
text_render(struct strbuf *out, const struct node *root,
            const struct scope *scope, struct evaluator *evaluator,
            const struct text_options *options, struct diags *diags)
{
    struct text_writer text = {out, options, NULL, 0};
    struct writer writer = {
        .user = &text,
        .literal = write_literal,
        .value = write_value,
        .partial = write_partial,
    };
    struct walk walk = {
        .writer = &writer, .evaluator = evaluator, .diags = diags};

    text.walk = &walk;
    return walk_tree(&walk, root, scope);
}
