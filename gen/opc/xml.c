#include "gen/opc/xml.h"

#include <limits.h>
#include <string.h>

#include "gen/base/mem.h"
#include "gen/opc/complaint.h"

enum {
    PIECE_SIZE = 64 * 1024,
    PARSE_OPTIONS = XML_PARSE_NONET | XML_PARSE_COMPACT | XML_PARSE_BIG_LINES |
                    XML_PARSE_NOCDATA
};

static struct str
str_from_xml(const xmlChar *text)
{
    return str_from((const char *)text);
}

static void *
resize(void *ptr, size_t size)
{
    return mem_resize(ptr, size, 1);
}

static void *
allocate(size_t size)
{
    return mem_resize(NULL, size, 1);
}

static char *
duplicate(const char *text)
{
    size_t size = strlen(text) + 1;

    return memcpy(allocate(size), text, size);
}

void
xml_start(void)
{
    xmlMemSetup(mem_free, allocate, resize, duplicate);
}

static bool
check_fence(struct str bytes, struct location at, struct diags *diags)
{
    struct fence fence = {.limits = &fence_default_limits};
    enum fence_fault fault = FENCE_OK;

    for (size_t from = 0; from < bytes.len; from += PIECE_SIZE) {
        fault = fence_feed(&fence, str_slice(bytes, from, from + PIECE_SIZE));
        if (fault != FENCE_OK) {
            return complaint_report_fault(fault, &fence, at, diags);
        }
    }
    return true;
}

xmlDoc *
xml_parse(struct str bytes, struct location at, struct diags *diags)
{
    struct complaint complaint = {0};
    xmlParserCtxt *ctxt;
    xmlDoc *doc = NULL;

    if (!check_fence(bytes, at, diags)) {
        return NULL;
    }
    ctxt = xmlNewParserCtxt();
    if (!ctxt || bytes.len > INT_MAX) {
        diag_system(diags, at, _("out of memory"));
        goto done;
    }
    complaint_begin(&complaint, ctxt);
    ctxt->sax->internalSubset = complaint_refuse_dtd;
    ctxt->sax->serror = complaint_note_error;
    doc = xmlCtxtReadMemory(ctxt, bytes.len ? bytes.ptr : "", (int)bytes.len,
                            NULL, NULL, PARSE_OPTIONS);
    if (!doc || complaint.has_dtd || complaint.message) {
        complaint_report(&complaint, at, diags);
        xmlFreeDoc(doc);
        doc = NULL;
    }
done:
    complaint_end();
    xmlFreeParserCtxt(ctxt);
    complaint_clear(&complaint);
    return doc;
}

void
xml_free(xmlDoc *doc)
{
    xmlFreeDoc(doc);
}

bool
xml_is(const xmlNode *node, const char *space, const char *name)
{
    if (!node || node->type != XML_ELEMENT_NODE ||
        (name && !str_is(str_from_xml(node->name), name))) {
        return false;
    }
    if (!space) {
        return node->ns == NULL;
    }
    return node->ns && str_is(str_from_xml(node->ns->href), space);
}

static xmlNode *
first_from(xmlNode *node, const char *space, const char *name)
{
    while (node && !xml_is(node, space, name)) {
        node = node->next;
    }
    return node;
}

xmlNode *
xml_child(const xmlNode *parent, const char *space, const char *name)
{
    return first_from(parent->children, space, name);
}

xmlNode *
xml_next(const xmlNode *node, const char *space, const char *name)
{
    return first_from(node->next, space, name);
}

struct str
xml_attribute(const xmlNode *node, const char *space, const char *name)
{
    for (const xmlAttr *attr = node->properties; attr; attr = attr->next) {
        bool here =
            space ? attr->ns && str_is(str_from_xml(attr->ns->href), space)
                  : attr->ns == NULL;

        if (here && str_is(str_from_xml(attr->name), name)) {
            return attr->children ? str_from_xml(attr->children->content)
                                  : STR("");
        }
    }
    return (struct str){NULL, 0};
}

struct str
xml_text(const xmlNode *node, struct arena *arena)
{
    xmlChar *content = xmlNodeGetContent(node);
    struct str text =
        arena_str(arena, content ? str_from_xml(content) : STR(""));

    xmlFree(content);
    return text;
}
