#include "gen/render/docx.h"

#include <string.h>

#include "gen/opc/zipout.h"
#include "gen/render/docx_columns.h"
#include "gen/render/docx_ids.h"
#include "gen/render/pages.h"
#include "gen/render/section_end.h"
#include "gen/render/walk.h"

enum {
    FLUSH_BYTES = 64 * 1024,
    MAX_TABLES = 64, /* one within the other */
    MAX_STORIES = 3 * MAX_TABLES
};

struct docx_writer {
    struct zipout *zip;
    struct diags *diags;
    const char *path;
    struct strbuf out; /* not yet in the archive */
    uint64_t n_bytes;
    size_t holds; /* > 0: nothing may leave out */
    bool shows;   /* since the innermost optional paragraph began */
    bool must_break; /* the open row begins a page, and has not said so yet */
    struct {
        size_t start; /* of the table in out */
        bool is_held; /* no row has been written yet */
    } tables[MAX_TABLES];
    size_t n_tables;
    struct {
        size_t start;
        bool outer_shows;
    } paragraphs[MAX_TABLES]; /* text boxes hold paragraphs in paragraphs */
    size_t n_paragraphs;
    bool ends_in_paragraph; /* the innermost cell or other story, so far */
    bool outer_ends[MAX_STORIES];
    size_t n_stories;
    size_t n_hidden; /* cells within one that belongs to the cell above */
    bool in_tag;     /* of what is written of one */
    struct section_end section_end; /* of a bound document */
    size_t page_start;              /* of properties of a section, in out */
    size_t page_end;
    uint64_t max_bytes;
    struct docx_ids ids;
};

static bool
flush(struct docx_writer *writer)
{
    zipout_write(writer->zip, strbuf_str(&writer->out));
    writer->n_bytes += writer->out.len;
    strbuf_cut(&writer->out, 0);
    return true;
}

static bool
flush_if_full(struct docx_writer *writer)
{
    struct location at = {.path = writer->path};

    if (writer->n_bytes + writer->out.len > writer->max_bytes) {
        diag_error(writer->diags, at, _("the document grows beyond %u MiB"),
                   (unsigned)(writer->max_bytes >> 20));
        diag_advise(writer->diags, _("look for a section that repeats more "
                                     "than it should"));
        return false;
    }
    return writer->out.len < FLUSH_BYTES || writer->holds || flush(writer);
}

/* The markup of a literal, which may be cut within a tag, without its text. */
static void
add_tags(struct docx_writer *writer, struct str bytes)
{
    for (size_t i = 0; i < bytes.len; i++) {
        writer->in_tag |= bytes.ptr[i] == '<';
        if (writer->in_tag) {
            strbuf_add_char(&writer->out, bytes.ptr[i]);
        }
        writer->in_tag &= bytes.ptr[i] != '>';
    }
}

static bool
write_literal(void *user, const struct node *node)
{
    struct docx_writer *writer = user;

    if (writer->n_hidden) {
        add_tags(writer, node->bytes);
        return flush_if_full(writer);
    }
    strbuf_add(&writer->out, node->bytes);
    writer->shows |= node->is_visible;
    return flush_if_full(writer);
}

/* Line breaks and tabs become blanks where no element can stand. */
static void
add_plain_text(struct strbuf *out, struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        bool breaks = text.ptr[i] == '\n' || text.ptr[i] == '\t';

        strbuf_add_xml(out, breaks ? STR(" ") : str_slice(text, i, i + 1));
    }
}

/* Line breaks and tabs of a value become elements inside its run. */
static void
add_broken_text(struct strbuf *out, struct str text)
{
    size_t from = 0;

    for (size_t i = 0; i <= text.len; i++) {
        if (i < text.len && text.ptr[i] != '\n' && text.ptr[i] != '\t' &&
            text.ptr[i] != '\r') {
            continue;
        }
        strbuf_add_xml(out, str_slice(text, from, i));
        from = i + 1;
        if (i < text.len && text.ptr[i] != '\r') {
            strbuf_add_cstr(out,
                            text.ptr[i] == '\n'
                                ? "</w:t><w:br/><w:t xml:space=\"preserve\">"
                                : "</w:t><w:tab/><w:t xml:space=\"preserve\">");
        }
    }
}

static bool
write_value(void *user, const struct node *node, struct value value,
            struct str text)
{
    struct docx_writer *writer = user;

    (void)value;
    if (writer->n_hidden) {
        return true;
    }
    if (memchr(text.ptr, '\n', text.len) || memchr(text.ptr, '\t', text.len)) {
        if (node->is_plain) {
            add_plain_text(&writer->out, text);
        } else {
            add_broken_text(&writer->out, text);
        }
    } else {
        strbuf_add_xml(&writer->out, text);
    }
    writer->shows |= text.len > 0;
    return flush_if_full(writer);
}

static bool
write_attribute(void *user, struct str text)
{
    struct docx_writer *writer = user;

    add_plain_text(&writer->out, text);
    return flush_if_full(writer);
}

/* A block that stays begins at start. */
static void
settle_section_end(struct docx_writer *writer, size_t start)
{
    if (writer->n_tables == 0 && writer->n_paragraphs == 0) {
        section_end_put(&writer->section_end, &writer->out, start);
    }
}

static void
enter_page(struct docx_writer *writer)
{
    writer->page_start = writer->out.len;
    writer->holds++;
}

static void
leave_page(struct docx_writer *writer)
{
    writer->page_end = writer->out.len;
    writer->holds--;
    if (writer->n_paragraphs == 0) {
        section_end_close(&writer->section_end, &writer->out,
                          writer->page_start);
    }
}

static bool
enter_table(struct docx_writer *writer, const struct node *node)
{
    struct location at = {.path = writer->path};

    if (writer->n_tables == MAX_TABLES) {
        return diag_error(writer->diags, at, _("tables are nested too deeply"));
    }
    if (!node->is_optional) {
        settle_section_end(writer, writer->out.len);
    }
    writer->tables[writer->n_tables].start = writer->out.len;
    writer->tables[writer->n_tables].is_held = node->is_optional;
    writer->holds += node->is_optional;
    writer->n_tables++;
    return true;
}

/* The first row of a table lets it go. */
static void
release_table(struct docx_writer *writer)
{
    if (writer->n_tables && writer->tables[writer->n_tables - 1].is_held) {
        size_t start = writer->tables[--writer->n_tables].start;

        settle_section_end(writer, start);
        writer->tables[writer->n_tables++].is_held = false;
        writer->holds--;
    }
}

static void
leave_table(struct docx_writer *writer)
{
    writer->n_tables--;
    if (writer->tables[writer->n_tables].is_held) {
        strbuf_cut(&writer->out, writer->tables[writer->n_tables].start);
        writer->holds--;
    } else {
        writer->shows = true;
        writer->ends_in_paragraph = false;
    }
}

static bool
enter_paragraph(struct docx_writer *writer, const struct node *node)
{
    struct location at = {.path = writer->path};

    if (writer->n_paragraphs == MAX_TABLES) {
        return diag_error(writer->diags, at,
                          _("text boxes are nested too deeply"));
    }
    if (!node->is_optional) {
        settle_section_end(writer, writer->out.len);
    }
    writer->paragraphs[writer->n_paragraphs].start = writer->out.len;
    writer->paragraphs[writer->n_paragraphs].outer_shows = writer->shows;
    writer->holds += node->is_optional || node->ends_bound;
    writer->shows = false;
    writer->n_paragraphs++;
    return true;
}

static void
leave_paragraph(struct docx_writer *writer, const struct node *node)
{
    bool outer = writer->paragraphs[--writer->n_paragraphs].outer_shows;
    size_t start = writer->paragraphs[writer->n_paragraphs].start;

    if (node->is_optional) {
        writer->holds--;
        if (!writer->shows) {
            strbuf_cut(&writer->out, start);
            writer->shows = outer;
            return;
        }
        settle_section_end(writer, start);
    } else if (node->ends_bound) {
        writer->holds--;
        section_end_take(&writer->section_end, &writer->out, start,
                         writer->page_start, writer->page_end);
    }
    writer->ends_in_paragraph = true;
    writer->shows |= outer;
}

static bool
enter_story(struct docx_writer *writer)
{
    struct location at = {.path = writer->path};

    if (writer->n_stories == MAX_STORIES) {
        return diag_error(writer->diags, at, _("tables are nested too deeply"));
    }
    writer->outer_ends[writer->n_stories++] = writer->ends_in_paragraph;
    writer->ends_in_paragraph = false;
    return true;
}

/* A cell, header, note or text box ends in a paragraph (ECMA-376-1
 * 17.4.65). */
static void
leave_story(struct docx_writer *writer, const struct node *node)
{
    if (!writer->ends_in_paragraph) {
        strbuf_add(&writer->out, node->bytes);
    }
    writer->ends_in_paragraph = writer->outer_ends[--writer->n_stories];
}

/* The first cell of the row that shows its text begins the page. */
static void
write_break(struct docx_writer *writer, const struct place *place)
{
    if (writer->must_break && place->merge != MERGE_CONTINUE) {
        strbuf_add_cstr(&writer->out, "<w:pageBreakBefore/>");
        writer->must_break = false;
    }
}

static bool
enter(void *user, const struct node *node, const struct place *place)
{
    struct docx_writer *writer = user;

    switch (node->kind) {
    case NODE_TABLE:
        return enter_table(writer, node);
    case NODE_ROW:
        writer->must_break = place->begins_page;
        release_table(writer);
        return true;
    case NODE_PARAGRAPH:
        return enter_paragraph(writer, node);
    case NODE_CELL:
        writer->n_hidden += writer->n_hidden ||
                            (node->merging && place->merge == MERGE_CONTINUE);
        return enter_story(writer);
    case NODE_STORY:
        return enter_story(writer);
    case NODE_PAGE:
        enter_page(writer);
        return true;
    case NODE_BREAK:
        write_break(writer, place);
        return true;
    case NODE_WIDTH:
    case NODE_SKIP:
    case NODE_GRID:
        docx_columns_write(&writer->out, node, place);
        return true;
    default:
        return true;
    }
}

static bool
leave(void *user, const struct node *node)
{
    struct docx_writer *writer = user;

    if (node->kind == NODE_TABLE) {
        leave_table(writer);
    } else if (node->kind == NODE_PARAGRAPH) {
        leave_paragraph(writer, node);
    } else if (node->kind == NODE_CELL || node->kind == NODE_STORY) {
        leave_story(writer, node);
        writer->n_hidden -= writer->n_hidden && node->kind == NODE_CELL;
    } else if (node->kind == NODE_PAGE) {
        leave_page(writer);
    }
    return flush_if_full(writer);
}

static bool
mark(void *user, const struct node *node, const struct place *place)
{
    struct docx_writer *writer = user;

    if (node->kind == NODE_ID) {
        docx_ids_write(&writer->ids, &writer->out, node, place);
    } else if (place->merge == MERGE_START) {
        strbuf_add(&writer->out, STR("<w:vMerge w:val=\"restart\"/>"));
    } else if (place->merge == MERGE_CONTINUE) {
        strbuf_add(&writer->out, STR("<w:vMerge/>"));
    }
    return true;
}

static bool
render_part(struct docx_writer *docx, const struct template_part *part,
            const struct scope *scope, struct evaluator *evaluator)
{
    struct writer writer = {
        .user = docx,
        .literal = write_literal,
        .value = write_value,
        .attribute = write_attribute,
        .enter = enter,
        .leave = leave,
        .mark = mark,
        .max_columns = DOCX_MAX_COLUMNS,
    };
    struct pages pages = {.begins = NULL};
    struct walk walk = {.writer = &writer,
                        .evaluator = evaluator,
                        .diags = docx->diags,
                        .pages = part->root->repeats ? &pages : NULL};
    bool ok = (!walk.pages || pages_estimate(&pages, part->root, scope,
                                             evaluator, docx->diags)) &&
              walk_tree(&walk, part->root, scope);

    pages_clear(&pages);
    return ok && flush(docx);
}

static void
add_literal_part(struct docx_writer *writer, const struct template_part *part)
{
    const struct deflated *deflated =
        part->shared ? template_base_part_deflated(part->shared) : NULL;

    if (deflated) {
        zipout_add_deflated(writer->zip, part->name, deflated);
    } else {
        zipout_add(writer->zip, part->name, part->bytes);
    }
}

bool
docx_render(const char *path, const struct template *template,
            const struct scope *scope, struct evaluator *evaluator,
            struct diags *diags)
{
    struct docx_writer writer = {
        .zip = zipout_new(path),
        .diags = diags,
        .path = path,
        .max_bytes =
            evaluator->max_bytes ? evaluator->max_bytes : EVALUATOR_MAX_BYTES,
        .ids = {.numbering = &template->numbering},
    };
    bool ok = true;

    for (size_t i = 0; i < template->n_parts && ok; i++) {
        const struct template_part *part = &template->parts[i];

        if (str_equals(part->name, template->numbering.part)) {
            continue; /* written when all lists are known */
        }
        if (part->root) {
            zipout_begin(writer.zip, part->name);
            ok = render_part(&writer, part, scope, evaluator);
        } else {
            add_literal_part(&writer, part);
        }
    }
    if (ok && template->numbering.part.len) {
        zipout_begin(writer.zip, template->numbering.part);
        docx_ids_write_numbering(&writer.ids, &writer.out);
        flush(&writer);
    }
    section_end_clear(&writer.section_end);
    strbuf_clear(&writer.out);
    docx_ids_clear(&writer.ids);
    if (!ok) {
        zipout_discard(writer.zip);
        return false;
    }
    return zipout_close(writer.zip, diags);
}
