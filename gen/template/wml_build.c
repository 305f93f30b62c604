/* Step 4: writes the DOM out once and cuts the bytes at the marks into a
 * tree. */
#include <stdlib.h>
#include <string.h>

#include "gen/template/shape.h"
#include "gen/template/wml_part.h"

struct str
wml_prefix(const struct wml_part *part, const xmlNode *node)
{
    const char *prefix =
        node->ns && node->ns->prefix ? (const char *)node->ns->prefix : NULL;

    return prefix ? arena_strf(part->context->arena, "%s:", prefix) : STR("");
}

struct builder {
    struct wml_part *part;
    struct str bytes;
    struct str prefix;  /* of w:t */
    bool in_text;       /* between <w:t> and </w:t> */
    struct node **open; /* the root and what is open in it */
    size_t depth;
    size_t room;
};

static void
push(struct builder *builder, struct node *node)
{
    if (builder->depth + 1 >= builder->room) {
        size_t room = builder->room ? builder->room * 2 : 64;

        builder->open = arena_grow(builder->part->context->arena, builder->open,
                                   builder->room ? builder->depth + 1 : 0, room,
                                   sizeof(struct node *));
        builder->room = room;
    }
    builder->open[++builder->depth] = node;
}

static struct node *
top(const struct builder *builder)
{
    return builder->open[builder->depth];
}

static void
add_entity(struct strbuf *text, struct str name)
{
    static const struct {
        const char *name;
        char character;
    } entities[] = {
        {"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};

    for (size_t i = 0; i < sizeof entities / sizeof entities[0]; i++) {
        if (str_is(name, entities[i].name)) {
            strbuf_add_char(text, entities[i].character);
        }
    }
    if (str_starts_with(name, STR("#x"))) {
        strbuf_add_code(text, (uint32_t)strtoul(name.ptr + 2, NULL, 16));
    } else if (str_starts_with(name, STR("#"))) {
        strbuf_add_code(text, (uint32_t)strtoul(name.ptr + 1, NULL, 10));
    }
}

/* What an XML tag shows by itself. */
static void
read_element(struct builder *builder, struct str element, struct node *literal,
             struct strbuf *text)
{
    bool closing = str_starts_with(element, STR("/"));
    bool empty = str_ends_with(element, STR("/"));
    struct str name = str_slice(element, closing, element.len);
    size_t end = 0;

    while (end < name.len && !strchr(" \t\r\n/", name.ptr[end])) {
        end++;
    }
    name.len = end;
    if (str_is(name, "w:drawing") ||
        str_ends_with(name, STR("AlternateContent")) ||
        str_is(name, "w:pict") || str_is(name, "w:object")) {
        literal->is_visible = true;
    }
    if (!str_starts_with(name, builder->prefix)) {
        return;
    }
    name = str_slice(name, builder->prefix.len, name.len);
    if (str_is(name, "t") && !empty) {
        builder->in_text = !closing;
    } else if (str_is(name, "br") || str_is(name, "cr")) {
        strbuf_add_char(text, '\n');
    } else if (str_is(name, "tab") && empty &&
               str_find(element, STR("val="), 0) == SIZE_MAX) {
        strbuf_add_char(text, '\t');
    }
}

/* The text a literal shows. */
static void
read_text(struct builder *builder, struct node *literal)
{
    struct str bytes = literal->bytes;
    struct strbuf text = {0};
    size_t i = 0;

    while (i < bytes.len) {
        size_t end;

        if (bytes.ptr[i] == '<') {
            end = str_find(bytes, STR(">"), i);
            end = end == SIZE_MAX ? bytes.len : end;
            read_element(builder, str_slice(bytes, i + 1, end), literal, &text);
            i = end + 1;
        } else if (!builder->in_text) {
            end = str_find(bytes, STR("<"), i);
            i = end == SIZE_MAX ? bytes.len : end;
        } else if (bytes.ptr[i] == '&') {
            end = str_find(bytes, STR(";"), i);
            end = end == SIZE_MAX ? bytes.len : end;
            add_entity(&text, str_slice(bytes, i + 1, end));
            i = end + 1;
        } else {
            strbuf_add_char(&text, bytes.ptr[i++]);
        }
    }
    literal->text = arena_str(builder->part->context->arena, strbuf_str(&text));
    literal->is_visible |= str_trim(literal->text).len > 0 ||
                           str_find(literal->text, STR("\n"), 0) != SIZE_MAX;
    strbuf_clear(&text);
}

static void
add_literal(struct builder *builder, size_t from, size_t to)
{
    if (to > from) {
        struct node *node =
            node_new(builder->part->context->arena, NODE_LITERAL);

        node->bytes = str_slice(builder->bytes, from, to);
        read_text(builder, node);
        node_add(top(builder), node);
    }
}

/* Rows, and values by which cells are merged, are found from their table. */
static void
lead_to(struct builder *builder, struct node *node)
{
    node->leads = true;
    for (size_t i = builder->depth;
         i > 0 && builder->open[i]->kind != NODE_TABLE; i--) {
        builder->open[i]->leads = true;
    }
}

static void
lead_to_merge(struct builder *builder, struct node *node)
{
    lead_to(builder, node);
    for (size_t i = builder->depth; i > 0; i--) {
        if (builder->open[i]->kind == NODE_TABLE) {
            builder->open[i]->merges = true;
            break;
        }
    }
}

/* The value by which the innermost cell is merged, if it is the first. */
static void
merge_cell(struct builder *builder, struct node *value)
{
    lead_to_merge(builder, value);
    for (size_t i = builder->depth;
         i > 0 && builder->open[i]->kind != NODE_TABLE; i--) {
        struct node *open = builder->open[i];

        if (open->kind == NODE_CELL && !open->merging) {
            open->merging = value;
        }
    }
}

static void
add_tag_node(struct builder *builder, const struct wml_tag *tag)
{
    struct node *node = tag->node;

    if (tag->site.tag.kind == TAG_CLOSE) {
        builder->depth--;
        return;
    }
    if (!node) {
        return; /* a comment */
    }
    node_add(top(builder), node);
    if (node->kind == NODE_SECTION || node->kind == NODE_INVERTED) {
        push(builder, node);
    } else if (node->merges) {
        merge_cell(builder, node);
    }
}

/* The sections within which a list begins anew. */
static void
read_list(struct builder *builder, struct node *node)
{
    const struct wml_part *part = builder->part;

    for (size_t i = 0; i < part->n_lists; i++) {
        const struct wml_list *list = &part->lists[i];

        if (list->slot == node->id_slot) {
            node->list_section = part->tags[list->section].node;
            node->is_item = list->is_item;
        }
    }
    builder->open[1]->has_lists = true;
}

static void
add_id_node(struct builder *builder, struct str content)
{
    struct str rest = content;
    struct str kind = str_split(&rest, STR(":"));
    struct str slot = str_split(&rest, STR(":"));
    struct node *node = node_new(builder->part->context->arena, NODE_ID);

    node->id_kind = (enum id_kind)strtoul(kind.ptr, NULL, 10);
    node->id_slot = (uint32_t)strtoul(slot.ptr, NULL, 10);
    if (node->id_kind == ID_VML || node->id_kind == ID_VML_REFERENCE) {
        struct str from = str_split(&rest, STR(":"));

        node->id_from = (uint32_t)strtoul(from.ptr, NULL, 10);
    }
    node->bytes = rest;
    if (node->id_kind == ID_LIST) {
        read_list(builder, node);
    }
    node_add(top(builder), node);
}

static void
add_mark(struct builder *builder, struct str content)
{
    struct wml_part *part = builder->part;

    if (str_is(content, "/")) {
        builder->depth--;
    } else if (str_is(content, "M")) {
        struct node *merge = node_new(part->context->arena, NODE_MERGE);

        node_add(top(builder), merge);
        lead_to_merge(builder, merge);
    } else if (str_starts_with(content, STR("E"))) {
        struct node *element =
            part->elements[strtoul(content.ptr + 1, NULL, 10)];

        node_add(top(builder), element);
        if (element->kind == NODE_ROW) {
            lead_to(builder, element);
        }
        push(builder, element);
    } else {
        add_tag_node(builder, &part->tags[strtoul(content.ptr, NULL, 10)]);
    }
}

/* What stands at a sentinel: an attribute's tag, or an id to renumber. */
static void
add_sentinel(struct builder *builder, struct str content)
{
    if (content.len && content.ptr[0] == 'A') {
        size_t tag = strtoul(content.ptr + 1, NULL, 10);

        node_add(top(builder), builder->part->tags[tag].node);
    } else {
        add_id_node(builder, content);
    }
}

/* Each kind is looked for again only behind the last one of it: a document
 * has thousands of the one and often none of the other. */
static void
cut(struct builder *builder)
{
    static const struct str open = {"<?" WML_MARK " ", 5};
    static const struct str close = {"?>", 2};
    static const struct str sentinel = {WML_SENTINEL, 3};
    struct str bytes = builder->bytes;
    size_t mark = str_find(bytes, open, 0);
    size_t id = str_find(bytes, sentinel, 0);
    size_t done = 0;

    while (mark != id) { /* both are SIZE_MAX at the end */
        bool is_mark = mark < id;
        size_t at = is_mark ? mark : id;
        size_t start = at + (is_mark ? open.len : sentinel.len);
        size_t end = str_find(bytes, is_mark ? close : sentinel, start);

        add_literal(builder, done, at);
        done = end + (is_mark ? close.len : sentinel.len);
        if (is_mark) {
            add_mark(builder, str_slice(bytes, start, end));
            mark = str_find(bytes, open, done);
        } else {
            add_sentinel(builder, str_slice(bytes, start, end));
            id = str_find(bytes, sentinel, done);
        }
    }
    add_literal(builder, done, bytes.len);
}

/* The document's bytes with their marks, in the tree's arena. */
static struct str
serialise(struct wml_part *part)
{
    xmlNode *root = xmlDocGetRootElement(part->doc);
    xmlBuffer *buffer = xmlBufferCreate();
    xmlOutputBuffer *out = xmlOutputBufferCreateBuffer(buffer, NULL);
    struct strbuf sb = {0};
    struct str bytes;

    if (!part->doc->encoding) { /* else attributes come out as ASCII */
        part->doc->encoding = xmlStrdup((const xmlChar *)"UTF-8");
    }
    xmlNodeDumpOutput(out, part->doc, root, 0, 0, "UTF-8");
    xmlOutputBufferFlush(out);
    strbuf_add_cstr(&sb, "<?xml version=\"1.0\" encoding=\"UTF-8\" "
                         "standalone=\"yes\"?>\n");
    strbuf_add(&sb, (struct str){(const char *)xmlBufferContent(buffer),
                                 (size_t)xmlBufferLength(buffer)});
    bytes = arena_str(part->context->arena, strbuf_str(&sb));
    xmlOutputBufferClose(out);
    xmlBufferFree(buffer);
    strbuf_clear(&sb);
    return bytes;
}

struct node *
wml_build(struct wml_part *part)
{
    struct builder builder = {
        .part = part,
        .prefix = wml_prefix(part, xmlDocGetRootElement(part->doc)),
    };
    struct node *root = node_new(part->context->arena, NODE_SECTION);

    for (const xmlNode *n = xmlDocGetRootElement(part->doc)->children; n;
         n = n->next) {
        if (wml_is(n, "body")) {
            root->shape =
                shape_read(n, part->context->styles, part->context->arena);
        }
    }
    root->repeats = part->repeats;
    push(&builder, root);
    builder.bytes = serialise(part);
    cut(&builder);
    return part->failed ? NULL : root;
}
