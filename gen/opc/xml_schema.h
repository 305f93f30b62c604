/* Checks documents against schemas of ours in data/: RELAX NG (NAME.rng,
 * ISO/IEC 19757-2) for what offices write, W3C XML Schema 1.0 (NAME.xsd) for
 * what others are to check again with xmllint --schema. */
#ifndef TONGBAO_OPC_XML_SCHEMA_H
#define TONGBAO_OPC_XML_SCHEMA_H

#include "gen/opc/xml.h"

/* Every fault becomes an error at its line; a schema that cannot be read is
 * the system's fault. */
bool xml_validate(xmlDoc *doc, const char *schema_path, struct location at,
                  struct diags *diags);

#endif
