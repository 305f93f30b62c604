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

bool
wml_shows(const struct wml_part *part, const xmlNode *node)
{
    static const char *const visible[] = {
        "drawing",           "pict", "object",           "sym",
        "footnoteReference", "ptab", "endnoteReference", "instrText",
        "noBreakHyphen",     "ruby", "commentReference",
    };
    const struct wml_tag *tag = wml_tag_of(part, node);

    if (tag) {
        return !tag_is_control(tag->site.tag.kind);
    }
    if (node->type == XML_TEXT_NODE) {
        return wml_is(node->parent, "t") &&
               str_trim(str_from((const char *)node->content)).len > 0;
    }
    if (node->type != XML_ELEMENT_NODE) {
        return false;
    }
    for (size_t i = 0; i < sizeof visible / sizeof visible[0]; i++) {
        if (wml_is(node, visible[i])) {
            return true;
        }
    }
    return strcmp((const char *)node->name, "AlternateContent") == 0;
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

struct str
wml_prefix(const struct wml_part *part, const xmlNode *node)
{
    const char *prefix =
        node->ns && node->ns->prefix ? (const char *)node->ns->prefix : NULL;

    return prefix ? arena_strf(part->context->arena, "%s:", prefix) : STR("");
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

    if (root->ns && root->ns->prefix &&
        strcmp((const char *)root->ns->prefix, "w") != 0 &&
        !xmlSearchNs(doc, root, (const xmlChar *)"w")) {
        xmlFree((void *)root->ns->prefix);
        root->ns->prefix = xmlStrdup((const xmlChar *)"w");
    }
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

    remove_instructions(doc);
    if (plain) {
        wml_collect_plain_tags(&part);
    } else {
        settle_prefix(doc);
        wml_collect_tags(&part);
    }
    if (!part.failed) {
        wml_place_sections(&part);
    }
    if (part.failed) {
        return NULL;
    }
    if (!plain) {
        wml_mark_elements(&part);
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
