#include "gen/template/element.h"

#include <stdlib.h>
#include <string.h>

xmlNode *
element_child(const xmlNode *parent, const char *name)
{
    for (xmlNode *n = parent ? parent->children : NULL; n; n = n->next) {
        if (wml_is(n, name)) {
            return n;
        }
    }
    return NULL;
}

struct str
element_attribute(const xmlNode *node, const char *name)
{
    return node && node->ns
               ? xml_attribute(node, (const char *)node->ns->href, name)
               : (struct str){NULL, 0};
}

struct str
element_value(const xmlNode *parent, const char *name)
{
    return element_attribute(element_child(parent, name), "val");
}

int
element_flag(const xmlNode *parent, const char *name)
{
    xmlNode *node = element_child(parent, name);
    struct str value = element_attribute(node, "val");

    if (!node) {
        return -1;
    }
    return !(str_is(value, "0") || str_is(value, "false") ||
             str_is(value, "off"));
}

bool
element_measure(const xmlNode *node, const char *name, int *out)
{
    static const struct {
        const char *unit;
        double twips;
    } units[] = {{"mm", 1440 / 25.4}, {"cm", 1440 / 2.54}, {"in", 1440},
                 {"pt", 20},          {"pc", 240},         {"pi", 240}};
    struct str value = element_attribute(node, name);
    char *end;
    double number;

    if (value.len == 0) {
        return false;
    }
    number = strtod(value.ptr, &end);
    if (end == value.ptr) {
        return false;
    }
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        if (strcmp(end, units[i].unit) == 0) {
            number *= units[i].twips;
        }
    }
    if (!(number > -1e6 && number < 1e6)) {
        return false;
    }
    *out = (int)(number < 0 ? number - 0.5 : number + 0.5);
    return true;
}
