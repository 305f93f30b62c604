/* Checks a document against an XML Schema of ours (W3C XML Schema 1.0): what
 * others can check again with xmllint --schema. */
#ifndef TONGBAO_OPC_XML_XSD_H
#define TONGBAO_OPC_XML_XSD_H

#include "gen/opc/xml.h"

/* Every fault becomes an error at its line. */
bool xml_xsd_check(xmlDoc *doc, const char *schema_path, struct location at,
                   struct diags *diags);

#endif
