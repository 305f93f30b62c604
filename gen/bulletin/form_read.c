#include <string.h>
#include <strings.h>

#include "gen/bulletin/form_numbering.h"
#include "gen/bulletin/form_part.h"
#include "gen/opc/package.h"

enum { MAX_HALF_POINTS = 2000 };

/* The field being read; those inside it count as its text. */
struct field {
    unsigned depth;
    bool is_code; /* between begin and separate */
    struct strbuf code;
    size_t start;
    const xmlNode *run;
    bool is_page;
};

struct reader {
    struct form *form;
    struct package *package;
    struct str main;
    struct relations relations;
    struct numbering *numbering;
    struct footer *read; /* footers, each once */
    size_t n_read;
    struct spot spot;
    bool is_after_break; /* the next paragraph begins a page */
    /* the paragraph being read */
    struct strbuf text;
    struct run *runs;
    size_t n_runs, runs_room;
    struct field field;
};

/* Arrays that grow to 1, 3, 7, 15 ... items. */
static bool
is_full(size_t n)
{
    return (n & (n + 1)) == 0;
}

static bool
is_local(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE &&
           strcmp((const char *)node->name, name) == 0;
}

/* Of alternatives the first choice, as every newer program takes it. */
static bool
is_second_choice(const xmlNode *node)
{
    if (!is_local(node, "Fallback")) {
        return false;
    }
    for (const xmlNode *n = node->prev; n; n = n->prev) {
        if (is_local(n, "Choice")) {
            return true;
        }
    }
    return false;
}

static void
add_text(struct reader *reader, struct str text, const struct letters *letters)
{
    struct run *run;

    if (text.len == 0 || letters->is_hidden || reader->field.is_code) {
        return;
    }
    if (reader->n_runs == reader->runs_room) {
        size_t room = reader->runs_room ? reader->runs_room * 2 : 64;

        reader->runs = arena_grow(reader->form->arena, reader->runs,
                                  reader->n_runs, room, sizeof *reader->runs);
        reader->runs_room = room;
    }
    run = &reader->runs[reader->n_runs++];
    *run = (struct run){reader->text.len, text.len, *letters};
    strbuf_add(&reader->text, text);
}

static bool
names_page(struct str code)
{
    code = str_trim(code);
    return code.len >= 4 && strncasecmp(code.ptr, "PAGE", 4) == 0 &&
           (code.len == 4 || code.ptr[4] == ' ' || code.ptr[4] == '\\');
}

static void
note_page_field(struct reader *reader, struct paragraph *paragraph,
                const struct letters *letters, struct str code, bool is_one_run)
{
    if (paragraph->n_page_fields++ == 0) {
        paragraph->page = (struct page_field){
            reader->field.start, reader->text.len - reader->field.start,
            *letters, arena_str(reader->form->arena, str_trim(code)),
            is_one_run};
    }
}

/* What a page number without a stored result shows. */
static void
add_missing_result(struct reader *reader, const struct letters *letters)
{
    if (reader->text.len == reader->field.start) {
        add_text(reader, STR("1"), letters);
    }
}

static void
end_field(struct reader *reader, struct paragraph *paragraph,
          const xmlNode *run, const struct letters *letters)
{
    struct field *field = &reader->field;

    if (field->is_code) {
        field->is_code = false;
        field->is_page = names_page(strbuf_str(&field->code));
        field->start = reader->text.len;
    }
    if (field->is_page) {
        add_missing_result(reader, letters);
        note_page_field(reader, paragraph, letters, strbuf_str(&field->code),
                        field->run == run);
    }
    field->is_page = false;
}

static void
read_field_mark(struct reader *reader, struct paragraph *paragraph,
                const xmlNode *mark, const struct letters *letters)
{
    struct str type = element_attribute(mark, "fldCharType");
    struct field *field = &reader->field;

    if (str_is(type, "begin") && field->depth++ == 0) {
        strbuf_cut(&field->code, 0);
        field->is_code = true;
        field->run = mark->parent;
    } else if (str_is(type, "separate") && field->depth == 1) {
        field->is_code = false;
        field->is_page = names_page(strbuf_str(&field->code));
        field->start = reader->text.len;
    } else if (str_is(type, "end") && field->depth > 0 && --field->depth == 0) {
        end_field(reader, paragraph, mark->parent, letters);
    }
}

static void
read_break(struct reader *reader, struct paragraph *paragraph,
           const xmlNode *node, const struct letters *letters)
{
    if (!str_is(element_attribute(node, "type"), "page")) {
        add_text(reader, STR("\n"), letters);
    } else if (str_trim(strbuf_str(&reader->text)).len) {
        paragraph->ends_page = true;
    } else {
        paragraph->begins_page = true;
    }
}

static void
read_run(struct reader *reader, struct paragraph *paragraph, const xmlNode *run,
         struct letters letters)
{
    const xmlNode *rpr = element_child(run, "rPr");

    looks_add_style(&reader->form->looks, element_value(rpr, "rStyle"),
                    &letters);
    looks_add_letters(&reader->form->looks, rpr, &letters);
    if (letters.half_points > MAX_HALF_POINTS) {
        letters.half_points = MAX_HALF_POINTS;
    }
    for (const xmlNode *n = run->children; n; n = n->next) {
        if (wml_is(n, "t")) {
            add_text(reader, xml_text(n, reader->form->arena), &letters);
        } else if (wml_is(n, "tab") || wml_is(n, "ptab")) {
            add_text(reader, STR("\t"), &letters);
        } else if (wml_is(n, "cr")) {
            add_text(reader, STR("\n"), &letters);
        } else if (wml_is(n, "br")) {
            read_break(reader, paragraph, n, &letters);
        } else if (wml_is(n, "noBreakHyphen")) {
            add_text(reader, STR("-"), &letters);
        } else if (wml_is(n, "fldChar")) {
            read_field_mark(reader, paragraph, n, &letters);
        } else if (wml_is(n, "instrText") && reader->field.depth == 1) {
            strbuf_add(&reader->field.code, xml_text(n, reader->form->arena));
        }
    }
}

static void read_inline(struct reader *reader, struct paragraph *paragraph,
                        const xmlNode *parent, const struct letters *letters);

static void
read_simple_field(struct reader *reader, struct paragraph *paragraph,
                  const xmlNode *node, const struct letters *letters)
{
    struct str code = element_attribute(node, "instr");
    size_t start = reader->text.len;
    size_t first = reader->n_runs;

    read_inline(reader, paragraph, node, letters);
    if (names_page(code)) {
        reader->field.start = start;
        add_missing_result(reader, letters);
        note_page_field(reader, paragraph,
                        reader->n_runs > first ? &reader->runs[first].letters
                                               : letters,
                        code, false);
    }
}

static void
read_inline(struct reader *reader, struct paragraph *paragraph,
            const xmlNode *parent, const struct letters *letters)
{
    for (const xmlNode *n = parent->children; n; n = n->next) {
        if (wml_is(n, "r")) {
            read_run(reader, paragraph, n, *letters);
        } else if (wml_is(n, "fldSimple")) {
            read_simple_field(reader, paragraph, n, letters);
        } else if (wml_is(n, "del") || wml_is(n, "moveFrom")) {
            reader->form->has_changes = true;
        } else if (n->type == XML_ELEMENT_NODE && !wml_is(n, "pPr") &&
                   !is_local(n, "oMath") && !is_local(n, "sdtPr") &&
                   !is_second_choice(n)) {
            reader->form->has_changes |=
                wml_is(n, "ins") || wml_is(n, "moveTo");
            read_inline(reader, paragraph, n, letters);
        }
    }
}

/* The automatic number becomes the text's start, its level's indent the
 * paragraph's. */
static void
read_number(struct reader *reader, struct paragraph *paragraph,
            const xmlNode *ppr)
{
    struct form *form = reader->form;
    struct layout *layout = &paragraph->layout;
    const xmlNode *level;

    if (layout->num_id <= 0) {
        return;
    }
    level = numbering_add(reader->numbering, layout->num_id, layout->num_level,
                          &reader->text);
    paragraph->label = reader->text.len;
    looks_add_layout(&form->looks, level, layout);
    looks_add_layout(&form->looks, ppr, layout);
}

static void
read_paragraph(struct reader *reader, struct paragraph *paragraph,
               const xmlNode *node)
{
    struct form *form = reader->form;
    const xmlNode *ppr = element_child(node, "pPr");
    struct letters letters;

    strbuf_cut(&reader->text, 0);
    reader->runs = NULL;
    reader->n_runs = reader->runs_room = 0;
    reader->field.depth = 0;
    reader->field.is_code = reader->field.is_page = false;
    paragraph->spot = reader->spot;
    paragraph->style = looks_style(&form->looks, element_value(ppr, "pStyle"),
                                   &letters, &paragraph->layout);
    looks_add_layout(&form->looks, ppr, &paragraph->layout);
    read_number(reader, paragraph, ppr);
    paragraph->begins_page = paragraph->layout.begins_page;
    read_inline(reader, paragraph, node, &letters);
    paragraph->text = arena_str(form->arena, strbuf_str(&reader->text));
    paragraph->runs = reader->runs;
    paragraph->n_runs = reader->n_runs;
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

static const struct footer *read_footer(struct reader *reader, struct str id);

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

static bool
read_section(struct reader *reader, const xmlNode *node)
{
    struct form *form = reader->form;
    const xmlNode *size = element_child(node, "pgSz");
    const xmlNode *margins = element_child(node, "pgMar");
    const xmlNode *numbers = element_child(node, "pgNumType");
    struct form_section *section;

    if (is_full(form->n_sections)) {
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
        } else if (n->type == XML_ELEMENT_NODE && !is_second_choice(n) &&
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
                   !wml_is(n, "tblGrid") && !is_second_choice(n) &&
                   !read_rows(reader, n)) {
            return false;
        }
    }
    return true;
}

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

static bool
read_table(struct reader *reader, const xmlNode *node)
{
    struct form *form = reader->form;
    const xmlNode *properties = element_child(node, "tblPr");
    struct spot outer = reader->spot;
    size_t i = form->n_tables;
    bool ok;

    if (is_full(i)) {
        form->tables = arena_grow(form->arena, form->tables, i, 2 * i + 1,
                                  sizeof *form->tables);
    }
    form->n_tables++;
    reader->spot = (struct spot){.section = outer.section,
                                 .table = (unsigned)form->n_tables};
    form->tables[i] = (struct form_table){
        .spot = reader->spot,
        .first = form->n_items,
        .width = table_width(node),
        .is_floating = element_child(properties, "tblpPr") != NULL,
        .is_nested = outer.table > 0,
    };
    element_measure(element_child(properties, "tblInd"), "w",
                    &form->tables[i].indent);
    ok = read_rows(reader, node);
    form->tables[i].n_paragraphs = form->n_items - form->tables[i].first;
    reader->spot = outer;
    return ok;
}

static bool
read_body_paragraph(struct reader *reader, const xmlNode *node)
{
    struct form *form = reader->form;
    struct paragraph *paragraph = new_paragraph(form);
    const xmlNode *sect = element_child(element_child(node, "pPr"), "sectPr");

    *paragraph = (struct paragraph){.role = ROLE_BLANK};
    if (!reader->spot.table) {
        reader->spot.paragraph = (unsigned)++form->n_body;
    }
    read_paragraph(reader, paragraph, node);
    reader->spot.paragraph = 0;
    carry_break(reader, paragraph);
    return !sect || (read_section(reader, sect) && ++reader->spot.section);
}

static bool
read_blocks(struct reader *reader, const xmlNode *parent)
{
    for (const xmlNode *n = parent->children; n; n = n->next) {
        bool ok = true;

        if (wml_is(n, "p")) {
            ok = read_body_paragraph(reader, n);
        } else if (wml_is(n, "tbl")) {
            ok = read_table(reader, n);
        } else if (wml_is(n, "sectPr")) {
            ok = read_section(reader, n);
        } else if (n->type == XML_ELEMENT_NODE && !wml_is(n, "tcPr") &&
                   !wml_is(n, "sdtPr") && !is_second_choice(n)) {
            ok = read_blocks(reader, n);
        }
        if (!ok) {
            return false;
        }
    }
    return true;
}

static bool
read_part(struct reader *reader, struct str name, xmlDoc **doc)
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
    return !name.ptr || read_part(reader, name, doc);
}

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
        for (const xmlNode *a = is_local(n, "positionH") ? n->children : NULL;
             a; a = a->next) {
            if (is_local(a, "align") && a->children && a->children->content) {
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
        if (n->type != XML_ELEMENT_NODE || is_second_choice(n)) {
            continue;
        }
        if (wml_is(n, "p")) {
            struct paragraph paragraph = {.anchor =
                                              arena_str(form->arena, anchor)};

            read_paragraph(reader, &paragraph, n);
            if (is_full(footer->n_items)) {
                footer->items =
                    arena_grow(form->arena, footer->items, footer->n_items,
                               2 * footer->n_items + 1, sizeof *footer->items);
            }
            footer->items[footer->n_items++] = paragraph;
        }
        walk_footer(reader, footer, n,
                    is_local(n, "anchor") || is_local(n, "shape")
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
        !read_part(reader, name, &doc)) {
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
              read_part(reader, reader->main, &doc);

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
