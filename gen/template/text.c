#include "gen/template/text.h"

enum { MAX_DEPTH = 100 };

struct reader {
    struct str text;
    const char *path;
    uint32_t first_line;
    struct arena *arena;
    struct diags *diags;
    struct delimiters delimiters;
    size_t done;         /* bytes already in the tree */
    size_t counted;      /* bytes whose lines are in line */
    uint32_t line;
    size_t depth;
    struct node *open[MAX_DEPTH]; /* the root and the open sections */
    struct tag_site sites[MAX_DEPTH];
    bool failed;
};

static const struct origin *
origin_at(struct reader *reader, size_t start, size_t end)
{
    struct origin *origin = arena_alloc(reader->arena, sizeof *origin);

    for (; reader->counted < start; reader->counted++) {
        reader->line += reader->text.ptr[reader->counted] == '\n';
    }
    origin->path = reader->path;
    origin->line = reader->first_line ? reader->first_line + reader->line : 0;
    origin_quote(origin, reader->text, start, end, reader->arena);
    return origin;
}

static void
add_literal(struct reader *reader, size_t to)
{
    if (to > reader->done) {
        struct node *node = node_new(reader->arena, NODE_LITERAL);

        node->bytes = str_slice(reader->text, reader->done, to);
        node->text = node->bytes;
        node->is_visible = true;
        node_add(reader->open[reader->depth], node);
    }
    reader->done = to;
}

/* Start of the blanks before at, if nothing else stands before it in its
 * line and none of them belongs to an earlier tag; else SIZE_MAX. */
static size_t
line_start(const struct reader *reader, size_t at)
{
    while (at > reader->done && (reader->text.ptr[at - 1] == ' ' ||
                                 reader->text.ptr[at - 1] == '\t')) {
        at--;
    }
    return at == 0 || reader->text.ptr[at - 1] == '\n' ? at : SIZE_MAX;
}

/* Behind the line end that follows at, if only blanks stand before it. */
static size_t
line_end(const struct reader *reader, size_t at)
{
    struct str text = reader->text;

    while (at < text.len && (text.ptr[at] == ' ' || text.ptr[at] == '\t')) {
        at++;
    }
    if (at < text.len && text.ptr[at] == '\r') {
        at++;
    }
    if (at == text.len) {
        return at;
    }
    return text.ptr[at] == '\n' ? at + 1 : SIZE_MAX;
}

static void
open_section(struct reader *reader, const struct tag_site *site)
{
    struct node *node = node_from_tag(site, reader->arena, reader->diags);

    if (!node) {
        reader->failed = true;
        node = node_new(reader->arena, NODE_SECTION);
    }
    if (reader->depth + 1 == MAX_DEPTH) {
        reader->failed = true;
        origin_error(site->origin, reader->diags,
                     _("sections are nested too deeply"));
        return;
    }
    node_add(reader->open[reader->depth], node);
    reader->open[++reader->depth] = node;
    reader->sites[reader->depth] = *site;
}

static void
close_section(struct reader *reader, const struct tag_site *site)
{
    if (reader->depth == 0) {
        reader->failed = true;
        origin_error(site->origin, reader->diags,
                     _("this section was never opened"));
        return;
    }
    if (!tag_closes(&site->tag, &reader->sites[reader->depth].tag,
                    reader->arena)) {
        reader->failed = true;
        origin_error(site->origin, reader->diags,
                     _("closes a section other than the one open, “%.*s”"),
                     STR_ARG(reader->sites[reader->depth].origin->tag));
    }
    reader->depth--;
}

static void
add_value(struct reader *reader, const struct tag_site *site)
{
    struct node *node = node_from_tag(site, reader->arena, reader->diags);

    if (node) {
        node_add(reader->open[reader->depth], node);
    } else {
        reader->failed = true;
    }
}

static void
add_partial(struct reader *reader, const struct tag_site *site,
            struct str indentation)
{
    struct node *node = node_new(reader->arena, NODE_PARTIAL);

    node->bytes = arena_str(reader->arena, site->tag.body);
    node->text = arena_str(reader->arena, indentation);
    node->origin = site->origin;
    node_add(reader->open[reader->depth], node);
}

static void
add_tag(struct reader *reader, const struct tag *tag)
{
    struct tag_site site = {*tag, origin_at(reader, tag->start, tag->end)};
    size_t start = SIZE_MAX;
    size_t end = SIZE_MAX;
    struct str indentation = {"", 0};

    if (tag_is_control(tag->kind) || tag->kind == TAG_PARTIAL) {
        start = line_start(reader, tag->start);
        end = line_end(reader, tag->end);
    }
    if (start != SIZE_MAX && end != SIZE_MAX) {
        indentation = str_slice(reader->text, start, tag->start);
    } else {
        start = tag->start;
        end = tag->end;
    }
    add_literal(reader, start);
    reader->done = end;
    switch (tag->kind) {
    case TAG_SECTION:
    case TAG_INVERTED:
        open_section(reader, &site);
        break;
    case TAG_CLOSE:
        close_section(reader, &site);
        break;
    case TAG_PARTIAL:
        add_partial(reader, &site, indentation);
        break;
    case TAG_VALUE:
    case TAG_RAW:
        add_value(reader, &site);
        break;
    case TAG_COMMENT:
    case TAG_DELIMITERS:
        break;
    }
}

static void
read_tags(struct reader *reader)
{
    for (;;) {
        struct tag tag;
        enum tag_status status = tag_next(reader->text, reader->done, false,
                                          &reader->delimiters, &tag);

        if (status == TAG_NONE) {
            return;
        }
        if (status != TAG_FOUND) {
            reader->failed = true;
            origin_error(origin_at(reader, tag.start, tag.end), reader->diags,
                         status == TAG_BAD_DELIMITERS
                             ? _("these are no delimiters")
                             : _("this tag is not closed"));
            return;
        }
        add_tag(reader, &tag);
    }
}

struct node *
text_parse(struct str text, const char *path, uint32_t line,
           struct arena *arena, struct diags *diags)
{
    struct reader reader = {
        .text = text,
        .path = path,
        .first_line = line,
        .arena = arena,
        .diags = diags,
        .delimiters = delimiters_standard,
    };

    reader.open[0] = node_new(arena, NODE_SECTION);
    read_tags(&reader);
    add_literal(&reader, text.len);
    for (; reader.depth; reader.depth--) {
        reader.failed = true;
        origin_error(reader.sites[reader.depth].origin, diags,
                     _("this section is not closed"));
    }
    return reader.failed ? NULL : reader.open[0];
}
