#include "gen/input/sniff.h"

#include "gen/input/ole.h"
#include "gen/input/ziplist.h"

enum { HEAD_BYTES = 4096 };

static enum file_kind
kind_of_zip(struct str bytes)
{
    struct ziplist list;
    enum file_kind kind = FILE_ZIP;
    struct str name;

    if (!ziplist_init(&list, bytes)) {
        return FILE_ZIP_CUT;
    }
    while (ziplist_next(&list, &name)) {
        if (str_is(name, "xl/workbook.bin")) {
            return FILE_XLSB;
        }
        if (str_starts_with(name, STR("word/"))) {
            return FILE_DOCX;
        }
        if (str_starts_with(name, STR("ppt/"))) {
            return FILE_PPTX;
        }
        if (str_is(name, "OFD.xml")) {
            return FILE_OFD;
        }
        if (str_is(name, "META-INF/manifest.xml")) {
            return FILE_ODF;
        }
        if (str_is(name, "[Content_Types].xml") ||
            str_is(name, "_rels/.rels") || str_starts_with(name, STR("xl/"))) {
            kind = FILE_XLSX;
        }
    }
    return list.is_zip64 ? FILE_XLSX : kind;
}

static enum file_kind
kind_of_ole(struct str bytes)
{
    static const struct {
        const char *stream;
        enum file_kind kind;
    } streams[] = {
        {"EncryptedPackage", FILE_ENCRYPTED},
        {"Workbook", FILE_XLS},
        {"Book", FILE_XLS},
        {"WordDocument", FILE_DOC},
    };
    enum file_kind kind = FILE_OLE;
    struct ole ole;

    ole_open(&ole, bytes);
    if (ole.directory.len == 0) {
        kind = FILE_OLE_CUT;
    }
    for (size_t i = sizeof streams / sizeof streams[0]; i-- > 0;) {
        if (ole_has(&ole, streams[i].stream)) {
            kind = streams[i].kind;
        }
    }
    ole_close(&ole);
    return kind;
}

/* By the first bytes. */
static bool
has_signature(struct str bytes, enum file_kind *kind)
{
    static const struct {
        const char *bytes;
        size_t len;
        enum file_kind kind;
    } signatures[] = {
        {"%PDF-", 5, FILE_PDF},
        {"\x89PNG", 4, FILE_IMAGE},
        {"\xFF\xD8\xFF", 3, FILE_IMAGE},
        {"GIF8", 4, FILE_IMAGE},
        {"BM\0\0", 4, FILE_IMAGE},
        {"II*\0", 4, FILE_IMAGE},
        {"MM\0*", 4, FILE_IMAGE},
        {"Rar!", 4, FILE_ARCHIVE},
        {"7z\xBC\xAF\x27\x1C", 6, FILE_ARCHIVE},
        {"\x1F\x8B\x08", 3, FILE_ARCHIVE},
        {"{\\rtf", 5, FILE_RTF},
        {"MIME-Version:", 13, FILE_MHTML},
    };

    for (size_t i = 0; i < sizeof signatures / sizeof signatures[0]; i++) {
        struct str s = {signatures[i].bytes, signatures[i].len};

        if (str_starts_with(bytes, s)) {
            *kind = signatures[i].kind;
            return true;
        }
    }
    return false;
}

/* The head in small ASCII letters without NULs and byte order mark, so that
 * tags can be found in any encoding. */
static struct str
plain_head(struct str bytes, char head[HEAD_BYTES])
{
    struct str s = {head, 0};

    for (size_t i = 0; i < bytes.len && s.len < HEAD_BYTES; i++) {
        char c = bytes.ptr[i];

        if (!c || (i < 3 && (unsigned char)c >= 0x80)) {
            continue;
        }
        if (c >= 'A' && c <= 'Z') {
            c = (char)(c + ('a' - 'A'));
        }
        head[s.len++] = c;
    }
    return str_trim(s);
}

static bool
has(struct str s, const char *word)
{
    return str_find(s, str_from(word), 0) != SIZE_MAX;
}

static enum file_kind
kind_of_markup(struct str head)
{
    if (has(head, "urn:oasis:names:tc:opendocument:xmlns:office")) {
        return FILE_FODF;
    }
    if (has(head, "urn:schemas-microsoft-com:office:spreadsheet") ||
        has(head, "progid=\"excel.sheet\"")) {
        return has(head, "<html") ? FILE_HTML : FILE_SHEETML;
    }
    if (has(head, "<html") || has(head, "<table") ||
        has(head, "<!doctype html") || has(head, "<meta") ||
        has(head, "<style")) {
        return FILE_HTML;
    }
    return str_starts_with(head, STR("<?xml")) ? FILE_XML : FILE_TEXT;
}

/* Many NULs on both sides of the byte pairs: no text, UTF-16 included. */
static bool
is_binary(struct str bytes)
{
    struct str head = str_slice(bytes, 0, HEAD_BYTES);
    size_t n[2] = {0, 0};

    for (size_t i = 0; i < head.len; i++) {
        n[i % 2] += head.ptr[i] == '\0';
    }
    return n[0] && n[1] && (n[0] + n[1]) * 25 > head.len;
}

/* Nothing but blanks behind a byte order mark. */
static bool
is_empty(struct str bytes)
{
    static const struct str marks[] = {{"\xEF\xBB\xBF", 3},
                                       {"\xFF\xFE", 2},
                                       {"\xFE\xFF", 2},
                                       {"\x84\x31\x95\x33", 4}};

    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        if (str_starts_with(bytes, marks[i])) {
            bytes = str_slice(bytes, marks[i].len, bytes.len);
            break;
        }
    }
    return bytes.len < HEAD_BYTES && str_trim(bytes).len == 0;
}

enum file_kind
sniff_kind(struct str bytes)
{
    char buffer[HEAD_BYTES];
    enum file_kind kind;
    struct str head;

    if (is_empty(bytes)) {
        return FILE_EMPTY;
    }
    if (str_starts_with(bytes, STR("PK\x03\x04")) ||
        str_starts_with(bytes, STR("PK\x05\x06"))) {
        return kind_of_zip(bytes);
    }
    if (ole_is(bytes)) {
        return kind_of_ole(bytes);
    }
    if (has_signature(bytes, &kind)) {
        return kind;
    }
    head = plain_head(bytes, buffer);
    if (str_starts_with(head, STR("<"))) {
        return kind_of_markup(head);
    }
    if (is_binary(bytes)) {
        struct ziplist list;

        return ziplist_init(&list, bytes) ? kind_of_zip(bytes) : FILE_BINARY;
    }
    return FILE_TEXT;
}

static const struct {
    const char *what;
    const char *advice;
} refusals[] = {
    [FILE_EMPTY] = {N_("this file is empty"), N_("export it or copy it again")},
    [FILE_ENCRYPTED] = {N_("this workbook is protected by a password"),
                        N_("open it in WPS, remove the password and save it "
                           "again")},
    [FILE_XLSB] = {N_("this is a binary workbook (.xlsb)"),
                   N_("open it in WPS or Excel and save it as .xlsx")},
    [FILE_ODF] = {N_("this is an OpenDocument file, but not a workbook (.odt, "
                     ".odp)"),
                  N_("copy its table into a workbook and save that as "
                     ".xlsx")},
    [FILE_DOCX] = {N_("this is a Word document, not a table"),
                   N_("copy its table into a workbook and save that as "
                      ".xlsx")},
    [FILE_PPTX] = {N_("this is a presentation, not a table"),
                   N_("copy its table into a workbook and save that as "
                      ".xlsx")},
    [FILE_OFD] = {N_("this is an OFD document, not a table"),
                  N_("ask for the workbook it was made from")},
    [FILE_ZIP] = {N_("this is a zip archive without a workbook"),
                  N_("unpack it and give the file inside")},
    [FILE_ZIP_CUT] = {N_("this workbook or zip archive is cut off"),
                      N_("copy or download it again")},
    [FILE_DOC] = {N_("this is a Word or WPS document, not a table"),
                  N_("copy its table into a workbook and save that as "
                     ".xlsx")},
    [FILE_OLE] = {N_("this is an Office file without a workbook"),
                  N_("open it in WPS and save its table as .xlsx")},
    [FILE_OLE_CUT] = {N_("this .xls or .et workbook is cut off"),
                      N_("copy or download it again")},
    [FILE_XML] = {N_("this is XML, but not a workbook"),
                  N_("export the table as .xlsx or .csv")},
    [FILE_PDF] = {N_("this is a PDF, not a table"),
                  N_("ask for the workbook it was made from")},
    [FILE_IMAGE] = {N_("this is a picture, not a table"),
                    N_("ask for the workbook it was made from")},
    [FILE_ARCHIVE] = {N_("this is a compressed archive"),
                      N_("unpack it and give the file inside")},
    [FILE_RTF] = {N_("this is an RTF document, not a table"),
                  N_("copy its table into a workbook and save that as "
                     ".xlsx")},
    [FILE_MHTML] = {N_("this is a web page archive (.mht)"),
                    N_("open it in WPS or Excel and save it as .xlsx")},
    [FILE_BINARY] = {N_("this is not a table in any format known"),
                     N_("open it in the program it comes from and save it as "
                        ".xlsx or .csv")},
};

bool
sniff_refuse(enum file_kind kind, struct location at, struct diags *diags)
{
    diag_error(diags, at, "%s", _(refusals[kind].what));
    diag_advise(diags, "%s", _(refusals[kind].advice));
    return false;
}
