/* Step 1, for parts drawn once: {{> name}} becomes the blocks of name.xml. */
#include <stdio.h>

#include "gen/template/element.h"
#include "gen/template/wml_text.h"

#define STRICT "http://purl.oclc.org/ooxml/wordprocessingml/main"

/* The namespace under which the document knows ns, declared on its root. */
static xmlNs *
namespace_here(struct wml_part *part, const xmlNs *ns)
{
    xmlNode *root = xmlDocGetRootElement(part->doc);
    char prefix[16];
    xmlNs *made;

    if (!ns) {
        return NULL;
    }
    if (xmlStrEqual(ns->href, XML_XML_NAMESPACE)) {
        return xmlSearchNsByHref(part->doc, root, XML_XML_NAMESPACE);
    }
    for (xmlNs *known = root->nsDef; known; known = known->next) {
        if (known->prefix && xmlStrEqual(known->href, ns->href)) {
            return known;
        }
    }
    made = ns->prefix ? xmlNewNs(root, ns->href, ns->prefix) : NULL;
    for (unsigned i = 1; !made; i++) { /* the prefix means another one here */
        snprintf(prefix, sizeof prefix, "n%u", i);
        made = xmlNewNs(root, ns->href, (const xmlChar *)prefix);
    }
    return made;
}

/* A part is written in the transitional namespace; the document need not be. */
static xmlNs *
element_namespace(struct wml_part *part, const xmlNode *node)
{
    xmlNode *root = xmlDocGetRootElement(part->doc);

    return wml_is(node, (const char *)node->name) &&
                   xmlStrEqual(root->ns->href, (const xmlChar *)STRICT)
               ? root->ns
               : namespace_here(part, node->ns);
}

struct fragment {
    struct wml_part *part;
    xmlNode *paragraph; /* that names it */
    const char *path;
};

static xmlNode *
copy_node(const struct fragment *fragment, const xmlNode *node)
{
    struct wml_part *part = fragment->part;
    xmlNs *own = node->ns;
    xmlNs *here;
    xmlNode *copy;

    if (node->type == XML_TEXT_NODE) {
        return xmlDocCopyNode((xmlNode *)node, part->doc, 1);
    }
    if (node->type != XML_ELEMENT_NODE) {
        return NULL;
    }
    here = element_namespace(part, node);
    copy = xmlNewDocNode(part->doc, here, node->name, NULL);
    for (const xmlAttr *a = node->properties; a; a = a->next) {
        xmlNewNsProp(copy, a->ns == own ? here : namespace_here(part, a->ns),
                     a->name,
                     a->children ? a->children->content : (const xmlChar *)"");
    }
    for (const xmlNode *n = node->children; n; n = n->next) {
        xmlNode *child = copy_node(fragment, n);

        if (child) {
            xmlAddChild(copy, child);
        }
    }
    if (wml_is(copy, "p")) {
        copy->_private = wml_prose_origin(part, fragment->paragraph,
                                          fragment->path,
                                          (unsigned)xmlGetLineNo(node));
    }
    return copy;
}

static xmlNode *
add_child(xmlNode *parent, const char *name)
{
    return xmlNewChild(parent, parent->ns, (const xmlChar *)name, NULL);
}

/* The document has a last section, which a bound one's may take the place
 * of. */
static void
need_section(xmlNode *body)
{
    const xmlNode *last = body->last;

    while (last && last->type != XML_ELEMENT_NODE) {
        last = last->prev;
    }
    if (!wml_is(last, "sectPr")) {
        add_child(body, "sectPr");
    }
}

/* A template's last section ends with a paragraph too low to fill a line:
 * 22 lines of 579 twips leave 18 of a page. */
static xmlNode *
section_break(const struct fragment *fragment, const xmlNode *section)
{
    xmlNode *p = xmlNewDocNode(fragment->part->doc, fragment->paragraph->ns,
                               (const xmlChar *)"p", NULL);
    xmlNode *ppr = add_child(p, "pPr");
    xmlNode *spacing = add_child(ppr, "spacing");
    struct prose_origin *origin = wml_prose_origin(
        fragment->part, fragment->paragraph, fragment->path,
        (unsigned)xmlGetLineNo(section));
    static const char *const values[][2] = {
        {"before", "0"}, {"after", "0"}, {"line", "14"}, {"lineRule", "exact"}};

    origin->ends_bound = true;
    p->_private = origin;
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        xmlNewNsProp(spacing, p->ns, (const xmlChar *)values[i][0],
                     (const xmlChar *)values[i][1]);
    }
    xmlAddChild(ppr, copy_node(fragment, section));
    need_section(fragment->paragraph->parent);
    return p;
}

static bool
add_blocks(const struct fragment *fragment, const xmlNode *body)
{
    struct location at = {.path = fragment->path};

    for (const xmlNode *n = body->children; n; n = n->next) {
        xmlNode *block;

        if (n->type != XML_ELEMENT_NODE) {
            continue;
        }
        if (wml_is(n, "sectPr") &&
            !wml_is(fragment->paragraph->parent, "body")) {
            at.row = (uint32_t)xmlGetLineNo(n);
            return diag_error(fragment->part->diags, at,
                              _("a part with a page of its own cannot stand "
                                "in a table, a box or a footer"));
        }
        block = wml_is(n, "sectPr") ? section_break(fragment, n)
                                    : copy_node(fragment, n);
        xmlAddPrevSibling(fragment->paragraph, block);
    }
    return true;
}

bool
wml_expand_fragment(struct wml_part *part, xmlNode *paragraph, struct str bytes,
                    const char *path)
{
    struct location at = {.path = path};
    struct fragment fragment = {part, paragraph, path};
    xmlDoc *doc = xml_parse(bytes, at, part->diags);
    const xmlNode *body = doc ? xmlDocGetRootElement(doc) : NULL;
    bool ok = false;

    if (body && wml_is(body, "document")) {
        body = element_child(body, "body");
    }
    if (doc && !wml_accepts(part, doc, path)) {
        ok = false;
    } else if (wml_is(body, "body")) {
        ok = add_blocks(&fragment, body);
    } else if (doc) {
        diag_error(part->diags, at, _("this is no part of a document"));
        diag_advise(part->diags,
                    _("write its paragraphs and tables into <w:body>"));
    }
    xml_free(doc);
    part->failed |= !ok;
    return ok;
}
