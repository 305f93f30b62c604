/* XML documents built as trees by libxml2 and printed: UTF-8, indented, the
 * same bytes for the same tree. */
#ifndef TONGBAO_OPC_XML_WRITE_H
#define TONGBAO_OPC_XML_WRITE_H

#include "gen/opc/xml.h"

/* A document with its root element; the caller frees it with xml_free(). */
xmlDoc *xml_write_new(const char *root);

/* Adds an element at the parent's end, holding the text; characters that XML
 * 1.0 does not allow, and bytes that are no UTF-8, become U+FFFD. */
xmlNode *xml_write_element(xmlNode *parent, const char *name, struct str text);
void xml_write_attribute(xmlNode *node, const char *name, struct str value);

/* The document's text, in the arena. */
struct str xml_write_text(xmlDoc *doc, struct arena *arena);

#endif
