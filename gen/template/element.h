/* Elements of WordprocessingML by local name, transitional and strict alike
 * (ECMA-376-1 17): children, attributes, on-off properties, measures. */
#ifndef TONGBAO_TEMPLATE_ELEMENT_H
#define TONGBAO_TEMPLATE_ELEMENT_H

#include "gen/template/wml.h"

/* First child of that name; NULL if there is none, or no parent. */
xmlNode *element_child(const xmlNode *parent, const char *name);

/* An attribute in the element's own namespace, {NULL, 0} if absent. */
struct str element_attribute(const xmlNode *node, const char *name);

/* The w:val of a child. */
struct str element_value(const xmlNode *parent, const char *name);

/* An on-off child (17.17.4): -1 not said, 0, 1. */
int element_flag(const xmlNode *parent, const char *name);

/* A whole number, perhaps negative; measures with a unit ("35mm", 22.9.2.15)
 * come in twips.  False, and *out stays, where there is none. */
bool element_measure(const xmlNode *node, const char *name, int *out);

#endif
