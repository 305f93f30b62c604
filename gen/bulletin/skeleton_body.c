/* Templates of a notice in plain text, in the styles of templates/base. */
#include "gen/bulletin/skeleton_part.h"

#define DOCUMENT                                                               \
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"          \
    "<w:document xmlns:w=\"http://schemas.openxmlformats.org/"                 \
    "wordprocessingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats."    \
    "org/officeDocument/2006/relationships\">\n<w:body>\n"
#define END "</w:body>\n</w:document>\n"
#define FOOTERS                                                                \
    "<w:sectPr>\n"                                                             \
    "<w:headerReference w:type=\"first\" r:id=\"rIdHeaderFirst\"/>\n"          \
    "<w:footerReference w:type=\"default\" r:id=\"rIdFooterOdd\"/>\n"          \
    "<w:footerReference w:type=\"even\" r:id=\"rIdFooterEven\"/>\n"            \
    "<w:footerReference w:type=\"first\" r:id=\"rIdFooterFirst\"/>\n"
#define PORTRAIT                                                               \
    "<w:pgSz w:w=\"11906\" w:h=\"16838\"/>\n"                                  \
    "<w:pgMar w:top=\"2098\" w:right=\"1474\" w:bottom=\"1984\" "              \
    "w:left=\"1588\" w:header=\"1701\" w:footer=\"1417\" w:gutter=\"0\"/>\n"
#define LANDSCAPE                                                              \
    "<w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/>\n"           \
    "<w:pgMar w:top=\"1588\" w:right=\"2098\" w:bottom=\"1474\" "              \
    "w:left=\"1984\" w:header=\"1701\" w:footer=\"907\" w:gutter=\"0\"/>\n"
#define LETTER "<w:titlePg w:val=\"{{期次.信函|flag}}\"/>\n"
#define GRID                                                                   \
    "<w:docGrid w:type=\"lines\" w:linePitch=\"579\"/>\n</w:sectPr>\n"
#define COLUMNS "<w:cols w:space=\"425\"/>\n"
/* Low enough not to begin a page behind a table that fills one. */
#define LOW                                                                    \
    "<w:p><w:pPr><w:pStyle w:val=\"TableNote\"/><w:spacing w:before=\"0\" "    \
    "w:line=\"20\" w:lineRule=\"exact\"/></w:pPr></w:p>\n"

static void
add_text(struct strbuf *out, struct str text)
{
    strbuf_add_cstr(out, "<w:t xml:space=\"preserve\">");
    strbuf_add_xml(out, text);
    strbuf_add_cstr(out, "</w:t>");
}

static void
add_paragraph(struct strbuf *out, const char *style, const char *more,
              struct str text)
{
    strbuf_addf(out, "<w:p><w:pPr><w:pStyle w:val=\"%s\"/>%s</w:pPr><w:r>",
                style, more);
    add_text(out, text);
    strbuf_add_cstr(out, "</w:r></w:p>\n");
}

/* A tag alone in its paragraph. */
static void
add_tag(struct strbuf *out, const char *before, struct str name)
{
    strbuf_add_cstr(out, "<w:p><w:r><w:t>{{");
    strbuf_add_xml(out, str_from(before));
    strbuf_addf(out, "%.*s}}</w:t></w:r></w:p>\n", STR_ARG(name));
}

/* The lines of a title with breaks between them. */
static void
add_title(struct strbuf *out, const struct skeleton *skeleton)
{
    const struct notice *notice = skeleton->notice;
    bool is_open = false;

    for (size_t i = 0; i < notice->n_lines; i++) {
        if (notice->lines[i].kind == NOTICE_TITLE) {
            strbuf_add_cstr(out, is_open
                                     ? "<w:r><w:br/></w:r>\n<w:r>"
                                     : "<w:p><w:pPr><w:pStyle w:val=\"GwTitle\""
                                       "/></w:pPr><w:r>");
            add_text(out, notice->lines[i].text);
            strbuf_add_cstr(out, "</w:r>");
            is_open = true;
        }
    }
    if (is_open) {
        strbuf_add_cstr(out, "</w:p>\n");
    }
}

/* A heading on its own line, or one that text follows. */
static void
add_heading(struct strbuf *out, const struct notice_line *line,
            const char *more)
{
    char style[16];

    snprintf(style, sizeof style, "GwHeading%u", line->level);
    if (str_find(line->text, STR("。"), 0) == SIZE_MAX) {
        add_paragraph(out, style, "", line->text);
        return;
    }
    strbuf_addf(out,
                "<w:p><w:pPr><w:pStyle w:val=\"GwBody\"/>%s</w:pPr><w:r>"
                "<w:rPr><w:rStyle w:val=\"%sRun\"/></w:rPr>",
                more, style);
    add_text(out, str_slice(line->text, 0, line->heading_len));
    strbuf_add_cstr(out, "</w:r><w:r>");
    add_text(out, str_slice(line->text, line->heading_len, line->text.len));
    strbuf_add_cstr(out, "</w:r></w:p>\n");
}

/* Rows from i on. */
static size_t
rows_end(const struct notice *notice, size_t i)
{
    while (i < notice->n_lines && notice->lines[i].kind == NOTICE_ROW) {
        i++;
    }
    return i;
}

/* The last paragraph before the list of attachments or the signature: it
 * keeps the signature from standing alone. */
static bool
is_last(const struct notice *notice, size_t i)
{
    enum notice_kind next = i + 1 < notice->n_lines
                                ? notice->lines[i + 1].kind
                                : NOTICE_TEXT;

    return next == NOTICE_ITEM || next == NOTICE_ISSUER || next == NOTICE_DATE;
}

static size_t
add_line(struct skeleton *skeleton, struct strbuf *out, size_t i, bool is_wide)
{
    const struct notice *notice = skeleton->notice;
    const struct notice_line *line = &notice->lines[i];
    const char *keep = is_last(notice, i) ? "<w:keepNext/>" : "";
    size_t end;

    switch (line->kind) {
    case NOTICE_HEADING:
        add_heading(out, line, keep);
        break;
    case NOTICE_TEXT:
        add_paragraph(out, "GwBody", keep, line->text);
        break;
    case NOTICE_CONTACT:
        add_paragraph(out, "GwContact", keep, line->text);
        break;
    case NOTICE_NOTE:
        add_paragraph(out, "TableNote", "", line->text);
        break;
    case NOTICE_ROW:
        end = rows_end(notice, i);
        skeleton_add_table(skeleton, out, i, end, is_wide);
        if (end == notice->n_lines || notice->lines[end].kind != NOTICE_NOTE) {
            strbuf_add_cstr(out, LOW);
        }
        return end;
    default:
        break;
    }
    return i + 1;
}

void
skeleton_add_body(struct skeleton *skeleton, struct strbuf *out)
{
    const struct notice *notice = skeleton->notice;
    size_t i = 0;

    strbuf_add_cstr(out, DOCUMENT);
    add_tag(out, "> ", STR("版头"));
    add_title(out, skeleton);
    add_tag(out, "> ", STR("主送机关"));
    while (i < notice->n_lines &&
           notice->lines[i].kind != NOTICE_ATTACHMENT) {
        i = add_line(skeleton, out, i, false);
    }
    if (skeleton->n_attachments) {
        add_tag(out, "> ", STR("附件说明"));
    }
    add_tag(out, "> ", STR("落款"));
    add_tag(out, "> ", STR("附注"));
    add_tag(out, "> ", STR("版记"));
    strbuf_add_cstr(out, FOOTERS PORTRAIT COLUMNS LETTER GRID END);
}

void
skeleton_add_attachment(struct skeleton *skeleton, struct strbuf *out,
                        struct skeleton_attachment *attachment)
{
    size_t i = attachment->first;

    strbuf_add_cstr(out, DOCUMENT);
    add_paragraph(out, "AttachmentMark", "", STR("附件{{本件.号}}"));
    add_paragraph(out, "AttachmentTitle", "", STR("{{本件.标题}}"));
    while (i < attachment->end) {
        i = add_line(skeleton, out, i, attachment->is_wide);
    }
    strbuf_add_cstr(out, FOOTERS);
    strbuf_add_cstr(out, attachment->is_wide ? LANDSCAPE : PORTRAIT);
    strbuf_add_cstr(out, COLUMNS GRID END);
}

void
skeleton_add_bound(struct skeleton *skeleton, struct strbuf *out)
{
    struct arena *arena = skeleton->arena;

    strbuf_add_cstr(out, DOCUMENT);
    add_tag(out, "#", STR("合订.notice"));
    add_tag(out, "> ", STR("通报"));
    add_tag(out, "/", STR("合订.notice"));
    for (size_t i = 1; i <= skeleton->n_attachments; i++) {
        struct str id = arena_strf(arena, "合订.attachment%zu", i);

        add_tag(out, "#", id);
        add_tag(out, "> ", arena_strf(arena, "附件%zu", i));
        add_tag(out, "/", id);
    }
    add_tag(out, "> ", STR("版记"));
    /* on the last page if that is upright, else on one of its own */
    strbuf_add_cstr(out, FOOTERS "<w:type w:val=\"continuous\"/>\n" PORTRAIT
                                 COLUMNS GRID END);
}
