/* XML documents as trees, parsed behind the fence of xml_scan.h.  A name is
 * (namespace, local name), never a prefix. */
#ifndef TONGBAO_OPC_XML_H
#define TONGBAO_OPC_XML_H

#include <libxml/tree.h>

#include "gen/opc/xml_scan.h"

/* Once, before anything is read: from then on memory that ends inside libxml2
 * ends the process, as it does everywhere (base/mem.h).  By itself the library
 * goes on and leaves pieces of a document out. */
void xml_start(void);

/* A whole document behind the same fence, CDATA merged into text, line
 * numbers kept; NULL after reporting.  The caller frees it with xml_free(). */
xmlDoc *xml_parse(struct str bytes, struct location at, struct diags *diags);
void xml_free(xmlDoc *doc);

/* Element nodes by (namespace, local name); NULL name matches any. */
bool xml_is(const xmlNode *node, const char *space, const char *name);
xmlNode *xml_child(const xmlNode *parent, const char *space, const char *name);
xmlNode *xml_next(const xmlNode *node, const char *space, const char *name);

/* Attribute's value as a view into the document, {NULL, 0} if absent.  space
 * NULL: without a namespace. */
struct str xml_attribute(const xmlNode *node, const char *space,
                         const char *name);

/* Text of the node and all below it, joined; copied into the arena. */
struct str xml_text(const xmlNode *node, struct arena *arena);

#endif
