/* After step 2: what the sections repeat must still be a document. */
#include "gen/template/wml_part.h"

struct checker {
    struct wml_part *part;
    size_t *open; /* indices of the sections that are open */
    int *fields;  /* fields begun in each */
    size_t depth;
};

static void
fail(struct checker *checker, const struct wml_tag *tag, const char *message)
{
    checker->part->failed = true;
    origin_error(tag->site.origin, checker->part->diags, "%s", message);
}

static void
open_section(struct checker *checker, size_t i)
{
    const struct wml_tag *tag = &checker->part->tags[i];
    size_t outer =
        checker->depth ? checker->open[checker->depth - 1] : SIZE_MAX;

    if (tag->outer != outer) {
        fail(checker, tag,
             _("this section and another one share a row; a row belongs to "
               "one section, or to sections within each other"));
    }
    checker->open[checker->depth] = i;
    checker->fields[checker->depth++] = 0;
}

static void
close_section(struct checker *checker, size_t i)
{
    const struct wml_tag *tag = &checker->part->tags[i];

    if (checker->depth == 0 ||
        checker->open[checker->depth - 1] != tag->partner) {
        fail(checker, tag,
             _("this section and another one share a row; a row belongs to "
               "one section, or to sections within each other"));
        return;
    }
    if (checker->fields[--checker->depth] != 0) {
        fail(checker, &checker->part->tags[tag->partner],
             _("a field begins or ends within this section, but not both"));
    }
}

static void
pass_field(struct checker *checker, const xmlNode *node)
{
    struct str type =
        xml_attribute(node, (const char *)node->ns->href, "fldCharType");
    int *fields = &checker->fields[checker->depth - 1];

    *fields += str_is(type, "begin") - str_is(type, "end");
    if (*fields < 0) {
        *fields = -(int)checker->part->n_tags; /* never even again */
    }
}

/* A row that no section repeats has nothing to be merged with. */
static bool
is_repeated(const struct wml_part *part, const xmlNode *row)
{
    int depth = 0;

    for (const xmlNode *n = row ? row->prev : NULL; n && depth <= 0;
         n = n->prev) {
        depth += wml_section_step(part, n);
    }
    return depth > 0;
}

void
wml_check_sections(struct wml_part *part)
{
    xmlNode *root = xmlDocGetRootElement(part->doc);
    struct checker checker = {
        .part = part,
        .open = arena_alloc(part->context->arena,
                            (part->n_tags + 1) * sizeof *checker.open),
        .fields = arena_alloc(part->context->arena,
                              (part->n_tags + 1) * sizeof *checker.fields),
    };

    for (xmlNode *node = root; node && !part->failed;
         node = wml_following(node, root)) {
        struct wml_tag *tag = wml_tag_of(part, node);

        if (!tag) {
            if (checker.depth && wml_is(node, "fldChar")) {
                pass_field(&checker, node);
            }
        } else if (tag_opens(tag->site.tag.kind)) {
            open_section(&checker, (size_t)(tag - part->tags));
        } else if (tag->site.tag.kind == TAG_CLOSE) {
            close_section(&checker, (size_t)(tag - part->tags));
        } else if (tag->node && tag->node->merges) {
            tag->node->merges =
                is_repeated(part, wml_enclosing(tag->mark, "tr"));
        }
    }
}
