#include "gen/input/docx_text.h"

#include <string.h>

#include "gen/opc/xml.h"

#define WML        "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define WML_STRICT "http://purl.oclc.org/ooxml/wordprocessingml/main"
#define MC_SPACE   "http://schemas.openxmlformats.org/markup-compatibility/2006"

enum { MAX_DEPTH = 200 };

struct reader {
    struct docx_text *text;
    struct arena *arena;
    unsigned n_paragraphs;
    unsigned n_tables;
};

static bool
is(const xmlNode *node, const char *name)
{
    return xml_is(node, WML, name) || xml_is(node, WML_STRICT, name);
}

static struct docx_block *
add_block(struct reader *reader)
{
    struct docx_text *text = reader->text;

    if (text->n_blocks == text->cap) {
        text->cap = text->cap ? text->cap * 2 : 64;
        text->blocks = arena_grow(reader->arena, text->blocks, text->n_blocks,
                                  text->cap, sizeof *text->blocks);
    }
    return &text->blocks[text->n_blocks++];
}

/* What is not read: text that is gone, or is there twice. */
static bool
is_passed_over(const xmlNode *node)
{
    static const char *const names[] = {
        "del", "moveFrom", "delText", "instrText", "pPr", "rPr", "txbxContent"};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (is(node, names[i])) {
            return true;
        }
    }
    return xml_is(node, MC_SPACE, "Fallback");
}

static void
add_text(struct reader *reader, const xmlNode *node, struct strbuf *sb,
         unsigned depth)
{
    for (const xmlNode *child = node->children; child; child = child->next) {
        if (child->type != XML_ELEMENT_NODE || is_passed_over(child)) {
            continue;
        }
        if (is(child, "t")) {
            strbuf_add(sb, xml_text(child, reader->arena));
        } else if (is(child, "tab") || is(child, "ptab")) {
            strbuf_add_char(sb, '\t');
        } else if (is(child, "noBreakHyphen")) {
            strbuf_add_char(sb, '-');
        } else if (depth < MAX_DEPTH) {
            add_text(reader, child, sb, depth + 1);
        }
    }
}

static struct str
take(struct reader *reader, struct strbuf *sb)
{
    struct str text = arena_str(reader->arena, str_trim(strbuf_str(sb)));

    strbuf_clear(sb);
    return text;
}

static void read_blocks(struct reader *reader, const xmlNode *node,
                        unsigned depth);

/* Text boxes below a paragraph. */
static void
read_boxes(struct reader *reader, const xmlNode *node, unsigned depth)
{
    for (const xmlNode *child = node->children; child; child = child->next) {
        if (child->type != XML_ELEMENT_NODE ||
            xml_is(child, MC_SPACE, "Fallback") || depth == MAX_DEPTH) {
            continue;
        }
        if (is(child, "txbxContent")) {
            read_blocks(reader, child, depth + 1);
        } else {
            read_boxes(reader, child, depth + 1);
        }
    }
}

static void
read_paragraph(struct reader *reader, const xmlNode *node, unsigned depth)
{
    struct strbuf sb = {0};
    unsigned number = ++reader->n_paragraphs;
    struct str text;

    add_text(reader, node, &sb, depth);
    text = take(reader, &sb);
    if (text.len) {
        *add_block(reader) =
            (struct docx_block){.text = text, .paragraph = number};
    }
    read_boxes(reader, node, depth);
}

static size_t
count_cells(const xmlNode *row)
{
    size_t n = 0;

    for (const xmlNode *child = row->children; child; child = child->next) {
        n += is(child, "tc") || is(child, "sdt");
    }
    return n;
}

/* A cell, perhaps inside a content control. */
static const xmlNode *
cell_of(const xmlNode *node)
{
    if (is(node, "sdt")) {
        for (const xmlNode *child = node->children; child;
             child = child->next) {
            if (is(child, "sdtContent")) {
                for (const xmlNode *inner = child->children; inner;
                     inner = inner->next) {
                    if (is(inner, "tc")) {
                        return inner;
                    }
                }
            }
        }
    }
    return is(node, "tc") ? node : NULL;
}

static void
read_row(struct reader *reader, const xmlNode *node, unsigned row)
{
    struct docx_block block = {.table = reader->n_tables, .row = row};
    struct strbuf all = {0};

    block.cells = arena_alloc(reader->arena,
                              (count_cells(node) + 1) * sizeof *block.cells);
    for (const xmlNode *child = node->children; child; child = child->next) {
        const xmlNode *cell = cell_of(child);
        struct strbuf sb = {0};

        if (cell) {
            add_text(reader, cell, &sb, 0);
            block.cells[block.n_cells] = take(reader, &sb);
            strbuf_add_cstr(&all, block.n_cells ? "｜" : "");
            strbuf_add(&all, block.cells[block.n_cells++]);
        }
    }
    block.text = take(reader, &all);
    *add_block(reader) = block;
}

static void
read_table(struct reader *reader, const xmlNode *node)
{
    unsigned row = 0;

    reader->n_tables++;
    for (const xmlNode *child = node->children; child; child = child->next) {
        if (is(child, "tr")) {
            read_row(reader, child, ++row);
        }
    }
}

static void
read_blocks(struct reader *reader, const xmlNode *node, unsigned depth)
{
    for (const xmlNode *child = node->children; child && depth < MAX_DEPTH;
         child = child->next) {
        if (is(child, "p")) {
            read_paragraph(reader, child, depth);
        } else if (is(child, "tbl")) {
            read_table(reader, child);
        } else if (child->type == XML_ELEMENT_NODE && !is_passed_over(child)) {
            read_blocks(reader, child, depth + 1);
        }
    }
}

static bool
find_main(struct package *package, struct str *name, struct diags *diags)
{
    const struct relation *document;
    struct relations root;

    if (!package_relations(package, STR("/"), &root, diags)) {
        return false;
    }
    document = relations_find(&root, "officeDocument");
    if (!document || document->is_external ||
        !str_ends_with(document->target, STR(".xml")) ||
        str_starts_with(document->target, STR("/xl/"))) {
        return diag_error(diags,
                          (struct location){.path = package_path(package)},
                          _("is not a Word document"));
    }
    *name = document->target;
    return true;
}

bool
docx_text_read(struct docx_text *text, struct package *package,
               struct arena *arena, struct diags *diags)
{
    struct reader reader = {.text = text, .arena = arena};
    struct str name;
    struct str bytes;
    xmlDoc *doc;

    *text = (struct docx_text){0};
    if (!find_main(package, &name, diags) ||
        !package_read(package, name, arena, &bytes, diags)) {
        return false;
    }
    doc = xml_parse(bytes, package_at(package, name), diags);
    if (!doc) {
        return false;
    }
    read_blocks(&reader, xmlDocGetRootElement(doc), 0);
    xml_free(doc);
    return true;
}
