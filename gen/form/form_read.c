#include <string.h>

#include "gen/form/form_read.h"

/* Arrays that grow to 1, 3, 7, 15 ... items. */
bool
reader_is_full(size_t n)
{
    return (n & (n + 1)) == 0;
}

bool
reader_is(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE &&
           strcmp((const char *)node->name, name) == 0;
}

/* Of alternatives the first choice, as every newer program takes it. */
bool
reader_skips(const xmlNode *node)
{
    if (!reader_is(node, "Fallback")) {
        return false;
    }
    for (const xmlNode *n = node->prev; n; n = n->prev) {
        if (reader_is(n, "Choice")) {
            return true;
        }
    }
    return false;
}

bool
reader_read_part(struct reader *reader, struct str name, xmlDoc **doc)
{
    struct form *form = reader->form;
    struct location at = {
        .path = form->path,
        .place = arena_cstr(form->arena, str_slice(name, 1, name.len))};
    struct str bytes;

    return package_read(reader->package, name, form->arena, &bytes,
                        form->diags) &&
           (*doc = xml_parse(bytes, at, form->diags)) != NULL;
}

static struct paragraph *
new_paragraph(struct form *form)
{
    if (form->n_items == form->room) {
        size_t room = form->room ? form->room * 2 : 256;

        form->items = arena_grow(form->arena, form->items, form->n_items, room,
                                 sizeof *form->items);
        form->room = room;
    }
    return &form->items[form->n_items++];
}

/* A break inside a blank paragraph counts for what comes behind it. */
static void
carry_break(struct reader *reader, struct paragraph *paragraph)
{
    bool is_blank = str_trim(paragraph->text).len == 0;

    paragraph->begins_page |= reader->is_after_break;
    reader->is_after_break =
        paragraph->ends_page || (is_blank && paragraph->begins_page);
}

static bool read_blocks(struct reader *reader, const xmlNode *parent);

static bool
read_cells(struct reader *reader, const xmlNode *row)
{
    for (const xmlNode *n = row->children; n; n = n->next) {
        if (wml_is(n, "tc")) {
            reader->spot.column++;
            if (!read_blocks(reader, n)) {
                return false;
            }
        } else if (n->type == XML_ELEMENT_NODE && !reader_skips(n) &&
                   !read_cells(reader, n)) {
            return false;
        }
    }
    return true;
}

static bool
read_rows(struct reader *reader, const xmlNode *table)
{
    for (const xmlNode *n = table->children; n; n = n->next) {
        if (wml_is(n, "tr")) {
            reader->spot.row++;
            reader->spot.column = 0;
            if (!read_cells(reader, n)) {
                return false;
            }
        } else if (n->type == XML_ELEMENT_NODE && !wml_is(n, "tblPr") &&
                   !wml_is(n, "tblGrid") && !reader_skips(n) &&
                   !read_rows(reader, n)) {
            return false;
        }
    }
    return true;
}

static bool
read_table(struct reader *reader, const xmlNode *node)
{
    struct form *form = reader->form;
    struct spot outer = reader->spot;
    size_t i = form->n_tables;
    bool ok;

    if (reader_is_full(i)) {
        form->tables = arena_grow(form->arena, form->tables, i, 2 * i + 1,
                                  sizeof *form->tables);
    }
    form->n_tables++;
    reader->spot = (struct spot){.section = outer.section,
                                 .table = (unsigned)form->n_tables,
                                 .is_boxed = outer.is_boxed};
    form->tables[i] = (struct form_table){
        .spot = reader->spot,
        .first = form->n_items,
        .is_nested = outer.table > 0 || outer.is_boxed,
    };
    reader_measure_table(&form->tables[i], node);
    ok = read_rows(reader, node);
    form->tables[i].n_paragraphs = form->n_items - form->tables[i].first;
    reader->spot = outer;
    return ok;
}

/* The text of the boxes that a paragraph holds, behind it. */
static bool
read_boxes(struct reader *reader, const xmlNode *parent)
{
    for (const xmlNode *n = parent->children; n; n = n->next) {
        bool ok = true;

        if (reader_is(n, "txbxContent")) {
            struct spot outer = reader->spot;

            reader->spot.is_boxed = true;
            ok = read_blocks(reader, n);
            reader->spot = outer;
        } else if (n->type == XML_ELEMENT_NODE && !reader_skips(n)) {
            ok = read_boxes(reader, n);
        }
        if (!ok) {
            return false;
        }
    }
    return true;
}

static void
read_boxed_paragraph(struct reader *reader, const xmlNode *node)
{
    struct paragraph *paragraph = new_paragraph(reader->form);

    *paragraph = (struct paragraph){.role = ROLE_BLANK};
    reader_read_text(reader, paragraph, node);
    reader->form->has_boxes |= str_trim(paragraph->text).len > 0;
}

static bool
read_body_paragraph(struct reader *reader, const xmlNode *node)
{
    struct form *form = reader->form;
    struct paragraph *paragraph = new_paragraph(form);
    const xmlNode *sect = element_child(element_child(node, "pPr"), "sectPr");
    bool ok;

    *paragraph = (struct paragraph){.role = ROLE_BLANK};
    if (!reader->spot.table) {
        reader->spot.paragraph = (unsigned)++form->n_body;
    }
    reader_read_text(reader, paragraph, node);
    carry_break(reader, paragraph);
    ok = read_boxes(reader, node);
    reader->spot.paragraph = 0;
    return ok && (!sect || (reader_read_section(reader, sect) &&
                            ++reader->spot.section));
}

static bool
read_blocks(struct reader *reader, const xmlNode *parent)
{
    for (const xmlNode *n = parent->children; n; n = n->next) {
        bool ok = true;

        if (wml_is(n, "p") && reader->spot.is_boxed) {
            read_boxed_paragraph(reader, n);
            ok = read_boxes(reader, n);
        } else if (wml_is(n, "p")) {
            ok = read_body_paragraph(reader, n);
        } else if (wml_is(n, "tbl")) {
            ok = read_table(reader, n);
        } else if (wml_is(n, "sectPr") && !reader->spot.is_boxed) {
            ok = reader_read_section(reader, n);
        } else if (n->type == XML_ELEMENT_NODE && !wml_is(n, "tcPr") &&
                   !wml_is(n, "sdtPr") && !reader_skips(n)) {
            ok = read_blocks(reader, n);
        }
        if (!ok) {
            return false;
        }
    }
    return true;
}

/* A part of that kind, if there is one; *doc is NULL if not. */
static bool
read_related(struct reader *reader, const char *kind, xmlDoc **doc)
{
    const struct relation *relation = relations_find(&reader->relations, kind);
    struct str name;

    *doc = NULL;
    if (!relation || relation->is_external) {
        return true;
    }
    name = package_find(reader->package, relation->target);
    return !name.ptr || reader_read_part(reader, name, doc);
}

/* The main part, by the package's relationships. */
static bool
find_main(struct reader *reader)
{
    struct form *form = reader->form;
    struct location at = {.path = form->path};
    struct relations root;
    const struct relation *main;

    if (!package_relations(reader->package, STR("/"), &root, form->diags)) {
        return false;
    }
    main = relations_find(&root, "officeDocument");
    if (main && !main->is_external) {
        reader->main = package_find(reader->package, main->target);
    }
    if (!reader->main.ptr) {
        diag_error(form->diags, at, "%s", _("is not a Word document"));
        diag_advise(form->diags, "%s", _("save it as .docx in WPS or Word"));
        return false;
    }
    return package_relations(reader->package, reader->main, &reader->relations,
                             form->diags);
}

/* What a new section means for the paragraph after it. */
static void
settle_sections(struct form *form)
{
    unsigned section = 1;

    for (size_t i = 0; i < form->n_items; i++) {
        struct spot *spot = &form->items[i].spot;

        if (spot->section > form->n_sections) {
            spot->section = (unsigned)form->n_sections;
        }
        if (spot->section != section) {
            section = spot->section;
            form->items[i].begins_page |=
                !form->sections[section - 1].is_continuous;
        }
    }
}

static bool
read_document(struct reader *reader, const xmlDoc *doc)
{
    struct form *form = reader->form;
    struct location at = {.path = form->path};
    const xmlNode *body = element_child(xmlDocGetRootElement(doc), "body");

    if (!body) {
        diag_error(form->diags, at, "%s", _("is not a Word document"));
        diag_advise(form->diags, "%s", _("save it as .docx in WPS or Word"));
        return false;
    }
    reader->spot.section = 1;
    if (!read_blocks(reader, body)) {
        return false;
    }
    if (form->n_sections == 0) {
        form->sections = arena_alloc(form->arena, sizeof *form->sections);
        form->sections[form->n_sections++].page_start = -1;
    }
    settle_sections(form);
    return true;
}

static bool
read_parts(struct reader *reader)
{
    struct form *form = reader->form;
    xmlDoc *styles = NULL;
    xmlDoc *theme = NULL;
    xmlDoc *settings = NULL;
    xmlDoc *numbers = NULL;
    xmlDoc *doc = NULL;
    struct letters letters;
    struct layout layout;
    bool ok = read_related(reader, "styles", &styles) &&
              read_related(reader, "theme", &theme) &&
              read_related(reader, "settings", &settings) &&
              read_related(reader, "numbering", &numbers) &&
              reader_read_part(reader, reader->main, &doc);

    if (ok) {
        looks_read(&form->looks, styles, theme, form->arena);
        reader->numbering = numbering_read(numbers, form->arena);
        form->has_even_footers =
            settings && element_flag(xmlDocGetRootElement(settings),
                                     "evenAndOddHeaders") == 1;
        looks_style(&form->looks, (struct str){NULL, 0}, &letters, &layout);
        form->default_half_points = letters.half_points;
        ok = read_document(reader, doc);
    }
    xml_free(styles);
    xml_free(theme);
    xml_free(settings);
    xml_free(numbers);
    xml_free(doc);
    return ok;
}

bool
form_read(struct form *form)
{
    struct reader reader = {.form = form};
    bool ok = false;

    reader.package =
        package_open(form->path, &package_default_limits, form->diags);
    if (!reader.package) {
        return false;
    }
    if (find_main(&reader)) {
        reader.read = arena_alloc(form->arena, (reader.relations.n_items + 1) *
                                                   sizeof *reader.read);
        ok = read_parts(&reader);
    }
    strbuf_clear(&reader.text);
    strbuf_clear(&reader.field.code);
    package_close(reader.package);
    return ok;
}
