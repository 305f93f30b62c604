/* XML from outside as a stream, behind one fence (libxml2 2.9 is not trusted
 * with it): any document type declaration is refused, and depth, attributes an
 * element, token length and text length are counted in the bytes before the
 * parser works on them.  Namespaces are resolved; a name is (namespace, local
 * name), never a prefix.  Only gen/opc casts xmlChar.
 */
#ifndef TONGBAO_OPC_XML_SCAN_H
#define TONGBAO_OPC_XML_SCAN_H

#include "gen/base/diag.h"

struct xml_attribute {
    struct str space; /* namespace URI, empty if none */
    struct str name;  /* local name */
    struct str value; /* decoded */
};

/* Called by xml_scan; values and text live until the call returns, but names
 * and namespaces until the scan ends, each at one place: the same pointer is
 * the same name.  A callback that returns false stops the scan (it has
 * reported its error itself). */
struct xml_handler {
    void *user;
    bool (*start)(void *user, struct str space, struct str name,
                  const struct xml_attribute *attributes, size_t n_attributes);
    bool (*end)(void *user, struct str space, struct str name);
    /* Comes in pieces of any size, CDATA included; may be NULL. */
    bool (*text)(void *user, struct str text);
};

/* Fills at most size bytes; 0 at the end, -1 after reporting a failure. */
typedef ptrdiff_t (*xml_read_fn)(void *source, void *bytes, size_t size,
                                 struct diags *diags);

/* One streaming pass (SAX2).  libxml2 asks for the bytes: that is a sixth
 * faster than handing them to its push parser.  False after a parse error, a
 * passed limit, a failed read or a callback that stopped; the error names at.
 */
bool xml_scan(xml_read_fn read, void *source, const struct xml_handler *handler,
              struct location at, struct diags *diags);

/* The same over UTF-8 text, whatever encoding it declares. */
bool xml_scan_text(struct str text, const struct xml_handler *handler,
                   struct location at, struct diags *diags);

#endif
