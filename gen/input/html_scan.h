/* HTML from outside, behind a fence, as the events of xml_scan().  What
 * browsers forgive is forgiven: tags left open are closed where they must end,
 * unknown entities stay as written.  Names of elements and attributes come in
 * small letters, without a namespace ("x:num" is a name).
 *
 * libxml2's HTML parser is quadratic in the attributes of a tag and in the
 * depth of elements, so both are counted here: 1,000 attributes, 256 deep,
 * a tag of 1 MiB.
 */
#ifndef TONGBAO_INPUT_HTML_SCAN_H
#define TONGBAO_INPUT_HTML_SCAN_H

#include "gen/opc/xml.h"

/* text is UTF-8, whatever it declares.  False after a passed limit or a
 * callback that stopped. */
bool html_scan(struct str text, const struct xml_handler *handler,
               struct location at, struct diags *diags);

#endif
