/* Steps 3 and 4: marks elements and ids, writes the DOM out once, and cuts
 * the bytes at the marks into a tree. */
#include <stdlib.h>
#include <string.h>

#include "gen/template/shape.h"
#include "gen/template/wml_part.h"

/* ---- step 3: marks ---- */

static const struct {
    const char *name;
    enum node_kind kind;
} marked[] = {
    {"p", NODE_PARAGRAPH},  {"tbl", NODE_TABLE},      {"tr", NODE_ROW},
    {"tc", NODE_CELL},      {"hdr", NODE_STORY},      {"ftr", NODE_STORY},
    {"footnote", NODE_STORY}, {"endnote", NODE_STORY}, {"comment", NODE_STORY},
    {"txbxContent", NODE_STORY},
};

static bool
kind_of(const xmlNode *node, enum node_kind *kind)
{
    for (size_t i = 0; i < sizeof marked / sizeof marked[0]; i++) {
        if (wml_is(node, marked[i].name)) {
            *kind = marked[i].kind;
            return true;
        }
    }
    return false;
}

static int
section_step(const struct wml_part *part, const xmlNode *node)
{
    const struct wml_tag *tag = wml_tag_of(part, node);

    if (tag && tag->site.tag.kind == TAG_CLOSE) {
        return -1;
    }
    return tag && tag_opens(tag->site.tag.kind);
}

/* Sections stand in the paragraph and everything it shows lies in them. */
static bool
shows_sections_only(const struct wml_part *part, const xmlNode *paragraph)
{
    bool has_section = false;
    int depth = 0;

    for (const xmlNode *node = wml_following(paragraph, paragraph); node;
         node = wml_following(node, paragraph)) {
        int step = section_step(part, node);

        depth += step;
        has_section |= step > 0;
        if (depth == 0 && (wml_shows(part, node) || wml_is(node, "sectPr"))) {
            return false;
        }
    }
    return has_section;
}

/* The last block of a cell, a header or a note stays, empty or not. */
static bool
must_stay(const xmlNode *paragraph)
{
    const xmlNode *parent = paragraph->parent;
    enum node_kind kind;

    if (!kind_of(parent, &kind)) {
        return false;
    }
    for (const xmlNode *n = paragraph->next; n; n = n->next) {
        if (wml_is(n, "p") || wml_is(n, "tbl") || wml_is(n, "sdt")) {
            return false;
        }
    }
    return true;
}

/* Every row of the table lies in a section. */
static bool
has_only_optional_rows(const struct wml_part *part, const xmlNode *table)
{
    int depth = 0;

    for (const xmlNode *n = table->children; n; n = n->next) {
        depth += section_step(part, n);
        if (depth == 0 && (wml_is(n, "tr") || wml_is(n, "sdt"))) {
            return false;
        }
    }
    return true;
}

/* The prefix of the element's namespace with its colon. */
static struct str
prefix_of(const struct wml_part *part, const xmlNode *node)
{
    const char *prefix =
        node->ns && node->ns->prefix ? (const char *)node->ns->prefix : NULL;

    return prefix ? arena_strf(part->context->arena, "%s:", prefix)
                  : STR("");
}

static struct node *
new_element(struct wml_part *part, xmlNode *node, enum node_kind kind)
{
    struct node *element = node_new(part->context->arena, kind);
    struct str prefix = prefix_of(part, node);

    if (kind == NODE_PARAGRAPH) {
        element->is_optional =
            shows_sections_only(part, node) && !must_stay(node);
    } else if (kind == NODE_TABLE) {
        element->is_optional = has_only_optional_rows(part, node);
    } else if (kind == NODE_CELL || kind == NODE_STORY) {
        element->bytes = arena_strf(part->context->arena, "<%.*sp/>",
                                    STR_ARG(prefix));
        element->text = arena_strf(part->context->arena, "</%.*sp>",
                                   STR_ARG(prefix));
    }
    if (kind != NODE_STORY) {
        element->shape = shape_read(node, part->context->styles,
                                    part->context->arena);
    }
    return element;
}

static void
number_element(struct wml_part *part, struct node *element, char *mark,
               size_t room)
{
    if (part->n_elements == part->elements_room) {
        size_t more = part->elements_room ? part->elements_room * 2 : 64;

        part->elements =
            arena_grow(part->context->arena, part->elements,
                       part->n_elements, more, sizeof(struct node *));
        part->elements_room = more;
    }
    snprintf(mark, room, "E%zu", part->n_elements);
    part->elements[part->n_elements++] = element;
}

/* The first tag below the cell that merges it downwards; NULL if none. */
static const struct wml_tag *
merging_tag(const struct wml_part *part, const xmlNode *cell)
{
    for (const xmlNode *node = wml_following(cell, cell); node;
         node = wml_following(node, cell)) {
        const struct wml_tag *tag = wml_tag_of(part, node);
        struct str fault;
        struct expr expr;

        if (tag && tag->site.tag.kind == TAG_VALUE &&
            expr_parse(tag->site.tag.body, part->context->arena, &expr,
                       &fault) == EXPR_OK &&
            expr_merges(&expr)) {
            return tag;
        }
    }
    return NULL;
}

/* Puts the mark of a merge where CT_TcPr has vMerge: behind tcW, gridSpan and
 * hMerge (ECMA-376-1 17.4.66). */
static void
mark_merge(struct wml_part *part, xmlNode *cell)
{
    const char *space = (const char *)cell->ns->href;
    xmlNode *tcpr = xml_child(cell, space, "tcPr");
    xmlNode *behind = NULL;
    xmlNode *mark = wml_new_mark(part, "M");

    if (!tcpr) {
        tcpr = xmlNewDocNode(part->doc, cell->ns, (const xmlChar *)"tcPr",
                             NULL);
        if (cell->children) {
            xmlAddPrevSibling(cell->children, tcpr);
        } else {
            xmlAddChild(cell, tcpr);
        }
    }
    for (xmlNode *n = tcpr->children; n; n = n->next) {
        if (wml_is(n, "cnfStyle") || wml_is(n, "tcW") ||
            wml_is(n, "gridSpan") || wml_is(n, "hMerge")) {
            behind = n;
        }
    }
    if (behind) {
        xmlAddNextSibling(behind, mark);
    } else if (tcpr->children) {
        xmlAddPrevSibling(tcpr->children, mark);
    } else {
        xmlAddChild(tcpr, mark);
    }
}

static void
mark_element(struct wml_part *part, xmlNode *node, enum node_kind kind)
{
    struct node *element = new_element(part, node, kind);
    xmlNode *start;
    xmlNode *end;
    char mark[32];

    number_element(part, element, mark, sizeof mark);
    start = wml_new_mark(part, mark);
    end = wml_new_mark(part, "/");
    if (kind == NODE_CELL && merging_tag(part, node)) {
        mark_merge(part, node);
    }
    if (kind == NODE_CELL || kind == NODE_STORY) {
        if (node->children) {
            xmlAddPrevSibling(node->children, start);
        } else {
            xmlAddChild(node, start);
        }
        xmlAddChild(node, end);
    } else {
        xmlAddPrevSibling(node, start);
        xmlAddNextSibling(node, end);
    }
}

static void
set_id(struct wml_part *part, xmlAttr *attribute, enum id_kind kind,
       uint32_t slot)
{
    struct str base = attribute->children
                          ? str_from((char *)attribute->children->content)
                          : STR("");
    struct str value =
        arena_strf(part->context->arena, WML_SENTINEL "%d:%u:%.*s" WML_SENTINEL,
                   (int)kind, (unsigned)slot, STR_ARG(base));

    xmlSetNsProp(attribute->parent, attribute->ns, attribute->name,
                 (const xmlChar *)value.ptr);
}

static xmlAttr *
find_attribute(const xmlNode *node, const char *name)
{
    for (xmlAttr *a = node->properties; a; a = a->next) {
        if (strcmp((const char *)a->name, name) == 0) {
            return a;
        }
    }
    return NULL;
}

static uint32_t
number_in(const xmlAttr *attribute)
{
    return attribute && attribute->children
               ? (uint32_t)strtoul((char *)attribute->children->content, NULL,
                                   10)
               : 0;
}

/* The id is written before the name, which takes its number from it. */
static void
mark_bookmark(struct wml_part *part, xmlAttr *id, xmlAttr *name,
              uint32_t slot)
{
    xmlAttr *again = xmlNewNsProp(
        id->parent, name->ns, (const xmlChar *)"name",
        name->children ? name->children->content : (const xmlChar *)"");

    xmlRemoveProp(name);
    set_id(part, id, ID_BOOKMARK, slot);
    set_id(part, again, ID_BOOKMARK_NAME, slot);
}

/* Ids of an element that is repeated: renumbered in every copy. */
static void
mark_ids(struct wml_part *part, xmlNode *node)
{
    xmlAttr *id = find_attribute(node, "id");
    xmlAttr *name = find_attribute(node, "name");
    xmlAttr *value = find_attribute(node, "val");
    uint32_t slot = number_in(id);

    for (xmlAttr *a = node->properties, *next; a; a = next) {
        next = a->next;
        if (strcmp((const char *)a->name, "paraId") == 0 ||
            strcmp((const char *)a->name, "textId") == 0) {
            xmlRemoveProp(a);
        }
    }
    if (id && name && wml_is(node, "bookmarkStart")) {
        mark_bookmark(part, id, name, slot);
    } else if (id && wml_is(node, "bookmarkEnd")) {
        set_id(part, id, ID_BOOKMARK_END, slot);
    } else if (id && strcmp((const char *)node->name, "docPr") == 0) {
        set_id(part, id, ID_SHAPE, slot);
    } else if (value && wml_is(node, "id") &&
               wml_is(node->parent, "sdtPr")) {
        set_id(part, value, ID_CONTROL, number_in(value));
    }
}

static bool
is_comment_anchor(const xmlNode *node)
{
    return wml_is(node, "commentRangeStart") ||
           wml_is(node, "commentRangeEnd") || wml_is(node, "commentReference");
}

void
wml_mark_elements(struct wml_part *part)
{
    xmlNode *root = xmlDocGetRootElement(part->doc);
    xmlNode *next;
    enum node_kind kind;
    int depth = 0;

    for (xmlNode *node = root; node; node = next) {
        next = wml_following(node, root);
        depth += section_step(part, node);
        if (node->type != XML_ELEMENT_NODE) {
            continue;
        }
        if (depth > 0) {
            mark_ids(part, node);
            if (is_comment_anchor(node)) { /* a comment has one anchor */
                next = wml_following(node, root);
                wml_remove(node);
                continue;
            }
        }
        if (kind_of(node, &kind)) {
            mark_element(part, node, kind);
        }
    }
}

/* ---- step 4: the tree ---- */

struct builder {
    struct wml_part *part;
    struct str bytes;
    struct str prefix;         /* of w:t */
    bool in_text;              /* between <w:t> and </w:t> */
    struct node **open;        /* the root and what is open in it */
    size_t depth;
    size_t room;
};

static void
push(struct builder *builder, struct node *node)
{
    if (builder->depth + 1 >= builder->room) {
        size_t room = builder->room ? builder->room * 2 : 64;

        builder->open =
            arena_grow(builder->part->context->arena, builder->open,
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
    if (str_is(name, "w:drawing") || str_ends_with(name, STR("AlternateContent")) ||
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
            read_element(builder, str_slice(bytes, i + 1, end), literal,
                         &text);
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
    literal->text = arena_str(builder->part->context->arena,
                              strbuf_str(&text));
    literal->is_visible |= literal->text.len > 0;
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

static void
add_tag_node(struct builder *builder, const struct wml_tag *tag)
{
    struct wml_part *part = builder->part;
    struct node *node;

    if (tag->site.tag.kind == TAG_CLOSE) {
        builder->depth--;
        return;
    }
    node = node_from_tag(&tag->site, part->context->arena, part->diags);
    if (!node) {
        part->failed = true;
        node = node_new(part->context->arena,
                        tag_opens(tag->site.tag.kind) ? NODE_SECTION
                                                          : NODE_LITERAL);
    }
    node_add(top(builder), node);
    if (node->kind == NODE_SECTION || node->kind == NODE_INVERTED) {
        push(builder, node);
    } else if (node->merges) {
        for (size_t i = builder->depth; i > 0; i--) {
            if (builder->open[i]->kind == NODE_CELL) {
                if (!builder->open[i]->merging) {
                    builder->open[i]->merging = node;
                }
                break;
            }
        }
    }
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
    node->bytes = rest;
    node_add(top(builder), node);
}

static void
add_mark(struct builder *builder, struct str content)
{
    struct wml_part *part = builder->part;

    if (str_is(content, "/")) {
        builder->depth--;
    } else if (str_is(content, "M")) {
        node_add(top(builder), node_new(part->context->arena, NODE_MERGE));
    } else if (str_starts_with(content, STR("E"))) {
        struct node *element =
            part->elements[strtoul(content.ptr + 1, NULL, 10)];

        node_add(top(builder), element);
        push(builder, element);
    } else {
        add_tag_node(builder, &part->tags[strtoul(content.ptr, NULL, 10)]);
    }
}

static size_t
least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static void
cut(struct builder *builder)
{
    static const struct str open = {"<?" WML_MARK " ", 5};
    static const struct str close = {"?>", 2};
    static const struct str sentinel = {WML_SENTINEL, 3};
    struct str bytes = builder->bytes;
    size_t done = 0;

    for (;;) {
        size_t mark = str_find(bytes, open, done);
        size_t id = str_find(bytes, sentinel, done);
        size_t at = least(mark, id);
        struct str opening = at == mark ? open : sentinel;
        struct str closing = at == mark ? close : sentinel;
        size_t end;

        if (at == SIZE_MAX) {
            break;
        }
        end = str_find(bytes, closing, at + opening.len);
        add_literal(builder, done, at);
        if (at == mark) {
            add_mark(builder, str_slice(bytes, at + opening.len, end));
        } else {
            add_id_node(builder, str_slice(bytes, at + opening.len, end));
        }
        done = end + closing.len;
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
        .prefix = prefix_of(part, xmlDocGetRootElement(part->doc)),
    };
    struct node *root = node_new(part->context->arena, NODE_SECTION);

    for (const xmlNode *n = xmlDocGetRootElement(part->doc)->children; n;
         n = n->next) {
        if (wml_is(n, "body")) {
            root->shape = shape_read(n, part->context->styles,
                                     part->context->arena);
        }
    }
    push(&builder, root);
    builder.bytes = serialise(part);
    cut(&builder);
    return part->failed ? NULL : root;
}
