/* Small Word documents for tests: written as literals, packed into a .docx,
 * read back as the bytes of their body. */
#ifndef TONGBAO_TESTS_WORD_H
#define TONGBAO_TESTS_WORD_H

#include "gen/opc/package.h"
#include "gen/opc/zipout.h"

#define R(text)   "<w:r><w:t>" text "</w:t></w:r>"
#define P(text)   "<w:p>" R(text) "</w:p>"
#define PR(runs)  "<w:p>" runs "</w:p>"
#define C(blocks) "<w:tc>" blocks "</w:tc>"
#define TC(text)  C(P(text))
#define TR(cells) "<w:tr>" cells "</w:tr>"
#define TBL(rows) "<w:tbl>" rows "</w:tbl>"
#define WORD_SPACES                                                            \
    " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/"      \
    "main\""                                                                   \
    " xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/"            \
    "wordprocessingDrawing\" xmlns:r=\"http://schemas.openxmlformats.org/"     \
    "officeDocument/2006/relationships\""
#define WORD_RELATIONS                                                         \
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

/* Parts of a document besides its body; each NULL: there is none. */
struct word {
    const char *body;
    const char *header; /* blocks of header1.xml */
    const char *title;  /* of the document's properties */
    const char *styles; /* w:style elements */
};

static inline void
word_add(struct zipout *zip, const char *name, const char *before,
         const char *content, const char *after)
{
    struct strbuf sb = {0};

    if (content) {
        strbuf_add_cstr(&sb, before);
        strbuf_add_cstr(&sb, content);
        strbuf_add_cstr(&sb, after);
        zipout_add(zip, str_from(name), strbuf_str(&sb));
        strbuf_clear(&sb);
    }
}

static inline void
word_write(const char *path, const struct word *word)
{
    struct zipout *zip = zipout_new(path);
    struct diags diags = {0};

    word_add(zip, "[Content_Types].xml", "",
             "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/"
             "content-types\"><Default Extension=\"xml\" "
             "ContentType=\"application/xml\"/></Types>",
             "");
    word_add(zip, "_rels/.rels",
             "<Relationships xmlns=\"http://schemas.openxmlformats.org/"
             "package/2006/relationships\"><Relationship Id=\"a\" "
             "Type=\"" WORD_RELATIONS "officeDocument\" "
             "Target=\"word/document.xml\"/>",
             word->title
                 ? "<Relationship Id=\"b\" Type=\"http://schemas."
                   "openxmlformats.org/package/2006/relationships/metadata/"
                   "core-properties\" Target=\"core.xml\"/>"
                 : "",
             "</Relationships>");
    word_add(zip, "word/_rels/document.xml.rels",
             "<Relationships xmlns=\"http://schemas.openxmlformats.org/"
             "package/2006/relationships\">"
             "<Relationship Id=\"s\" Type=\"" WORD_RELATIONS "styles\" "
             "Target=\"styles.xml\"/>",
             word->header ? "<Relationship Id=\"h\" Type=\"" WORD_RELATIONS
                            "header\" Target=\"header1.xml\"/>"
                          : "",
             "</Relationships>");
    word_add(zip, "word/styles.xml", "<w:styles" WORD_SPACES ">",
             word->styles ? word->styles : "", "</w:styles>");
    word_add(zip, "word/document.xml",
             "<?xml version=\"1.0\"?><w:document" WORD_SPACES "><w:body>",
             word->body, "</w:body></w:document>");
    word_add(zip, "word/header1.xml", "<w:hdr" WORD_SPACES ">", word->header,
             "</w:hdr>");
    word_add(zip, "core.xml", "<c xmlns:d=\"d\"><d:title>", word->title,
             "</d:title></c>");
    if (!zipout_close(zip, &diags)) {
        abort();
    }
    diags_clear(&diags);
}

/* Adds a byte; <a></a> becomes <a/>. */
static inline void
word_add_byte(struct strbuf *out, char c)
{
    struct str text;
    size_t open;
    size_t close;

    strbuf_add_char(out, c);
    text = strbuf_str(out);
    close = text.len - 1;
    while (c == '>' && close && text.ptr[close] != '<') {
        close--;
    }
    if (c != '>' || text.ptr[close + 1] != '/' || close < 2 ||
        text.ptr[close - 1] != '>' || text.ptr[close - 2] == '/') {
        return;
    }
    open = close - 1;
    while (open && text.ptr[open] != '<') {
        open--;
    }
    if (text.ptr[open + 1] != '/') {
        strbuf_cut(out, close - 1);
        strbuf_add_cstr(out, "/>");
    }
}

/* The same for a whole text; the caller clears it. */
static inline struct strbuf
word_short(const char *text)
{
    struct strbuf out = {0};

    for (; *text; text++) {
        word_add_byte(&out, *text);
    }
    return out;
}

/* The bytes between the first two strings, empty elements short, without the
 * attributes that only keep blanks; the caller clears them. */
static inline struct strbuf
word_between(const char *path, const char *part, const char *from,
             const char *to)
{
    static const struct str keeps = {" xml:space=\"preserve\"", 21};
    struct diags diags = {0};
    struct arena arena = {0};
    struct package *package = package_open(path, NULL, &diags);
    struct strbuf out = {0};
    struct str bytes;
    size_t start;
    size_t end;

    if (!package ||
        !package_read(package, str_from(part), &arena, &bytes, &diags)) {
        abort();
    }
    start = str_find(bytes, str_from(from), 0);
    end = start == SIZE_MAX ? start : str_find(bytes, str_from(to), start);
    if (end == SIZE_MAX) {
        abort();
    }
    for (size_t i = start + str_from(from).len; i < end; i++) {
        if (str_starts_with(str_slice(bytes, i, end), keeps)) {
            i += keeps.len - 1;
        } else {
            word_add_byte(&out, bytes.ptr[i]);
        }
    }
    package_close(package);
    arena_clear(&arena);
    diags_clear(&diags);
    return out;
}

#endif
