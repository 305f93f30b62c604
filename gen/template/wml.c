#include "gen/template/wml.h"

#include <stdlib.h>
#include <string.h>

#include "gen/template/wml_part.h"

#define TRANSITIONAL                                                           \
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define STRICT "http://purl.oclc.org/ooxml/wordprocessingml/main"

bool
wml_is(const xmlNode *node, const char *name)
{
    return node &&
           (xml_is(node, TRANSITIONAL, name) || xml_is(node, STRICT, name));
}

xmlNode *
wml_enclosing(xmlNode *node, const char *name)
{
    while (node && !wml_is(node, name)) {
        node = node->parent;
    }
    return node;
}

xmlNode *
wml_following(const xmlNode *node, const xmlNode *root)
{
    if (node->type == XML_ELEMENT_NODE && node->children) {
        return node->children;
    }
    while (node != root && !node->next) {
        node = node->parent;
    }
    return node == root ? NULL : node->next;
}

xmlNode *
wml_following_in_table(xmlNode *node, const xmlNode *root)
{
    if (node->type == XML_ELEMENT_NODE && node->children &&
        !wml_is(node, "tc")) {
        return node->children;
    }
    while (node != root && !node->next) {
        node = node->parent;
    }
    return node == root ? NULL : node->next;
}

xmlNode *
wml_clone(const xmlNode *node, bool deep)
{
    xmlNode *copy;

    if (node->type != XML_ELEMENT_NODE) {
        return xmlDocCopyNode((xmlNode *)node, node->doc, 1);
    }
    copy = xmlNewDocNode(node->doc, node->ns, node->name, NULL);
    for (const xmlAttr *a = node->properties; a; a = a->next) {
        xmlNewNsProp(copy, a->ns, a->name,
                     a->children ? a->children->content : (const xmlChar *)"");
    }
    for (const xmlNode *n = node->children; deep && n; n = n->next) {
        xmlAddChild(copy, wml_clone(n, true));
    }
    return copy;
}

void
wml_remove(xmlNode *node)
{
    xmlUnlinkNode(node);
    xmlFreeNode(node);
}

xmlNode *
wml_new_mark(struct wml_part *part, const char *text)
{
    return xmlNewDocPI(part->doc, (const xmlChar *)WML_MARK,
                       (const xmlChar *)text);
}

struct wml_tag *
wml_tag_of(const struct wml_part *part, const xmlNode *node)
{
    const char *text;

    if (node->type != XML_PI_NODE) {
        return NULL;
    }
    text = (const char *)node->content;
    return text && *text >= '0' && *text <= '9'
               ? &part->tags[strtoul(text, NULL, 10)]
               : NULL;
}

/* A page or column break; a line break shows nothing by itself. */
static bool
is_break(const xmlNode *node)
{
    struct str type =
        wml_is(node, "br")
            ? xml_attribute(node, (const char *)node->ns->href, "type")
            : (struct str){NULL, 0};

    return str_is(type, "page") || str_is(type, "column");
}

static bool
is_shown_element(const xmlNode *node)
{
    static const char *const visible[] = {
        "drawing",           "pict", "object",           "sym",
        "footnoteReference", "ptab", "endnoteReference", "instrText",
        "noBreakHyphen",     "ruby",
    };

    for (size_t i = 0; i < sizeof visible / sizeof visible[0]; i++) {
        if (wml_is(node, visible[i])) {
            return true;
        }
    }
    return is_break(node) ||
           strcmp((const char *)node->name, "AlternateContent") == 0;
}

bool
wml_shows(const struct wml_part *part, const xmlNode *node)
{
    const struct wml_tag *tag = wml_tag_of(part, node);

    if (tag) {
        return !tag_is_control(tag->site.tag.kind);
    }
    if (node->type == XML_TEXT_NODE) {
        return (wml_is(node->parent, "t") || wml_is(node->parent, "delText")) &&
               str_trim(str_from((const char *)node->content)).len > 0;
    }
    return node->type == XML_ELEMENT_NODE && is_shown_element(node);
}

bool
wml_shows_below(const struct wml_part *part, const xmlNode *node)
{
    for (const xmlNode *n = wml_following(node, node); n;
         n = wml_following(n, node)) {
        if (wml_shows(part, n)) {
            return true;
        }
    }
    return false;
}

bool
wml_has_section_break(const xmlNode *paragraph)
{
    const xmlNode *ppr =
        xml_child(paragraph, (const char *)paragraph->ns->href, "pPr");

    return ppr && xml_child(ppr, (const char *)ppr->ns->href, "sectPr");
}

bool
wml_kind(const xmlNode *node, enum node_kind *kind)
{
    static const struct {
        const char *name;
        enum node_kind kind;
    } kinds[] = {
        {"p", NODE_PARAGRAPH},    {"tbl", NODE_TABLE},
        {"tr", NODE_ROW},         {"tc", NODE_CELL},
        {"hdr", NODE_STORY},      {"ftr", NODE_STORY},
        {"footnote", NODE_STORY}, {"endnote", NODE_STORY},
        {"comment", NODE_STORY},  {"txbxContent", NODE_STORY},
    };

    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (wml_is(node, kinds[i].name)) {
            *kind = kinds[i].kind;
            return true;
        }
    }
    return false;
}

int
wml_section_step(const struct wml_part *part, const xmlNode *node)
{
    const struct wml_tag *tag = wml_tag_of(part, node);

    if (tag && tag->site.tag.kind == TAG_CLOSE) {
        return -1;
    }
    return tag && tag_opens(tag->site.tag.kind);
}

/* Processing instructions of the template's own would look like marks. */
static void
remove_instructions(xmlDoc *doc)
{
    xmlNode *root = xmlDocGetRootElement(doc);
    xmlNode *next;

    for (xmlNode *n = root; n; n = next) {
        next = wml_following(n, root);
        if (n->type == XML_PI_NODE || n->type == XML_COMMENT_NODE) {
            wml_remove(n);
        }
    }
}

/* Writers add elements of their own as w:…, so that is the prefix. */
static void
settle_prefix(xmlDoc *doc)
{
    xmlNode *root = xmlDocGetRootElement(doc);

    if (root->ns && !xmlSearchNs(doc, root, (const xmlChar *)"w")) {
        xmlFree((void *)root->ns->prefix);
        root->ns->prefix = xmlStrdup((const xmlChar *)"w");
    }
}

/* Every fault that can be told without repeating another. */
static bool
prepare(struct wml_part *part, bool plain)
{
    remove_instructions(part->doc);
    if (plain) {
        wml_collect_plain_tags(part);
    } else {
        settle_prefix(part->doc);
        wml_collect_tags(part);
    }
    wml_place_sections(part);
    if (part->context->outline) {
        *part->context->outline = wml_outline(part);
    }
    if (!part->failed) {
        wml_check_sections(part);
    }
    return !part->failed;
}

static struct node *
compile(xmlDoc *doc, const struct wml_context *context, bool plain,
        struct diags *diags)
{
    struct wml_part part = {
        .doc = doc,
        .context = context,
        .diags = diags,
        .delimiters = delimiters_standard,
    };

    if (!prepare(&part, plain)) {
        return NULL;
    }
    if (!plain) {
        wml_settle_ranges(&part);
        wml_settle_lists(&part);
        wml_settle_shapes(&part);
        wml_mark_elements(&part);
        wml_plan_columns(&part);
        wml_mark_breaks(&part);
    }
    return part.failed ? NULL : wml_build(&part);
}

struct node *
wml_compile(xmlDoc *doc, const struct wml_context *context, struct diags *diags)
{
    return compile(doc, context, false, diags);
}

struct node *
wml_compile_plain(xmlDoc *doc, const struct wml_context *context,
                  struct diags *diags)
{
    return compile(doc, context, true, diags);
}
