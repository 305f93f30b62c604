#include "gen/form/form_read.h"

static int
table_width(const xmlNode *node)
{
    const xmlNode *width = element_child(element_child(node, "tblPr"), "tblW");
    const xmlNode *grid = element_child(node, "tblGrid");
    int given = 0;
    int sum = 0;

    if (str_is(element_attribute(width, "type"), "dxa")) {
        element_measure(width, "w", &given);
    }
    for (const xmlNode *n = grid ? grid->children : NULL; n; n = n->next) {
        int w = 0;

        if (wml_is(n, "gridCol") && element_measure(n, "w", &w) &&
            sum < 1000000) {
            sum += w;
        }
    }
    return sum > given ? sum : given;
}

/* 5000 or "100%": the whole width. */
static int
table_percent(const xmlNode *properties)
{
    const xmlNode *width = element_child(properties, "tblW");
    struct str text = element_attribute(width, "w");
    int64_t percent = 0;

    if (!str_is(element_attribute(width, "type"), "pct")) {
        return 0;
    }
    for (size_t i = 0; i < text.len && percent < 1000000; i++) {
        if (text.ptr[i] >= '0' && text.ptr[i] <= '9') {
            percent = percent * 10 + (text.ptr[i] - '0');
        } else {
            return text.ptr[i] == '%' ? (int)(percent * 50) : 0;
        }
    }
    return (int)percent;
}

static enum alignment
table_alignment(const xmlNode *properties)
{
    struct str value = element_value(properties, "jc");

    return str_is(value, "center")                          ? ALIGN_CENTER
           : str_is(value, "right") || str_is(value, "end") ? ALIGN_RIGHT
                                                            : ALIGN_LEFT;
}

void
reader_measure_table(struct form_table *table, const xmlNode *node)
{
    const xmlNode *properties = element_child(node, "tblPr");

    table->width = table_width(node);
    table->percent = table_percent(properties);
    table->align = table_alignment(properties);
    table->is_floating = element_child(properties, "tblpPr") != NULL;
    element_measure(element_child(properties, "tblInd"), "w", &table->indent);
}
