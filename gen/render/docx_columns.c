#include "gen/render/docx_columns.h"

#include "gen/template/shape.h"

static void
write_grid(struct strbuf *out, const struct columns *columns)
{
    for (uint32_t i = 0; i < columns->n_columns; i++) {
        unsigned width =
            columns_width(columns, (struct column_range){i, i + 1});

        if (width) {
            strbuf_addf(out, "<w:gridCol w:w=\"%u\"/>", width);
        } else {
            strbuf_add_cstr(out, "<w:gridCol/>");
        }
    }
}

/* The cell's own width changes as that of its columns does. */
static void
write_width(struct strbuf *out, const struct shape *shape,
            const struct place *place)
{
    uint64_t drawn = columns_drawn_width(place->columns->plan, place->drawn);
    uint64_t now = columns_width(place->columns, place->range);
    uint32_t span = place->range.end - place->range.first;

    if (shape->width && drawn) {
        strbuf_addf(out, "<w:tcW w:w=\"%u\" w:type=\"%s\"/>",
                    (unsigned)(shape->width * now / drawn),
                    shape->is_percent ? "pct" : "dxa");
    }
    if (span > 1) {
        strbuf_addf(out, "<w:gridSpan w:val=\"%u\"/>", (unsigned)span);
    }
}

void
docx_columns_write(struct strbuf *out, const struct node *node,
                   const struct place *place)
{
    uint32_t n = place->range.end - place->range.first;

    if (node->kind == NODE_GRID) {
        write_grid(out, place->columns);
    } else if (node->kind == NODE_WIDTH) {
        write_width(out, node->shape, place);
    } else if (n) {
        strbuf_addf(out, "<%.*s w:val=\"%u\"/>", STR_ARG(node->bytes),
                    (unsigned)n);
    }
}
