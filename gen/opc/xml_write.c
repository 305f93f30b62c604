#include "gen/opc/xml_write.h"

/* What XML can hold, as the NUL-terminated text libxml2 takes. */
static struct strbuf
clean(struct str text)
{
    struct strbuf sb = {0};
    const char *end = text.ptr + text.len;

    strbuf_add_cstr(&sb, "");
    for (const char *p = text.ptr; p < end;) {
        uint32_t code;
        size_t n = utf8_decode(p, end, &code);

        if (n && utf8_is_xml(code)) {
            strbuf_add(&sb, (struct str){p, n});
        } else {
            strbuf_add_code(&sb, 0xFFFD);
        }
        p += n ? n : 1;
    }
    return sb;
}

xmlDoc *
xml_write_new(const char *root)
{
    xmlDoc *doc = xmlNewDoc((const xmlChar *)"1.0");

    xmlDocSetRootElement(doc, xmlNewNode(NULL, (const xmlChar *)root));
    return doc;
}

xmlNode *
xml_write_element(xmlNode *parent, const char *name, struct str text)
{
    struct strbuf sb = clean(text);
    xmlNode *node = xmlNewTextChild(parent, NULL, (const xmlChar *)name,
                                    text.len ? (const xmlChar *)sb.ptr : NULL);

    strbuf_clear(&sb);
    return node;
}

void
xml_write_attribute(xmlNode *node, const char *name, struct str value)
{
    struct strbuf sb = clean(value);

    xmlNewProp(node, (const xmlChar *)name, (const xmlChar *)sb.ptr);
    strbuf_clear(&sb);
}

struct str
xml_write_text(xmlDoc *doc, struct arena *arena)
{
    xmlChar *bytes = NULL;
    int len = 0;
    struct str text;

    xmlDocDumpFormatMemoryEnc(doc, &bytes, &len, "UTF-8", 1);
    text = arena_str(arena, (struct str){(const char *)bytes, (size_t)len});
    xmlFree(bytes);
    return text;
}
