#include <string.h>

#include "gen/form/form_read.h"

/* Where a shape stands: DrawingML's positionH, or VML's style. */
static struct str
anchor_of(const xmlNode *shape, struct str outer)
{
    struct str style = xml_attribute(shape, NULL, "style");
    struct str key = STR("mso-position-horizontal:");
    size_t at = style.len ? str_find(style, key, 0) : SIZE_MAX;

    if (at != SIZE_MAX) {
        struct str rest = str_slice(style, at + key.len, style.len);

        return str_split(&rest, STR(";"));
    }
    for (const xmlNode *n = shape->children; n; n = n->next) {
        for (const xmlNode *a = reader_is(n, "positionH") ? n->children : NULL;
             a; a = a->next) {
            if (reader_is(a, "align") && a->children && a->children->content) {
                return str_from((const char *)a->children->content);
            }
        }
    }
    return outer;
}

/* Every paragraph of a footer, those in its text boxes too. */
static void
walk_footer(struct reader *reader, struct footer *footer, const xmlNode *node,
            struct str anchor)
{
    struct form *form = reader->form;

    for (const xmlNode *n = node->children; n; n = n->next) {
        if (n->type != XML_ELEMENT_NODE || reader_skips(n)) {
            continue;
        }
        if (wml_is(n, "p")) {
            struct paragraph paragraph = {.anchor =
                                              arena_str(form->arena, anchor)};

            reader_read_text(reader, &paragraph, n);
            if (reader_is_full(footer->n_items)) {
                footer->items =
                    arena_grow(form->arena, footer->items, footer->n_items,
                               2 * footer->n_items + 1, sizeof *footer->items);
            }
            footer->items[footer->n_items++] = paragraph;
        }
        walk_footer(reader, footer, n,
                    reader_is(n, "anchor") || reader_is(n, "shape")
                        ? anchor_of(n, anchor)
                        : anchor);
    }
}

static const struct footer *
read_footer(struct reader *reader, struct str id)
{
    const struct relation *relation = relations_find_id(&reader->relations, id);
    struct reader inner = {
        .form = reader->form,
        .numbering = reader->numbering,
        .spot = {.section = reader->spot.section},
    };
    struct str name = {NULL, 0};
    struct footer *footer;
    xmlDoc *doc;

    if (relation && !relation->is_external) {
        name = package_find(reader->package, relation->target);
    }
    for (size_t i = 0; i < reader->n_read; i++) {
        if (str_equals(reader->read[i].name, name)) {
            return &reader->read[i];
        }
    }
    if (!name.ptr || reader->n_read == reader->relations.n_items ||
        !reader_read_part(reader, name, &doc)) {
        return NULL;
    }
    footer = &reader->read[reader->n_read++];
    *footer = (struct footer){.name = arena_str(reader->form->arena, name)};
    walk_footer(&inner, footer, xmlDocGetRootElement(doc), STR(""));
    strbuf_clear(&inner.text);
    strbuf_clear(&inner.field.code);
    xml_free(doc);
    return footer;
}

static void
read_grid(struct form_section *section, const xmlNode *grid)
{
    struct str type = element_attribute(grid, "type");

    section->grid =
        str_is(type, "lines") ? GRID_LINES
        : str_is(type, "linesAndChars") || str_is(type, "snapToChars")
            ? GRID_LINES_AND_CHARACTERS
            : GRID_NONE;
    element_measure(grid, "linePitch", &section->line_pitch);
    element_measure(grid, "charSpace", &section->char_space);
}

static struct str
relation_id(const xmlNode *node)
{
    struct str id = xml_attribute(
        node,
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "id");

    return id.ptr ? id
                  : xml_attribute(node,
                                  "http://purl.oclc.org/ooxml/officeDocument/"
                                  "relationships",
                                  "id");
}

/* A footer that is not named is that of the section before (17.10.2). */
static bool
read_footers(struct reader *reader, struct form_section *section,
             const xmlNode *node)
{
    static const char *const kinds[] = {"default", "even", "first"};
    struct form *form = reader->form;

    if (form->n_sections) {
        memcpy(section->footers, section[-1].footers, sizeof section->footers);
    }
    for (const xmlNode *n = node->children; n; n = n->next) {
        for (int k = 0; k < N_FOOTERS && wml_is(n, "footerReference"); k++) {
            if (str_is(element_attribute(n, "type"), kinds[k])) {
                size_t n_errors = form->diags->n_errors;

                section->footers[k] = read_footer(reader, relation_id(n));
                if (form->diags->n_errors > n_errors) {
                    return false;
                }
            }
        }
    }
    return true;
}

bool
reader_read_section(struct reader *reader, const xmlNode *node)
{
    struct form *form = reader->form;
    const xmlNode *size = element_child(node, "pgSz");
    const xmlNode *margins = element_child(node, "pgMar");
    const xmlNode *numbers = element_child(node, "pgNumType");
    struct form_section *section;

    if (reader_is_full(form->n_sections)) {
        form->sections =
            arena_grow(form->arena, form->sections, form->n_sections,
                       2 * form->n_sections + 1, sizeof *section);
    }
    section = &form->sections[form->n_sections];
    *section = (struct form_section){.page_start = -1};
    element_measure(size, "w", &section->width);
    element_measure(size, "h", &section->height);
    element_measure(margins, "top", &section->top);
    element_measure(margins, "bottom", &section->bottom);
    element_measure(margins, "left", &section->left);
    element_measure(margins, "right", &section->right);
    element_measure(margins, "gutter", &section->gutter);
    element_measure(margins, "footer", &section->footer);
    element_measure(numbers, "start", &section->page_start);
    section->page_format =
        arena_str(form->arena, element_attribute(numbers, "fmt"));
    section->has_first = element_flag(node, "titlePg") == 1;
    section->is_continuous = str_is(element_value(node, "type"), "continuous");
    read_grid(section, element_child(node, "docGrid"));
    if (!read_footers(reader, section, node)) {
        return false;
    }
    form->n_sections++;
    return true;
}
