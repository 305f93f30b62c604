#include "gen/template/list_starts.h"

#include <stdlib.h>

#include "gen/template/element.h"

#define PLACE "<?tb-more?>"

enum { N_LEVELS = 9 };

static uint32_t
number_of(struct str text)
{
    return text.len ? (uint32_t)strtoul(text.ptr, NULL, 10) : 0;
}

static const xmlNode *
child_of_number(const xmlNode *parent, const char *name, const char *attribute,
                uint32_t number)
{
    for (const xmlNode *n = parent ? parent->children : NULL; n; n = n->next) {
        struct str value =
            wml_is(n, name) ? element_attribute(n, attribute) : STR("");

        if (value.len && number_of(value) == number) {
            return n;
        }
    }
    return NULL;
}

/* Where a level of the list begins. */
static struct str
start_of(const xmlNode *abstract, const xmlNode *override, uint32_t level)
{
    struct str start = element_value(override, "startOverride");
    const xmlNode *own = element_child(override, "lvl");

    own = own ? own : child_of_number(abstract, "lvl", "ilvl", level);
    start = start.len ? start : element_value(own, "start");
    return start.len ? start : STR("1");
}

/* Gives every level of a w:num a start of its own. */
static void
override_starts(xmlNode *num, const xmlNode *abstract)
{
    for (uint32_t level = 0; level < N_LEVELS; level++) {
        xmlNode *override =
            (xmlNode *)child_of_number(num, "lvlOverride", "ilvl", level);
        struct str start = start_of(abstract, override, level);
        xmlNode *element = element_child(override, "startOverride");
        char *value =
            (char *)xmlStrndup((const xmlChar *)start.ptr, (int)start.len);
        char number[2] = {(char)('0' + level), 0};

        if (!override) {
            override =
                xmlNewChild(num, num->ns, (const xmlChar *)"lvlOverride", NULL);
            xmlNewNsProp(override, num->ns, (const xmlChar *)"ilvl",
                         (const xmlChar *)number);
        }
        if (!element) {
            element = xmlNewDocNode(num->doc, num->ns,
                                    (const xmlChar *)"startOverride", NULL);
            xmlNewNsProp(element, num->ns, (const xmlChar *)"val",
                         (const xmlChar *)value);
            if (override->children) {
                xmlAddPrevSibling(override->children, element);
            } else {
                xmlAddChild(override, element);
            }
        }
        xmlFree(value);
    }
}

/* What stands in an element, with the namespaces the root declares. */
static struct str
inside_of(const xmlNode *element, struct arena *arena)
{
    struct strbuf sb = {0};
    struct str bytes;

    for (const xmlNode *n = element->children; n; n = n->next) {
        xmlBuffer *buffer = xmlBufferCreate();

        xmlNodeDump(buffer, element->doc, (xmlNode *)n, 0, 0);
        strbuf_add_cstr(&sb, (const char *)xmlBufferContent(buffer));
        xmlBufferFree(buffer);
    }
    bytes = arena_str(arena, strbuf_str(&sb));
    strbuf_clear(&sb);
    return bytes;
}

static void
read_list(struct list_starts *numbering, const xmlNode *num,
          const xmlNode *root, struct arena *arena)
{
    struct list_start *list = &numbering->lists[numbering->n_lists++];
    uint32_t abstract = number_of(element_value(num, "abstractNumId"));
    xmlNode *copy = xmlDocCopyNode((xmlNode *)num, num->doc, 1);

    list->number = number_of(element_attribute(num, "numId"));
    list->prefix = num->ns->prefix
                       ? arena_strf(arena, "%s:", (const char *)num->ns->prefix)
                       : STR("");
    numbering->last =
        list->number > numbering->last ? list->number : numbering->last;
    override_starts(
        copy, child_of_number(root, "abstractNum", "abstractNumId", abstract));
    list->inside = inside_of(copy, arena);
    xmlFreeNode(copy);
}

/* Cuts the part where more lists may stand: behind the last w:num. */
static void
cut(struct list_starts *numbering, xmlNode *last, struct arena *arena)
{
    xmlNode *place = xmlNewDocPI(last->doc, (const xmlChar *)"tb-more", NULL);
    xmlChar *bytes = NULL;
    struct str whole;
    size_t at;
    int len = 0;

    xmlAddNextSibling(last, place);
    xmlDocDumpMemoryEnc(last->doc, &bytes, &len, "UTF-8");
    whole = arena_str(arena, (struct str){(const char *)bytes, (size_t)len});
    xmlFree(bytes);
    at = str_find(whole, STR(PLACE), 0);
    numbering->before = str_slice(whole, 0, at);
    numbering->after = str_slice(whole, at + sizeof PLACE - 1, whole.len);
}

void
list_starts_read(struct list_starts *numbering, xmlDoc *doc,
                 struct arena *arena)
{
    const xmlNode *root = xmlDocGetRootElement(doc);
    xmlNode *last = NULL;
    size_t n = 0;

    for (const xmlNode *node = root->children; node; node = node->next) {
        n += wml_is(node, "num");
    }
    numbering->lists = arena_alloc(arena, (n + 1) * sizeof *numbering->lists);
    for (xmlNode *node = root->children; node; node = node->next) {
        if (wml_is(node, "num")) {
            read_list(numbering, node, root, arena);
            last = node;
        }
    }
    if (last) {
        cut(numbering, last, arena);
    }
}

const struct list_start *
list_starts_find(const struct list_starts *numbering, uint32_t number)
{
    for (size_t i = 0; i < numbering->n_lists; i++) {
        if (numbering->lists[i].number == number) {
            return &numbering->lists[i];
        }
    }
    return NULL;
}

void
list_starts_write(struct strbuf *out, const struct list_start *list,
                  uint32_t number)
{
    strbuf_addf(out, "<%.*snum %.*snumId=\"%u\">%.*s</%.*snum>",
                STR_ARG(list->prefix), STR_ARG(list->prefix), (unsigned)number,
                STR_ARG(list->inside), STR_ARG(list->prefix));
}
