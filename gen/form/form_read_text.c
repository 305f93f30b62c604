#include <strings.h>

#include "gen/form/form_read.h"

enum { MAX_HALF_POINTS = 2000 };

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
        } else if (reader_is(n, "drawing") || reader_is(n, "pict") ||
                   reader_is(n, "object") || reader_is(n, "AlternateContent")) {
            paragraph->has_drawing = true;
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
                   !reader_is(n, "oMath") && !reader_is(n, "sdtPr") &&
                   !reader_skips(n)) {
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

void
reader_read_text(struct reader *reader, struct paragraph *paragraph,
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
